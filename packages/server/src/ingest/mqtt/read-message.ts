import type { Refused } from "../read-observation.ts";

/** An observation as `admit` reads it; of its fields nothing is believed yet. */
export interface SentObservation {
  readonly datastream: unknown;
  readonly time: unknown;
  readonly result: unknown;
  readonly quality?: unknown;
}

/** What a message holds, or why it cannot be read. */
export type ReadMessage<T> = { readonly message: T } | { readonly refused: Refused };

/** Reads a payload as JSON. */
export function readJson(payload: Buffer): ReadMessage<unknown> {
  try {
    return { message: JSON.parse(payload.toString("utf8")) };
  } catch (error) {
    return refuse(`the payload is not JSON: ${(error as Error).message}`);
  }
}

/**
 * Reads a message with one observation of a datastream: `{time, result, quality?}`, or the bare result (a number, a
 * boolean or a string as JSON), whose time is that of its arrival.
 */
export function readObservationMessage(
  payload: Buffer,
  datastream: string,
  timeOf: (datastream: string) => number,
): ReadMessage<SentObservation> {
  const read = readJson(payload);
  if ("refused" in read) return read;
  const value = read.message;
  if (typeof value !== "object") return { message: { datastream, time: timeOf(datastream), result: value } };
  if (value === null || Array.isArray(value)) {
    return refuse("one observation is {time, result, quality?} or its result alone, as JSON");
  }
  const { time, result, quality } = value as Record<string, unknown>;
  return { message: { datastream, time, result, quality } };
}

function refuse(message: string): { refused: Refused } {
  return { refused: { code: "ingest/malformed-payload", message } };
}
