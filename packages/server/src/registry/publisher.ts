import type { DatabaseSync } from "node:sqlite";
import type { AssetInput, DatastreamInput } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { AssetStore } from "./asset-store.ts";
import type { DatastreamStore, RegisteredDatastream } from "./datastream-store.ts";
import { inTransaction } from "./in-transaction.ts";
import type { LayerDraft, LayerStore, RegisteredLayer } from "./layer-store.ts";

/** A change to what exists. */
export interface Publication {
  readonly layer: LayerDraft;
  readonly assets: readonly AssetInput[];
  readonly datastreams: readonly DatastreamInput[];
  /** True: the layer is exactly these assets, others are retired. False: they are added to what is there. */
  readonly isWhole: boolean;
}

/** What a publication did. */
export interface Published {
  readonly layer: RegisteredLayer;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly datastreams: readonly RegisteredDatastream[];
  /** Handles of datastreams that went with their assets. */
  readonly retiredHandles: readonly number[];
}

/** Writes layers, assets and datastreams together: all of a publication or nothing of it. */
export interface Publisher {
  /**
   * Feature indices for ids, in their order: what is known keeps its number, the rest get the next ones.
   * Nothing is written; `publish` gives out the same numbers if nothing was published to the layer in between.
   *
   * @throws {Fault} `registry/conflict` when an id belongs to another layer.
   */
  reserveFeatures(layerId: string, assetIds: readonly string[]): Uint32Array;
  /**
   * @param isDryRun Does everything and takes it back.
   * @throws {Fault} `registry/conflict` when an id belongs to another layer, a result type would change or a category list
   * its order, or assets of a layer would change of which a staged publication is under way; `registry/invalid` when a datastream names an unknown asset.
   */
  publish(publication: Publication, isDryRun?: boolean): Published;
}

/** Creates the publisher over the stores of one connection. */
export function createPublisher(
  database: DatabaseSync,
  stores: {
    layers: LayerStore;
    assets: AssetStore;
    datastreams: DatastreamStore;
    /** Whether a staged publication of the layer is under way. */
    isStaged(layerNumber: number): boolean;
  },
): Publisher {
  const { layers, assets, datastreams, isStaged } = stores;

  function reserveFeatures(layerId: string, assetIds: readonly string[]): Uint32Array {
    const number = layers.numberOf(layerId);
    let next = number === undefined ? 0 : assets.nextFeature(number);
    return Uint32Array.from(assetIds, (id) => {
      const known = assets.findFeature(id);
      if (known && known.layerNumber !== number) {
        const owner = layers.findByNumber(known.layerNumber)?.id ?? "";
        throw new Fault("registry/conflict", `asset ${id} belongs to layer ${owner}, not to ${layerId}`, {
          id,
          owner,
        });
      }
      return known ? known.featureIndex : next++;
    });
  }

  function requireUnstaged({ layer, assets: changed, isWhole }: Publication): void {
    const number = layers.numberOf(layer.id);
    if (number === undefined || !isStaged(number) || (changed.length === 0 && !isWhole)) return;
    throw new Fault("registry/conflict", `layer ${layer.id} is being published; try again in a moment`, {
      layer: layer.id,
    });
  }

  function write(publication: Publication): Published {
    requireUnstaged(publication);
    const indices = reserveFeatures(
      publication.layer.id,
      publication.assets.map((asset) => asset.id),
    );
    const known = layers.find(publication.layer.id)?.bbox ?? undefined;
    const bbox = publication.layer.bbox ?? widen(known, publication.assets);
    const { number } = layers.upsert({ ...publication.layer, ...(bbox ? { bbox } : {}) });
    const before = publication.isWhole ? new Set(assets.idsOf(number)) : new Set<string>();
    const counts = { added: 0, changed: 0, same: 0 };
    publication.assets.forEach((asset, i) => {
      counts[assets.upsert(number, indices[i] as number, asset)]++;
      before.delete(asset.id);
    });
    const retiredHandles = [...before].flatMap(retireAsset);
    const written = publication.datastreams.map(writeDatastream);
    layers.setCounts(number, {
      features: assets.nextFeature(number),
      monitored: assets.countMonitored(number),
    });
    return {
      layer: layers.findByNumber(number) as RegisteredLayer,
      added: counts.added,
      changed: counts.changed,
      removed: before.size,
      datastreams: written,
      retiredHandles,
    };
  }

  function retireAsset(id: string): number[] {
    const asset = assets.find(id);
    const own = asset ? [...datastreams.ofAsset(asset.number)] : [];
    for (const datastream of own) datastreams.retire(datastream.id);
    assets.retire(id);
    return own.map((datastream) => datastream.handle);
  }

  function writeDatastream(input: DatastreamInput, index: number): RegisteredDatastream {
    const asset = assets.find(input.asset);
    if (!asset) {
      throw new Fault(
        "registry/invalid",
        `datastreams[${index}] ${input.id}: asset ${input.asset} does not exist`,
        {
          index,
          id: input.id,
        },
      );
    }
    const known = datastreams.find(input.id) ?? datastreams.findRetired(input.id);
    const resultType = input.resultType ?? "number";
    if (known && known.resultType !== resultType) {
      // Stored results are numbers whose meaning is the type: changed, they would be misread.
      throw new Fault(
        "registry/conflict",
        `datastreams[${index}] ${input.id}: resultType is ${known.resultType} and cannot become ${resultType}; give the new one an id of its own`,
        { index, id: input.id },
      );
    }
    if (known && !known.categories.every((category, i) => input.categories?.[i] === category)) {
      throw new Fault(
        "registry/conflict",
        `datastreams[${index}] ${input.id}: categories may only be appended to; stored are ${known.categories.join(", ")}`,
        { index, id: input.id },
      );
    }
    return datastreams.upsert(asset.number, input).datastream;
  }

  return {
    reserveFeatures,
    publish(publication, isDryRun = false) {
      const dryRun = new Error("dry run");
      let published: Published | undefined;
      try {
        return inTransaction(database, () => {
          published = write(publication);
          if (isDryRun) throw dryRun;
          return published;
        });
      } catch (error) {
        layers.reload();
        datastreams.reload();
        if (error === dryRun && published) return published;
        throw error;
      }
    },
  };
}

/** The smallest box (west, south, east, north, degrees) around a box and the places of assets; undefined of nothing. */
function widen(
  bbox: readonly [number, number, number, number] | undefined,
  assets: readonly AssetInput[],
): readonly [number, number, number, number] | undefined {
  let box = bbox;
  for (const { position } of assets) {
    if (!position) continue;
    const { lon, lat } = position;
    box = box
      ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
      : [lon, lat, lon, lat];
  }
  return box;
}
