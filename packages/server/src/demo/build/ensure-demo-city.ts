import { Fault } from "@shuicheng/shared/faults";
import type { CityOrder } from "../model/index.ts";
import { CITY_LAYERS, type CityLayer } from "./city-layer.ts";
import { findDemoKey } from "./demo-key.ts";
import {
  type DemoPlace,
  type DemoRecord,
  documentFile,
  dropRecord,
  type FoundDemo,
  findDemo,
  writeRecord,
} from "./demo-record.ts";
import { runBuild } from "./run-build.ts";
import { dropTileSets, isDemoTileset, tilesetUrl } from "./tile-sets.ts";

/** The city that is there now. */
export interface DemoState extends CityOrder {
  readonly key: string;
  /** The vector base map, `BaseMap` as JSON. */
  readonly baseMapFile: string;
  /** What was put in wrong on purpose, `PlantedDefect[]` as JSON. */
  readonly defectsFile: string;
  /** Layers of the city. */
  readonly layers: readonly string[];
  /** Those that had to be built now; none when the city was whole. */
  readonly built: readonly string[];
}

/** What the building of the demo city asks of the server. */
export interface DemoNeeds {
  readonly dataFolder: string;
  /** Absolute path; a layer's tiles come to `<layer>/<unique>/` in it. */
  readonly tilesFolder: string;
  reserveFeatures(layerId: string, assetIds: readonly string[]): Uint32Array;
  /** Makes `layer` the whole of that layer, in one transaction. */
  publish(layer: CityLayer): Promise<unknown>;
  findLayer(id: string): { readonly tileset: string | null } | undefined;
  /** Not told anything when the city is whole. */
  onProgress(stage: string, progress: number): void;
  readonly signal?: AbortSignal;
}

/** What the look before it asks. */
export interface DemoCheckNeeds extends DemoPlace {
  /** Told of each layer whose files are not whole, and why. */
  onDamage(layerId: string, reason: string): void;
  /** Module that exports `generateCity`; the city's own where absent. */
  readonly generator?: URL;
}

const GENERATOR = new URL("../generate-city.ts", import.meta.url);

/** What has to be built of a city. */
export interface DemoPlan {
  readonly order: CityOrder;
  readonly key: string;
  readonly generator: URL;
  readonly found: FoundDemo;
  readonly layers: readonly string[];
}

/**
 * Looks what there is of the demo city, and deletes what is damaged or of another release. To be called before
 * anything is served: what is left may be.
 */
export async function planDemoCity(order: CityOrder, needs: DemoCheckNeeds): Promise<DemoPlan> {
  const generator = needs.generator ?? GENERATOR;
  const key = findDemoKey(order, generator);
  const found = await findDemo(needs, key);
  const layers = [...(found.record ? found.damaged.keys() : ownLayers(needs))];
  const plan = { order, key, generator, found, layers };
  if (isWhole(plan)) return plan;
  dropRecord(needs.dataFolder);
  for (const [id, reason] of found.damaged) needs.onDamage(id, reason);
  for (const id of layers) dropTileSets(needs.tilesFolder, id, found.record ? key : undefined);
  return plan;
}

const isWhole = ({ found, layers }: Pick<DemoPlan, "found" | "layers">) =>
  found.record !== undefined && layers.length === 0 && !found.lacksDocuments;

/**
 * Sees to it that the demo city is published and its files are whole; a city that is whole is left alone.
 *
 * @throws {Fault} `registry/conflict` when an asset's id belongs to another layer, or a layer was changed meanwhile;
 * `signal.reason` when stopped.
 */
export async function ensureDemoCity(plan: DemoPlan, needs: DemoNeeds): Promise<DemoState> {
  const { order, key, found, layers } = plan;
  if (found.record && isWhole(plan)) return stateOf(found.record, needs.dataFolder, []);
  const { documents, built } = await build(plan, needs);
  const record = {
    ...{ key, seed: order.seed, scale: order.scale, documents },
    layers: [...(found.record?.layers.filter(({ id }) => !layers.includes(id)) ?? []), ...built],
  };
  writeRecord(needs.dataFolder, record);
  return stateOf(
    record,
    needs.dataFolder,
    built.map(({ id }) => id),
  );
}

/** Layers of the city but those that somebody replaced with a model of his own. */
function ownLayers({ findLayer }: DemoPlace): string[] {
  return CITY_LAYERS.map(({ id }) => id).filter((id) => {
    const tileset = findLayer(id)?.tileset;
    return !tileset || isDemoTileset(id, tileset);
  });
}

async function build(
  { order, key, generator, layers }: DemoPlan,
  needs: DemoNeeds,
): Promise<Pick<DemoRecord, "documents"> & { built: DemoRecord["layers"][number][] }> {
  const { dataFolder, tilesFolder } = needs;
  const built: DemoRecord["layers"][number][] = [];
  const reserved = new Map<string, Uint32Array>();
  let lastProgress = 0;
  const documents = await runBuild(
    { city: order, key, generator: generator.href, dataFolder, tilesFolder, layers },
    {
      onProgress(stage, progress) {
        lastProgress = progress;
        needs.onProgress(stage, progress);
      },
      reserveFeatures(layerId, assetIds) {
        const indices = needs.reserveFeatures(layerId, assetIds);
        reserved.set(layerId, indices);
        return indices;
      },
      async publish(layer, hasTiles) {
        needs.onProgress(`publishing: ${layer.id}`, lastProgress);
        requireUnchanged(layer, reserved.get(layer.id), needs);
        await needs.publish({ ...layer, ...(hasTiles ? { tileset: tilesetUrl(layer.id, key) } : {}) });
        dropTileSets(tilesFolder, layer.id, undefined, key);
        built.push({ id: layer.id, hasTiles });
      },
    },
    needs.signal,
  );
  return { documents, built };
}

/** The tiles carry feature indices: one that changed would have another asset's colour painted on a pipe. */
function requireUnchanged(
  { id, assets }: Pick<CityLayer, "id" | "assets">,
  reserved: Uint32Array | undefined,
  needs: DemoNeeds,
): void {
  const now = needs.reserveFeatures(
    id,
    assets.map((asset) => asset.id),
  );
  if (reserved?.every((index, i) => index === now[i])) return;
  throw new Fault("registry/conflict", `layer ${id} was changed while the city was built; start again`, {
    layer: id,
  });
}

function stateOf(
  { key, seed, scale, layers }: Omit<DemoRecord, "format">,
  dataFolder: string,
  built: readonly string[],
): DemoState {
  return {
    ...{ key, seed, scale, built },
    baseMapFile: documentFile(dataFolder, "base-map", key),
    defectsFile: documentFile(dataFolder, "defects", key),
    layers: layers.map(({ id }) => id),
  };
}
