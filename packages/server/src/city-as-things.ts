import { randomUUID } from "node:crypto";
import { QUALITIES } from "@shuicheng/shared/contracts";
import type { City } from "./city.ts";
import type { Pipeline } from "./pipeline.ts";
import { readResult } from "./read-result.ts";
import type { Touched } from "./registry/publisher.ts";
import type { Registry } from "./registry/registry.ts";
import { sensorIdOf } from "./sta/entities/instruments.ts";
import { placeIdOf } from "./sta/entities/places.ts";
import type { StaFeed } from "./sta/feed/feed.ts";
import type { StaReads, StaWrites } from "./sta/sta-needs.ts";

const DAY_MS = 86_400_000;

/** What SensorThings reads of registry, twin and history. */
export function createStaReads(registry: Registry, pipeline: Pipeline, now: () => number): StaReads {
  const { assets, datastreams, layers } = registry;
  const { twin, history } = pipeline;
  const handleOf = (datastream: { readonly handle: number }) => datastream.handle;
  const observationOf: StaReads["observationOf"] = (datastream, time, result, quality) => ({
    time,
    result: readResult(datastream, result),
    quality: QUALITIES[quality] ?? "bad",
  });
  return {
    shelf: registry.sta,
    observationOf,
    findAsset: assets.find,
    findAssetByNumber: assets.findByNumber,
    assetsAfter: (after, limit) => assets.list({ after, limit }),
    monitoredAfter: (after, limit) => assets.list({ after, limit, isMonitored: true }),
    findLayerId: (number) => layers.findByNumber(number)?.id,
    findDatastream: datastreams.find,
    findDatastreamByHandle: datastreams.findByHandle,
    datastreams: datastreams.list,
    datastreamsOf: datastreams.ofAsset,
    findLatest(datastream) {
      const latest = twin.findLatest(datastream.handle);
      return (
        latest && {
          time: latest.timeMs,
          result: readResult(datastream, latest.result),
          quality: latest.quality,
        }
      );
    },
    async observations(datastream, fromMs, toMs, limit) {
      const series = await history.read(handleOf(datastream), fromMs, toMs + 1, limit);
      return Array.from(series.timeMs, (time, i) =>
        observationOf(datastream, time, series.result[i] as number, series.quality[i] as number),
      );
    },
    async countObservations(datastream, fromMs, toMs) {
      // Slices have an end; nothing is stored of a time further ahead than clocks may be.
      const from = Math.max(fromMs, 0);
      const to = Math.min(toMs, now() + DAY_MS);
      return from > to ? 0 : history.count(handleOf(datastream), from, to + 1);
    },
    now,
  };
}

/** What SensorThings changes. @param admit The one way in for observations. */
export function createStaWrites(registry: Registry, city: City, admit: StaWrites["admit"]): StaWrites {
  return {
    admit,
    async register(registration) {
      await city.queries.register(registration, false);
    },
    retire: city.retire,
    isDrawn(layerNumber) {
      const layer = registry.layers.findByNumber(layerNumber);
      return layer !== undefined && layer.tileset !== null;
    },
    newId: randomUUID,
  };
}

/** Tells followers of things what the registry has made or changed, with what is made of it. */
export function tellTouched(feed: Pick<StaFeed, "changed">, { assets, datastreams }: Touched): void {
  feed.changed("Things", assets);
  for (const set of ["Locations", "FeaturesOfInterest"] as const)
    feed.changed(set, inTurn(assets, placeIdOf));
  feed.changed("Datastreams", datastreams);
  feed.changed("Sensors", inTurn(datastreams, sensorIdOf));
}

function* inTurn(ids: readonly string[], idOf: (id: string) => string): Generator<string> {
  for (const id of ids) yield idOf(id);
}
