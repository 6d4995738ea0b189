import { keyOfAsset } from "@shuicheng/shared/contracts";
import type { Thread } from "../../threads/open-thread.ts";
import { openThread } from "../../threads/open-thread.ts";
import type { ModelThreadMethods } from "./model.worker.ts";
import type {
  AssetChanges,
  AssetPublication,
  ModelLayer,
  ModelNeeds,
  RevisionRecord,
} from "./model-needs.ts";
import type { KeptModel } from "./model-work.ts";

/** The thread that keeps, places and makes assets of one model. */
export type ModelThread = Thread<ModelThreadMethods>;

/** Assets that cross the threads at once: some milliseconds' worth. */
const ASSETS_AT_ONCE = 500;

/** CJJ/T 315-2022: a model of single elements (构件级). */
const CIM_LEVEL = 6;

/** Starts the thread; whoever starts it stops it. */
export function openModelThread(): ModelThread {
  return openThread<ModelThreadMethods>(new URL("./model.worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 3_072 },
  });
}

/** The layer of a model. Its access stays as somebody set it. */
export function buildModelLayer(
  needs: ModelNeeds,
  model: { readonly id: string; readonly name: string },
  record?: Pick<RevisionRecord, "tileFolder" | "tilesets" | "bbox" | "health">,
): ModelLayer {
  const { id, name } = model;
  const access = needs.findLayer(id)?.access ?? "restricted";
  const layer = {
    ...{ id, name, access },
    kind: "models" as const,
    cimLevel: CIM_LEVEL,
    publishedAtMs: needs.now(),
  };
  if (!record) return layer;
  const { placement } = record.health;
  const isPlaced = placement.lon !== null;
  return {
    ...layer,
    tileset: (isPlaced && tilesetUrl(id, record, "element")) || null,
    bbox: record.bbox,
    assumptions: placement.assumed.map((each) => (typeof each === "string" ? each : each.message)),
  };
}

/** Path of a tileset on this server, null where the model has none of the category. */
export function tilesetUrl(
  modelId: string,
  { tileFolder, tilesets }: Pick<RevisionRecord, "tileFolder" | "tilesets">,
  category: string,
): string | null {
  const file = tilesets[category];
  return file === undefined ? null : `/tiles/${modelId}/${tileFolder}/${file}`;
}

/** Assets that are moved at once: places cross the threads as columns. */
const MOVES_AT_ONCE = 20_000;

/** Stages assets: what {@link publishModel} is to publish. */
export type Staging = (publication: AssetPublication) => Promise<AssetChanges>;

/** The assets that `thread` has made ready are the whole of the layer. */
export function stageAssets(
  thread: ModelThread,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (assets: number) => void },
): Staging {
  return async (publication) => {
    for (let done = 0; ; ) {
      signal?.throwIfAborted();
      const assets = await thread.call("takeAssets", ASSETS_AT_ONCE);
      if (assets.length === 0) return publication.finish();
      await publication.put(assets);
      done += assets.length;
      onProgress?.(done);
    }
  };
}

/** The places that `thread` has made ready are new, and nothing else is. */
export function stageMoves(thread: ModelThread): Staging {
  return async (publication) => {
    for (;;) {
      const moves = await thread.call("takeMoves", MOVES_AT_ONCE);
      if (moves.features.length === 0) return publication.finishMoves();
      await publication.move(moves);
    }
  };
}

/**
 * Publishes a model's layer.
 *
 * @param prepare Called once all assets are staged; answers the layer and what is written in the same transaction. Until
 * it has resolved, an aborted `signal` ends the publication without a trace.
 */
export async function publishModel(
  needs: ModelNeeds,
  {
    layer,
    stage,
    signal,
    prepare,
  }: {
    readonly layer: ModelLayer;
    readonly stage: Staging;
    readonly signal?: AbortSignal;
    prepare(changes: AssetChanges): Promise<{ readonly layer: ModelLayer; also(): void }>;
  },
): Promise<AssetChanges> {
  return needs.publish(layer, async (publication) => {
    const changes = await stage(publication);
    signal?.throwIfAborted();
    const { layer: published, also } = await prepare(changes);
    publication.switch(changes, published, also);
    await needs.follow(layer.id);
    return changes;
  });
}

/**
 * The changes of a publication by GlobalId. What changed is told by the table: the registry has but a few attributes, and
 * places, which also change when the model is moved.
 */
export function describeChanges(
  modelId: string,
  changes: AssetChanges,
  { changed, changedKeys }: Pick<KeptModel, "changed" | "changedKeys">,
): Pick<RevisionRecord, "changes" | "orphans"> {
  const keys = (ids: readonly string[]) => ids.map((id) => keyOfAsset(modelId, id));
  const { added, removed } = changes;
  return {
    changes: {
      ...{ added, changed, removed },
      addedIds: keys(changes.addedIds),
      changedIds: [...changedKeys],
      removedIds: keys(changes.removedIds),
    },
    orphans: changes.orphans.map(({ datastream, asset }) => ({
      ...{ datastream, asset },
      globalId: keyOfAsset(modelId, asset),
    })),
  };
}
