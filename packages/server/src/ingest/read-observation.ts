import { parseTime, QUALITIES, type ResultType } from "@shuicheng/shared/contracts";
import type { FaultCode } from "@shuicheng/shared/faults";
import { MAX_CLOCK_LEAD_MS } from "@shuicheng/shared/protocol";

/** What ingest has to know of a datastream. */
export interface IngestDatastream {
  readonly id: string;
  readonly handle: number;
  readonly resultType: ResultType;
  readonly categories: readonly string[];
  readonly range: { readonly min: number | null; readonly max: number | null };
}

/** One observation that passed: results as numbers (see packed records), quality as index into `QUALITIES`. */
export interface ReadObservation {
  handle: number;
  timeMs: number;
  result: number;
  quality: number;
}

/** Between which times an observation may lie: up to 5 min after `nowMs`. Epoch ms. */
export interface TimeBounds {
  readonly nowMs: number;
  /** Those from then on are taken of every datastream. */
  readonly oldestMs: number;
  /** From when on they are taken of one; as of every one unless given. */
  oldestOf?(handle: number): number;
}

/** Why an item was not taken. */
export interface Refused {
  readonly code: FaultCode;
  readonly message: string;
}

const GOOD = QUALITIES.indexOf("good");
const UNCERTAIN = QUALITIES.indexOf("uncertain");

/**
 * Reads one item of a batch into `into`.
 *
 * @returns undefined when it passed, else the reason. A result outside the valid range passes as `uncertain`.
 */
export function readObservation(
  item: unknown,
  find: (id: string) => IngestDatastream | undefined,
  bounds: TimeBounds,
  into: ReadObservation,
): Refused | undefined {
  if (typeof item !== "object" || item === null) {
    return refuse("ingest/malformed-payload", "an item is an object {datastream, time, result, quality?}");
  }
  const { datastream: id, time, result, quality } = item as Record<string, unknown>;
  if (typeof id !== "string")
    return refuse("ingest/malformed-payload", "datastream is missing or not a string");
  const datastream = find(id);
  if (!datastream) {
    return refuse(
      "ingest/unknown-datastream",
      `datastream ${JSON.stringify(id.slice(0, 128))} is not registered`,
    );
  }
  if (typeof time !== "number" && typeof time !== "string") {
    return refuse("ingest/invalid-time", "time is missing; send epoch ms or ISO 8601 with an offset");
  }
  const timeMs = parseTime(time);
  if (typeof timeMs === "string") return refuse("ingest/invalid-time", timeMs);
  if (timeMs > bounds.nowMs + MAX_CLOCK_LEAD_MS) {
    return refuse(
      "ingest/time-in-future",
      `time is ${seconds(timeMs - bounds.nowMs)} ahead of the server; check the clock`,
    );
  }
  if (isTooOld(timeMs, datastream.handle, bounds)) {
    return refuse("ingest/time-too-old", describeTooOld(datastream.handle, bounds));
  }
  const number = readResult(result, datastream);
  if (typeof number === "object") return number;
  const qualityIndex =
    quality === undefined || quality === null ? GOOD : QUALITIES.indexOf(quality as "good");
  if (qualityIndex < 0) return refuse("ingest/invalid-quality", "quality is one of good, uncertain, bad");
  into.handle = datastream.handle;
  into.timeMs = timeMs;
  into.result = number;
  into.quality = qualityIndex === GOOD && isOutside(number, datastream.range) ? UNCERTAIN : qualityIndex;
  return undefined;
}

/** Whether retention would let go of it at once. */
export function isTooOld(timeMs: number, handle: number, { oldestMs, oldestOf }: TimeBounds): boolean {
  return timeMs < oldestMs && (oldestOf === undefined || timeMs < oldestOf(handle));
}

/** Says from when on observations of a datastream are taken. */
export function describeTooOld(handle: number, { oldestMs, oldestOf }: TimeBounds): string {
  return `time is before ${new Date(oldestOf?.(handle) ?? oldestMs).toISOString()}, the end of retention`;
}

function readResult(result: unknown, datastream: IngestDatastream): number | Refused {
  switch (datastream.resultType) {
    case "number":
      if (typeof result === "number" && Number.isFinite(result)) return result;
      // JSON has no NaN or Infinity: socket.io sends null for them.
      return typeof result === "number" || result === null
        ? refuse("ingest/invalid-result", "result is not a finite number")
        : refuse("ingest/wrong-type", `result is ${nameOf(result)}; this datastream takes a number`);
    case "boolean":
      return typeof result === "boolean"
        ? Number(result)
        : refuse("ingest/wrong-type", `result is ${nameOf(result)}; this datastream takes true or false`);
    case "category": {
      if (typeof result !== "string") {
        return refuse("ingest/wrong-type", `result is ${nameOf(result)}; this datastream takes a category`);
      }
      const index = datastream.categories.indexOf(result);
      return index >= 0
        ? index
        : refuse("ingest/unknown-category", `result is none of ${datastream.categories.join(", ")}`);
    }
  }
}

/** A result beyond the instrument's own range. */
export function isOutside(result: number, range: IngestDatastream["range"]): boolean {
  return (range.min !== null && result < range.min) || (range.max !== null && result > range.max);
}

function nameOf(value: unknown): string {
  return value === null ? "null" : value === undefined ? "missing" : `a ${typeof value}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

function refuse(code: FaultCode, message: string): Refused {
  return { code, message };
}
