import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import type { DatastreamInput } from "@shuicheng/shared/contracts";
import { openMeshEncoder, packFeatures, writeTileset } from "@shuicheng/shared/tiles";
import type { DemoCity, generateCity } from "../generate-city.ts";
import type { BuildMessage, BuildOrder, FeaturesMessage } from "./build-messages.ts";
import { buildCityFrame } from "./city-frame.ts";
import { CITY_LAYERS, type CityLayerDraft, describeLayer } from "./city-layer.ts";
import { writeDocument } from "./demo-record.ts";
import { draftCityLayer } from "./draft-city-layer.ts";
import { growTileSet } from "./tile-sets.ts";

/** Share of the whole that generating takes, by the clock. */
const GENERATING = 0.5;
/** Stages that the generator tells of. */
const GENERATOR_STAGES = 11;

const port = parentPort;
const order = workerData as BuildOrder;
const say = (message: BuildMessage) => port?.postMessage(message);

await run();

async function run(): Promise<void> {
  const { generateCity: generate } = (await import(order.generator)) as { generateCity: typeof generateCity };
  let stages = 0;
  const city = generate(order.city, (subject) => {
    const progress = (GENERATING * Math.min(stages++, GENERATOR_STAGES)) / GENERATOR_STAGES;
    say({ kind: "stage", stage: `generating the city: ${subject}`, progress });
  });
  const { dataFolder, key } = order;
  say({
    kind: "documents",
    sha256: {
      "base-map": writeDocument(dataFolder, "base-map", key, city.town.baseMap),
      defects: writeDocument(dataFolder, "defects", key, city.defects),
    },
  });
  await buildLayers(city);
  say({ kind: "done" });
}

async function buildLayers(city: DemoCity): Promise<void> {
  const frame = buildCityFrame();
  const encoder = await openMeshEncoder();
  const streams = Map.groupBy(city.datastreams, (stream) => stream.asset);
  const ids = CITY_LAYERS.map(({ id }) => id).filter((id) => order.layers.includes(id));
  const waiting = ids.values();
  /** The next layer that the city has, its features asked for. */
  const prepare = () => {
    for (const id of waiting) {
      const draft = draftCityLayer(id, city, frame);
      if (draft) return { draft, indices: askFeatures(draft) };
    }
    return undefined;
  };
  let next = prepare();
  while (next) {
    const { draft } = next;
    const indices = await next.indices;
    // Asked for before the tiles are begun: the main thread answers between two publications, and nobody waits.
    next = prepare();
    const progress = GENERATING + ((1 - GENERATING) * ids.indexOf(draft.id)) / ids.length;
    say({ kind: "stage", stage: `building tiles: ${draft.id}`, progress });
    const set = growTileSet(order.tilesFolder, draft.id, order.key);
    const { tiles } = writeTileset(
      packFeatures(draft.features(indices)),
      { enuToEcef: frame.enuToEcef, encoder, ranges: draft.ranges },
      set.write,
    );
    set.finish();
    const layer = describeLayer(draft, takeStreams(draft, streams), order.city.seed);
    say({ kind: "layer", layer, hasTiles: tiles > 0 });
  }
  const [left] = streams.keys();
  if (left !== undefined && ids.length === CITY_LAYERS.length) {
    throw new Error(`datastreams of asset ${left}, which is in no layer`);
  }
}

/** Datastreams of a layer's assets, which leave the map. */
function takeStreams({ assets }: CityLayerDraft, streams: Map<string, DatastreamInput[]>): DatastreamInput[] {
  return assets.flatMap(({ id }) => {
    const own = streams.get(id) ?? [];
    streams.delete(id);
    return own;
  });
}

async function askFeatures({ id, assets }: CityLayerDraft): Promise<Uint32Array> {
  if (!port) throw new Error("runs as a worker only");
  say({ kind: "assets", layer: id, ids: assets.map((asset) => asset.id) });
  const [answer] = (await once(port, "message")) as [FeaturesMessage];
  return answer.indices;
}
