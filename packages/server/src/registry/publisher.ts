import type { DatabaseSync } from "node:sqlite";
import type { AssetInput, Binding, DatastreamInput } from "@shuicheng/shared/contracts";
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
  /** Ids of what is new or no longer as it was. */
  readonly touched: Touched;
  /** Handles of datastreams that went with their assets. */
  readonly retiredHandles: readonly number[];
}

/** Assets and datastreams by their ids. */
export interface Touched {
  readonly assets: readonly string[];
  readonly datastreams: readonly string[];
}

/** What a binding of datastreams did. */
export interface Bound {
  /** Those that observe another asset now. */
  readonly datastreams: readonly RegisteredDatastream[];
  /** What those observed until then. */
  readonly before: readonly Binding[];
}

/** What was taken out of use. */
export interface Retired {
  /** Layers that lost something, by number. */
  readonly layers: readonly number[];
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
  /**
   * Lets datastreams observe other assets, of any layer: all or none. Of one that is named twice the last counts.
   *
   * @param isDryRun Does everything and takes it back.
   * @throws {Fault} `datastream/unknown`, `asset/unknown` with the index of the first binding that names it.
   */
  bind(bindings: readonly Binding[], isDryRun?: boolean): Bound;
  /** Takes assets, with their datastreams, and datastreams out of use: all or none. What is not there is passed over. */
  retire(ids: { readonly assets: readonly string[]; readonly datastreams: readonly string[] }): Retired;
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
    const touched = { assets: [] as string[], datastreams: [] as string[] };
    publication.assets.forEach((asset, i) => {
      const outcome = assets.upsert(number, indices[i] as number, asset);
      counts[outcome]++;
      if (outcome !== "same") touched.assets.push(asset.id);
      before.delete(asset.id);
    });
    const retiredHandles = [...before].flatMap(retireAsset);
    const written = publication.datastreams.map((input, index) => {
      const { datastream, isChanged } = writeDatastream(input, index);
      if (isChanged) touched.datastreams.push(datastream.id);
      return datastream;
    });
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
      touched,
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

  function retire(ids: Parameters<Publisher["retire"]>[0]): Retired {
    const touched = new Set<number>();
    const retiredHandles: number[] = [];
    for (const id of ids.datastreams) {
      const datastream = datastreams.find(id);
      if (!datastream) continue;
      const asset = assets.findKept(datastream.assetNumber);
      if (asset) touched.add(asset.layerNumber);
      datastreams.retire(id);
      retiredHandles.push(datastream.handle);
    }
    for (const id of ids.assets) {
      const asset = assets.find(id);
      if (!asset) continue;
      touched.add(asset.layerNumber);
      retiredHandles.push(...retireAsset(id));
    }
    for (const layer of touched) countAnew(layer);
    return { layers: [...touched], retiredHandles };
  }

  const countAnew = (layer: number) =>
    layers.setCounts(layer, { features: assets.nextFeature(layer), monitored: assets.countMonitored(layer) });

  function writeDatastream(input: DatastreamInput, index: number): ReturnType<DatastreamStore["upsert"]> {
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
    return datastreams.upsert(asset.number, input);
  }

  function move(bindings: readonly Binding[]): Bound {
    const touched = new Set<number>();
    const before: Binding[] = [];
    const moved = new Map<string, RegisteredDatastream>();
    bindings.forEach(({ datastream: id, asset: assetId }, index) => {
      const datastream = datastreams.find(id);
      if (!datastream) throw unbindable("datastream/unknown", index, `there is no datastream ${id}`);
      const asset = assets.find(assetId);
      if (!asset) throw unbindable("asset/unknown", index, `there is no asset ${assetId}`);
      if (datastream.assetNumber === asset.number) return;
      // Also where it has lost its element: its asset is retired and keeps its id.
      const former = assets.findKept(datastream.assetNumber);
      if (former) touched.add(former.layerNumber);
      if (former && !moved.has(id)) before.push({ datastream: id, asset: former.id });
      touched.add(asset.layerNumber);
      moved.set(id, datastreams.rebind(id, asset.number));
    });
    for (const layer of touched)
      layers.setCounts(layer, {
        features: assets.nextFeature(layer),
        monitored: assets.countMonitored(layer),
      });
    return { datastreams: [...moved.values()], before };
  }

  /** Runs all of it or nothing; of a dry run nothing, with what it would have done. */
  function transact<T>(run: () => T, isDryRun: boolean): T {
    const dryRun = new Error("dry run");
    let done: { readonly result: T } | undefined;
    try {
      return inTransaction(database, () => {
        done = { result: run() };
        if (isDryRun) throw dryRun;
        return done.result;
      });
    } catch (error) {
      layers.reload();
      datastreams.reload();
      if (error === dryRun && done) return done.result;
      throw error;
    }
  }

  return {
    reserveFeatures,
    publish: (publication, isDryRun = false) => transact(() => write(publication), isDryRun),
    bind: (bindings, isDryRun = false) => transact(() => move(bindings), isDryRun),
    retire: (ids) => transact(() => retire(ids), false),
  };
}

const unbindable = (code: "datastream/unknown" | "asset/unknown", index: number, what: string) =>
  new Fault(code, `bindings[${index}]: ${what}`, { index });

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
