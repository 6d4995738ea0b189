import type { BridgeSettings } from "./bridge-url.ts";
import { datastreamOfTopic } from "./bridge-url.ts";
import type { PublishPacket } from "./publish-packet.ts";
import { type ReadMessage, readJson, readObservationMessage, type SentObservation } from "./read-message.ts";

/** A batch without a name, or one observation; `undefined`: nothing to take. */
export type Bridged =
  | { readonly batch: { readonly items: unknown } }
  | { readonly one: SentObservation }
  | undefined;

/**
 * Reads a message of an outer broker: a batch `{items}` or `[…]`, an observation `{datastream, time, result}`, or
 * `{time, result}` and a bare result of the datastream that its topic names.
 *
 * Batches lose their names: two gateways behind one broker may give the same, and the second would be answered with the
 * first one's acknowledgement. A retained bare result has no time that anybody knows, and is passed over.
 */
export function readBridged(
  { topic, payload, isRetained }: PublishPacket,
  { topicFilter }: Pick<BridgeSettings, "topicFilter">,
  timeOf: (datastream: string) => number,
): ReadMessage<Bridged> {
  const read = readJson(payload);
  if ("refused" in read) return read;
  const value = read.message;
  if (typeof value !== "object" && isRetained) return { message: undefined };
  if (Array.isArray(value)) return { message: { batch: { items: value } } };
  if (typeof value === "object" && value !== null) {
    if ("items" in value) return { message: { batch: { items: value.items } } };
    if ("datastream" in value) return { message: { one: value as SentObservation } };
  }
  const one = readObservationMessage(payload, datastreamOfTopic(topicFilter, topic), timeOf);
  return "refused" in one ? one : { message: { one: one.message } };
}
