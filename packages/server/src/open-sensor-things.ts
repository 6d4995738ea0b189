import type { City } from "./city.ts";
import { createStaReads, createStaWrites, tellTouched } from "./city-as-things.ts";
import { createArrivalTimes } from "./ingest/arrival-times.ts";
import type { Things } from "./ingest/mqtt/things.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Touched } from "./registry/publisher.ts";
import type { Registry } from "./registry/registry.ts";
import { createStaFeed } from "./sta/feed/feed.ts";
import { createSensorThings } from "./sta/sensor-things.ts";
import { createStaChanges } from "./sta/sta-changes.ts";
import type { StaWrites } from "./sta/sta-needs.ts";
import { createStaPublications } from "./sta/write/read-publication.ts";

/** What SensorThings stands on. */
interface SensorThingsNeeds {
  readonly registry: Registry;
  readonly pipeline: Pipeline;
  readonly city: City;
  readonly admit: StaWrites["admit"];
  /** Of the broker, where there is one. */
  mqttPort(): number | undefined;
  now(): number;
  /** A change could not be told. */
  onUnexpected(error: unknown): void;
}

/** Joins SensorThings to the city: what is read and changed over HTTP, and what MQTT takes and tells. */
export function openSensorThings(needs: SensorThingsNeeds) {
  const { registry, pipeline, city, admit, now } = needs;
  const reads = createStaReads(registry, pipeline, now);
  const service = createSensorThings(reads, needs.mqttPort);
  const feed = createStaFeed(service.entities, reads, needs.onUnexpected);
  pipeline.onCommitted((_seq, observations) => feed.committed(observations));
  const writes = createStaWrites(registry, city, admit);
  const changes = createStaChanges(service.entities, reads, { writes, feed });
  return {
    queries: { read: service.read, ...changes },
    /** Assets and datastreams were published. */
    noteTouched: (touched: Touched) => tellTouched(feed, touched),
    /** The same for the broker. @param httpPort Of the links in its messages. */
    thingsAt: (httpPort: number): Things => ({
      ...createStaPublications(reads, changes.publish, createArrivalTimes(now)),
      follow: (topic, address, follower) =>
        feed.follow(topic, `http://${address}:${httpPort}/sta/v1.1`, follower),
    }),
  };
}
