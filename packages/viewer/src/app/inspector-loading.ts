import { findLocalSource } from "../bim/local/index.ts";
import type { InspectedModel, ModelSource, TilesetName } from "../bim/model/inspected-model.ts";
import { loadMesh } from "../bim/model/load-mesh.ts";
import { openModel } from "../bim/model/open-model.ts";
import { createServerSource } from "../bim/model/server-source.ts";
import type { StageControl } from "../bim/stage/stage-contract.ts";
import { pageProblem } from "../client/api-problem.ts";
import { useStageStore } from "../client/inspector/stage-store.ts";
import { type ShownKind, useInspectorStore } from "../client/inspector-store.ts";
import { isLocalId } from "../client/local-model-store.ts";
import { readModel } from "../client/model-queries.ts";

/** Models of the page while they are opened, drawn and looked at. */
interface InspectorLoading {
  /** Loads rooms or openings of all models, or takes them away. */
  showKind(kind: ShownKind, isShown: boolean): void;
  /** Stops what is on its way and forgets the models. */
  close(): void;
}

/**
 * Opens models one beside the other: each one's table first, then its tiles. One that fails does not keep the others.
 *
 * @param stage Undefined where there is no picture: tables are read all the same.
 * @param onMore Told when triangles have come.
 */
export function loadModels(
  ids: readonly string[],
  stage: StageControl | undefined,
  { onMore, onTables }: { onMore(): void; onTables(): void },
): InspectorLoading {
  const ending = new AbortController();
  const { signal } = ending;
  const { setLoading } = useStageStore.getState();
  const opened: InspectedModel[] = [];

  const showTileset = (model: InspectedModel, name: TilesetName) =>
    loadMesh(
      model,
      name,
      {
        onMesh(mesh) {
          stage?.setMesh(model.source.id, name, mesh);
          if (mesh.indices.length > 0) onMore();
        },
        onProgress(done, total) {
          if (name === "tileset") setLoading(model.source.id, { phase: "tiles", done, total });
        },
      },
      signal,
    );

  const open = async (id: string, before: Promise<unknown>): Promise<void> => {
    setLoading(id, { phase: "opening" });
    const model = await openModel(await sourceOf(id, signal), signal);
    // The stage's frame is that of the first model: others wait for it.
    await before.catch(() => undefined);
    signal.throwIfAborted();
    opened.push(model);
    stage?.addModel(model);
    useInspectorStore.getState().open({ id, name: model.source.name, table: model.table });
    onTables();
    if (!stage) return setLoading(id, undefined);
    const { isThere, failedTiles, firstFailure } = await showTileset(model, "tileset");
    setLoading(id, { phase: "done", failedTiles, firstFailure, isEmpty: !isThere });
    for (const kind of useInspectorStore.getState().shownKinds) await showTileset(model, kind);
  };

  let before: Promise<unknown> = Promise.resolve();
  for (const id of ids) {
    const opening = open(id, before);
    before = opening;
    opening.catch((error: unknown) => {
      if (!signal.aborted) setLoading(id, { phase: "failed", error });
    });
  }
  return {
    showKind(kind, isShown) {
      for (const model of opened) {
        if (isShown) showTileset(model, kind).catch(() => undefined);
        else stage?.setMesh(model.source.id, kind, undefined);
      }
    },
    close() {
      ending.abort();
      for (const id of ids) setLoading(id, undefined);
      useInspectorStore.getState().reset();
    },
  };
}

async function sourceOf(id: string, signal: AbortSignal): Promise<ModelSource> {
  const local = findLocalSource(id);
  if (local) return local;
  if (isLocalId(id)) throw pageProblem("page/local-model-gone", `${id} was open in another page only`, 0);
  return createServerSource(await readModel(id, signal));
}
