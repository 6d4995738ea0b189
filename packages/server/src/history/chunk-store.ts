import type { DatabaseSync } from "node:sqlite";
import { type ChunkSeries, decodeChunk, encodeChunk } from "./chunk-codec.ts";

const DAY_MS = 86_400_000;
/** Most observations in a chunk: a body of 3–9 kB, read in one go. */
export const MAX_CHUNK_OBSERVATIONS = 1_024;
/** A last chunk smaller than this takes the next rows in; larger ones are left alone, so rewriting stays bounded. */
const SMALL_CHUNK_OBSERVATIONS = 256;

interface ChunkRow {
  readonly rowid: number;
  readonly start: number;
  readonly end: number;
  readonly n: number;
  readonly body: Uint8Array;
}

/** Chunks of one `history.db` connection; SQLite statements prepared once. */
export interface ChunkStore {
  /**
   * Adds observations of one datastream (ascending, identities new to the store). Rows newer than everything
   * stored start a chunk or fill up a small last one; late rows rewrite the chunks they fall into.
   */
  add(datastream: number, series: ChunkSeries): void;
  /** Observations with `fromMs` ≤ time < `toMs`, ascending. Reads only the chunks that overlap. */
  read(datastream: number, fromMs: number, toMs: number): ChunkSeries;
  /** The same, at most `limit` from the start of the range. */
  readFirst(datastream: number, fromMs: number, toMs: number, limit: number): ChunkSeries;
  /** The result stored for (datastream, time), or undefined. */
  find(datastream: number, timeMs: number): number | undefined;
  /** Deletes chunks that ended before `beforeMs`. */
  trim(beforeMs: number): void;
}

/** Prepares the statements on an open connection. */
export function createChunkStore(database: DatabaseSync): ChunkStore {
  const overlapping = database.prepare(
    `SELECT rowid, start, "end", n, body FROM chunk
     WHERE datastream = :datastream AND "end" >= :from AND start < :to
       AND start >= coalesce((SELECT max(start) FROM chunk WHERE datastream = :datastream AND start <= :from), :from)
     ORDER BY start`,
  );
  const lastBefore = database.prepare(
    `SELECT rowid, start, "end", n, body FROM chunk WHERE datastream = ? AND start <= ? ORDER BY start DESC LIMIT 1`,
  );
  const insert = database.prepare(
    `INSERT INTO chunk (datastream, start, "end", n, min, max, sum, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare("DELETE FROM chunk WHERE rowid = ?");
  const trim = database.prepare(`DELETE FROM chunk WHERE "end" < ?`);
  const rowsOf = (datastream: number, from: number, to: number) =>
    overlapping.iterate({ datastream, from, to }) as unknown as Iterable<ChunkRow>;

  function neighbours(datastream: number, series: ChunkSeries): ChunkRow[] {
    const first = series.timeMs[0] as number;
    const last = series.timeMs[series.timeMs.length - 1] as number;
    const rows = [...rowsOf(datastream, first, last + 1)];
    const before = lastBefore.get(datastream, first) as ChunkRow | undefined;
    const isSmall = before && before.n < SMALL_CHUNK_OBSERVATIONS && dayOf(before.end) === dayOf(first);
    if (isSmall && before.end < first) rows.unshift(before);
    return rows;
  }

  return {
    add(datastream, series) {
      const rows = neighbours(datastream, series);
      for (const row of rows) remove.run(row.rowid);
      for (const chunk of split(mergeSeries([...rows.map((row) => decodeChunk(row.body)), series]))) {
        const { n, min, max, sum } = summarise(chunk.result);
        const { timeMs } = chunk;
        insert.run(
          datastream,
          timeMs[0] as number,
          timeMs[n - 1] as number,
          n,
          min,
          max,
          sum,
          encodeChunk(chunk),
        );
      }
    },
    read(datastream, fromMs, toMs) {
      const parts: ChunkSeries[] = [];
      for (const row of rowsOf(datastream, fromMs, toMs)) parts.push(decodeChunk(row.body));
      return cut(concatenate(parts), fromMs, toMs);
    },
    readFirst(datastream, fromMs, toMs, limit) {
      const parts: ChunkSeries[] = [];
      let held = 0;
      for (const row of rowsOf(datastream, fromMs, toMs)) {
        const part = cut(decodeChunk(row.body), fromMs, toMs);
        parts.push(part);
        held += part.timeMs.length;
        if (held >= limit) break;
      }
      return sliceSeries(concatenate(parts), 0, limit);
    },
    find(datastream, timeMs) {
      const row = lastBefore.get(datastream, timeMs) as ChunkRow | undefined;
      if (!row || row.end < timeMs) return undefined;
      const chunk = decodeChunk(row.body);
      const at = lowerBound(chunk.timeMs, timeMs);
      return chunk.timeMs[at] === timeMs ? chunk.result[at] : undefined;
    },
    trim: (beforeMs) => void trim.run(beforeMs),
  };
}

/**
 * Merges ascending series into one; of two rows with the same time the earlier argument's is kept
 * (they are the same observation: identity is unique).
 */
export function mergeSeries(parts: readonly ChunkSeries[]): ChunkSeries {
  let merged = parts[0] ?? EMPTY_SERIES;
  for (const part of parts.slice(1)) merged = mergeTwo(merged, part);
  return merged;
}

/** No observations. */
export const EMPTY_SERIES: ChunkSeries = {
  timeMs: new Float64Array(0),
  result: new Float64Array(0),
  quality: new Uint8Array(0),
};

/** First index whose value is ≥ `value`. */
export function lowerBound(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows `start` to `end` (exclusive), copied. */
export function sliceSeries(series: ChunkSeries, start: number, end: number): ChunkSeries {
  return {
    timeMs: series.timeMs.slice(start, end),
    result: series.result.slice(start, end),
    quality: series.quality.slice(start, end),
  };
}

function mergeTwo(a: ChunkSeries, b: ChunkSeries): ChunkSeries {
  if (a.timeMs.length === 0) return b;
  if (b.timeMs.length === 0) return a;
  if ((a.timeMs[a.timeMs.length - 1] as number) < (b.timeMs[0] as number)) return concatenate([a, b]);
  const n = a.timeMs.length + b.timeMs.length;
  const timeMs = new Float64Array(n);
  const result = new Float64Array(n);
  const quality = new Uint8Array(n);
  let i = 0;
  let j = 0;
  let at = 0;
  while (i < a.timeMs.length || j < b.timeMs.length) {
    const ta = a.timeMs[i] ?? Number.POSITIVE_INFINITY;
    const tb = b.timeMs[j] ?? Number.POSITIVE_INFINITY;
    const isFromA = ta <= tb;
    timeMs[at] = isFromA ? ta : tb;
    result[at] = (isFromA ? a.result[i] : b.result[j]) as number;
    quality[at] = (isFromA ? a.quality[i] : b.quality[j]) as number;
    at++;
    if (ta === tb) j++;
    if (isFromA) i++;
    else j++;
  }
  return sliceSeries({ timeMs, result, quality }, 0, at);
}

function concatenate(parts: readonly ChunkSeries[]): ChunkSeries {
  if (parts.length === 1) return parts[0] as ChunkSeries;
  const n = parts.reduce((sum, part) => sum + part.timeMs.length, 0);
  const all = { timeMs: new Float64Array(n), result: new Float64Array(n), quality: new Uint8Array(n) };
  let at = 0;
  for (const part of parts) {
    all.timeMs.set(part.timeMs, at);
    all.result.set(part.result, at);
    all.quality.set(part.quality, at);
    at += part.timeMs.length;
  }
  return all;
}

function cut(series: ChunkSeries, fromMs: number, toMs: number): ChunkSeries {
  return sliceSeries(series, lowerBound(series.timeMs, fromMs), lowerBound(series.timeMs, toMs));
}

/** Pieces that end with the UTC day and hold at most {@link MAX_CHUNK_OBSERVATIONS}. */
function* split(series: ChunkSeries): Generator<ChunkSeries> {
  const n = series.timeMs.length;
  for (let start = 0; start < n; ) {
    const dayEndMs = (dayOf(series.timeMs[start] as number) + 1) * DAY_MS;
    const end = Math.min(start + MAX_CHUNK_OBSERVATIONS, lowerBound(series.timeMs, dayEndMs));
    yield sliceSeries(series, start, end);
    start = end;
  }
}

function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

function summarise(result: Float64Array): { n: number; min: number; max: number; sum: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const value of result) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return { n: result.length, min, max, sum };
}
