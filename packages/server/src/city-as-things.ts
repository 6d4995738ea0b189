import { randomUUID } from "node:crypto";
import { type Observation, QUALITIES } from "@shuicheng/shared/contracts";
import type { City } from "./city.ts";
import type { Pipeline } from "./pipeline.ts";
import { readResult } from "./read-result.ts";
import type { RegisteredDatastream } from "./registry/datastream-store.ts";
import type { Registry } from "./registry/registry.ts";
import type { StaReads, StaWrites } from "./sta/sta-needs.ts";

const DAY_MS = 86_400_000;

/** What SensorThings reads of registry, twin and history. */
export function createStaReads(registry: Registry, pipeline: Pipeline, now: () => number): StaReads {
  const { assets, datastreams, layers } = registry;
  const { twin, history } = pipeline;
  const handleOf = (datastream: { readonly handle: number }) => datastream.handle;
  return {
    shelf: registry.sta,
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
          result: readResult(datastream as RegisteredDatastream, latest.result),
          quality: latest.quality,
        }
      );
    },
    async observations(datastream, fromMs, toMs, limit) {
      const series = await history.read(handleOf(datastream), fromMs, toMs + 1, limit);
      return Array.from(
        series.timeMs,
        (time, i): Observation => ({
          time,
          result: readResult(datastream as RegisteredDatastream, series.result[i] as number),
          quality: QUALITIES[series.quality[i] as number] ?? "bad",
        }),
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
