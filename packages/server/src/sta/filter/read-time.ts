import { parseTime } from "@shuicheng/shared/contracts";
import type { TimeValue } from "./expression.ts";

/**
 * Reads a moment or an interval of two moments, ISO 8601 with offsets (`2026-11-23T08:00:00+08:00`,
 * `…Z/…Z`).
 *
 * @returns undefined where it is neither, or the end is before the start.
 */
export function readTimeValue(text: string): TimeValue | undefined {
  const [start, end, ...rest] = text.split("/");
  const startMs = parseTime(start as string);
  const endMs = end === undefined ? startMs : parseTime(end);
  if (rest.length > 0 || typeof startMs === "string" || typeof endMs === "string" || endMs < startMs)
    return undefined;
  return { kind: "time", startMs, endMs };
}

/** Writes a moment or an interval as {@link readTimeValue} reads it, in UTC. */
export const writeTimeValue = ({ startMs, endMs }: TimeValue): string =>
  startMs === endMs ? writeMoment(startMs) : `${writeMoment(startMs)}/${writeMoment(endMs)}`;

/** A moment, UTC, to the millisecond. */
export const writeMoment = (timeMs: number): string => new Date(timeMs).toISOString();

/** Longest text of a moment or an interval. */
const TIME_PATTERN = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})`;
/** A moment or an interval at the beginning of a text. */
export const TIME_AHEAD = new RegExp(`^${TIME_PATTERN}(?:/${TIME_PATTERN})?`);

const DAY_MS = 86_400_000;
const DURATION = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Reads a duration of days, hours, minutes and seconds (ISO 8601, as OData has it), ms; undefined where it is none. */
export function readDurationMs(text: string): number | undefined {
  const found = DURATION.exec(text);
  if (!found || /[PT]$/.test(text)) return undefined;
  const [, sign, days, hours, minutes, seconds] = found;
  const durationMs =
    Number(days ?? 0) * DAY_MS +
    Number(hours ?? 0) * 3_600_000 +
    Number(minutes ?? 0) * 60_000 +
    Number(seconds ?? 0) * 1_000;
  return sign === undefined ? durationMs : -durationMs;
}
