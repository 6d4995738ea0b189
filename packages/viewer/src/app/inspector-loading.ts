import { findLocalSource } from "../bim/local/index.ts";
import type { InspectedModel, ModelSource, TilesetName } from "../bim/model/inspected-model.ts";
import { loadMesh } from "../bim/model/load-mesh.ts";
import { openModel } from "../bim/model/open-model.ts";
import { dropTileWorker, warmTileWorker } from "../bim/model/open-tile-worker.ts";
import { createServerSource } from "../bim/model/server-source.ts";
import type { StageControl } from "../bim/stage/stage-contract.ts";
import { ApiProblem, pageProblem } from "../client/api-problem.ts";
import { useStageStore } from "../client/inspector/stage-store.ts";
import { type ShownKind, useInspectorStore } from "../client/inspector-store.ts";
import { isLocalId } from "../client/local-model-store.ts";
import { readModel } from "../client/model-queries.ts";

/** Models of the page while they are opened, drawn and looked at. */
interface InspectorLoading {
  /** Opens models that are not open yet, one beside the other, and closes those that are none of these. */
  show(ids: readonly string[]): void;
  /** Loads rooms or openings of all models, or takes them away. */
  showKind(kind: ShownKind, isShown: boolean): void;
  /** Stops what is on its way and forgets the models. */
  close(): void;
}

/** A model that was asked for. */
interface Asked {
  readonly ending: AbortController;
  /** Ends once it stands on the stage. */
  readonly isThere: Promise<unknown>;
  model: InspectedModel | undefined;
}

/**
 * Loads models: each one's table first, then its tiles. One that fails does not keep the others.
 *
 * @param stage Undefined where there is no picture: tables are read all the same.
 * @param onMore Told when triangles have come, or went with their model.
 */
export function loadModels(
  stage: StageControl | undefined,
  { onMore, onTables }: { onMore(): void; onTables(): void },
): InspectorLoading {
  const { setLoading } = useStageStore.getState();
  const asked = new Map<string, Asked>();

  const showTileset = (model: InspectedModel, name: TilesetName, signal: AbortSignal) =>
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

  /** Shows a tileset as far as it can be read, and says what of it could not. @throws the signal's reason. */
  const show = async (model: InspectedModel, name: TilesetName, signal: AbortSignal): Promise<void> => {
    const { isThere, failedTiles, firstFailure } = await showTileset(model, name, signal).catch(
      (error: unknown) => {
        signal.throwIfAborted();
        // The tileset itself: there is no picture of it, but the model's table is open.
        return { isThere: true, failedTiles: 1, firstFailure: explain(error) };
      },
    );
    const isFirst = name === "tileset";
    if (isFirst || failedTiles > 0)
      setLoading(model.source.id, { phase: "done", failedTiles, firstFailure, isEmpty: isFirst && !isThere });
  };

  const draw = async (model: InspectedModel, signal: AbortSignal): Promise<void> => {
    if (!stage) return setLoading(model.source.id, undefined);
    await show(model, "tileset", signal);
    for (const kind of useInspectorStore.getState().shownKinds) await show(model, kind, signal);
  };

  const open = (id: string, before: readonly Promise<unknown>[]): void => {
    const ending = new AbortController();
    const { signal } = ending;
    setLoading(id, { phase: "opening" });
    if (stage) warmTileWorker();
    const standing = async (): Promise<InspectedModel> => {
      const model = await openModel(await sourceOf(id, signal), signal);
      // The stage's frame is that of the first model: others wait for it.
      await Promise.allSettled(before);
      signal.throwIfAborted();
      own.model = model;
      stage?.addModel(model);
      useInspectorStore.getState().open({ id, name: model.source.name, table: model.table });
      onTables();
      return model;
    };
    const isThere = standing();
    const own: Asked = { ending, isThere, model: undefined };
    asked.set(id, own);
    isThere
      .then((model) => draw(model, signal))
      .catch((error: unknown) => {
        if (!signal.aborted) setLoading(id, { phase: "failed", error });
      });
  };
  const close = (id: string): void => {
    asked.get(id)?.ending.abort();
    asked.delete(id);
    stage?.removeModel(id);
    useInspectorStore.getState().close(id);
    setLoading(id, undefined);
  };

  return {
    show(ids) {
      const gone = [...asked.keys()].filter((id) => !ids.includes(id));
      gone.forEach(close);
      // As before they came, where nobody has moved the camera since.
      if (gone.length > 0) onMore();
      for (const id of ids) {
        if (!asked.has(id))
          open(
            id,
            [...asked.values()].map(({ isThere }) => isThere),
          );
      }
    },
    showKind(kind, isShown) {
      for (const { model, ending } of asked.values()) {
        if (!model) continue;
        if (isShown) show(model, kind, ending.signal).catch(() => undefined);
        else stage?.setMesh(model.source.id, kind, undefined);
      }
    },
    close() {
      for (const [id, { ending }] of asked) {
        ending.abort();
        setLoading(id, undefined);
      }
      asked.clear();
      dropTileWorker();
      useInspectorStore.getState().reset();
    },
  };
}

/** A server that answers, and has no such tileset, has lost it. */
const explain = (error: unknown): unknown =>
  error instanceof ApiProblem && error.status === 404
    ? pageProblem("page/tiles-gone", error.message, error.status, error)
    : error;

async function sourceOf(id: string, signal: AbortSignal): Promise<ModelSource> {
  const local = findLocalSource(id);
  if (local) return local;
  if (isLocalId(id)) throw pageProblem("page/local-model-gone", `${id} was open in another page only`, 0);
  return createServerSource(await readModel(id, signal));
}
