import type { DatabaseSync } from "node:sqlite";
import { type ChunkSeries, decodeChunk, encodeChunk } from "./chunk-codec.ts";

const DAY_MS = 86_400_000;
/** Most observations in a chunk: a body of 3–9 kB, read in one go. */
export const MAX_CHUNK_OBSERVATIONS = 1_024;
/**
 * A last chunk smaller than this takes the next rows in; larger ones are left alone, so rewriting stays bounded.
 * 256 took half as long again for one byte in twenty-five (half a million observations over 20,000 datastreams).
 */
const SMALL_CHUNK_OBSERVATIONS = 128;

interface ChunkRow {
  readonly rowid: number;
  readonly start: number;
  readonly end: number;
  readonly n: number;
  readonly body: Uint8Array;
}

/** Where a chunk is. Of the newest of a datastream it is kept, so that the usual rows, newer than all, need no search. */
interface ChunkPlace {
  readonly rowid: number | bigint;
  readonly start: number;
  readonly end: number;
  readonly n: number;
}

/** Chunks of one `history.db` connection, of which one at most may write; SQLite statements prepared once. */
export interface ChunkStore {
  /**
   * Adds observations of one datastream (ascending, identities new to the store). Rows newer than everything
   * stored start a chunk or fill up a small last one; late rows rewrite the chunks they fall into.
   *
   * @returns UTC days, numbered from 1970-01-01, that are over for the datastream and whose observations are others now.
   */
  add(datastream: number, series: ChunkSeries): number[];
  /** Observations with `fromMs` ≤ time < `toMs`, ascending, a chunk after the other. */
  scan(datastream: number, fromMs: number, toMs: number): Iterable<ChunkSeries>;
  /** Observations with `fromMs` ≤ time < `toMs`, ascending. Reads only the chunks that overlap. */
  read(datastream: number, fromMs: number, toMs: number): ChunkSeries;
  /** How many there are; reads only the chunks that the range cuts. */
  count(datastream: number, fromMs: number, toMs: number): number;
  /** The same as `read`, at most `limit` from the start of the range. */
  readFirst(datastream: number, fromMs: number, toMs: number, limit: number): ChunkSeries;
  /** The results stored for (datastream, time), row by row; NaN where there is none. */
  findAll(datastreams: ArrayLike<number>, timesMs: ArrayLike<number>): Float64Array;
  /** After a rolled-back transaction: where chunks are has to be looked up again. */
  forgetPlaces(): void;
  /** Time of the oldest observation of a datastream, or undefined. */
  firstTime(datastream: number): number | undefined;
  /** How many there are before a full day (UTC). */
  countBefore(datastream: number, beforeMs: number): number;
  /** Deletes the observations of a UTC day, counted from 1970-01-01; answers how many there were. */
  dropDay(datastream: number, day: number): number;
}

const OVERLAPPING = `
  FROM chunk WHERE datastream = :datastream AND "end" >= :from AND start < :to
    AND start >= coalesce((SELECT max(start) FROM chunk WHERE datastream = :datastream AND start <= :from), :from)`;

/** Prepares the statements on an open connection. */
export function createChunkStore(database: DatabaseSync): ChunkStore {
  const overlapping = database.prepare(`SELECT rowid, start, "end", n, body ${OVERLAPPING} ORDER BY start`);
  const overlappingSizes = database.prepare(`SELECT rowid, start, "end", n ${OVERLAPPING}`);
  const lastBefore = database.prepare(
    `SELECT rowid, start, "end", n, body FROM chunk WHERE datastream = ? AND start <= ? ORDER BY start DESC LIMIT 1`,
  );
  const insert = database.prepare(
    `INSERT INTO chunk (datastream, start, "end", n, min, max, sum, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare(
    `UPDATE chunk SET "end" = ?, n = ?, min = ?, max = ?, sum = ?, body = ? WHERE rowid = ?`,
  );
  const bodyOf = database.prepare("SELECT body FROM chunk WHERE rowid = ?");
  const remove = database.prepare("DELETE FROM chunk WHERE rowid = ?");
  const first = database.prepare("SELECT min(start) AS start FROM chunk WHERE datastream = ?");
  const sizeBetween = database.prepare(
    "SELECT coalesce(sum(n), 0) AS n FROM chunk WHERE datastream = ? AND start >= ? AND start < ?",
  );
  const removeBetween = database.prepare(
    "DELETE FROM chunk WHERE datastream = ? AND start >= ? AND start < ?",
  );
  const rowsOf = (datastream: number, from: number, to: number) =>
    overlapping.iterate({ datastream, from, to }) as unknown as Iterable<ChunkRow>;

  /** Held by the one writer; readers never ask. */
  const lastChunks = new Map<number, ChunkPlace | undefined>();

  function findLast(datastream: number): ChunkPlace | undefined {
    if (!lastChunks.has(datastream)) {
      lastChunks.set(
        datastream,
        lastBefore.get(datastream, Number.MAX_SAFE_INTEGER) as ChunkPlace | undefined,
      );
    }
    return lastChunks.get(datastream);
  }

  function write(datastream: number, chunk: ChunkSeries, into?: number | bigint): void {
    const { n, min, max, sum } = summarise(chunk.result);
    const start = chunk.timeMs[0] as number;
    const end = chunk.timeMs[n - 1] as number;
    const body = encodeChunk(chunk);
    let rowid = into;
    if (rowid === undefined)
      rowid = insert.run(datastream, start, end, n, min, max, sum, body).lastInsertRowid;
    else update.run(end, n, min, max, sum, body, rowid);
    if (end >= (findLast(datastream)?.end ?? Number.NEGATIVE_INFINITY)) {
      lastChunks.set(datastream, { rowid, start, end, n });
    }
  }

  /** Rows newer than everything stored: they fill a small last chunk up or start a new one. */
  function append(datastream: number, series: ChunkSeries, last: ChunkPlace | undefined): void {
    const isFilledUp =
      last && last.n < SMALL_CHUNK_OBSERVATIONS && dayOf(last.end) === dayOf(series.timeMs[0] as number);
    const held = isFilledUp
      ? decodeChunk((bodyOf.get(last.rowid) as { body: Uint8Array }).body)
      : EMPTY_SERIES;
    let into = isFilledUp ? last.rowid : undefined;
    for (const chunk of split(mergeSeries([held, series]))) {
      write(datastream, chunk, into);
      into = undefined;
    }
  }

  /** Late rows: the chunks they fall between or into are written anew. */
  function insertLate(datastream: number, series: ChunkSeries): void {
    const first = series.timeMs[0] as number;
    const rows = [...rowsOf(datastream, first, (series.timeMs[series.timeMs.length - 1] as number) + 1)];
    for (const row of rows) remove.run(row.rowid);
    lastChunks.delete(datastream);
    for (const chunk of split(mergeSeries([...rows.map((row) => decodeChunk(row.body)), series])))
      write(datastream, chunk);
    lastChunks.delete(datastream);
  }

  return {
    add(datastream, series) {
      const last = findLast(datastream);
      if (!last || (series.timeMs[0] as number) > last.end) append(datastream, series, last);
      else insertLate(datastream, series);
      const now = findLast(datastream) as ChunkPlace;
      const changed = daysOf(series);
      // The day that was the last one until now is over, whether or not it was added to.
      if (last && dayOf(last.end) < dayOf(now.end)) changed.add(dayOf(last.end));
      changed.delete(dayOf(now.end));
      return [...changed];
    },
    *scan(datastream, fromMs, toMs) {
      for (const row of rowsOf(datastream, fromMs, toMs)) yield cut(decodeChunk(row.body), fromMs, toMs);
    },
    forgetPlaces: () => lastChunks.clear(),
    read(datastream, fromMs, toMs) {
      const parts: ChunkSeries[] = [];
      for (const row of rowsOf(datastream, fromMs, toMs)) parts.push(decodeChunk(row.body));
      return cut(concatenate(parts), fromMs, toMs);
    },
    count(datastream, fromMs, toMs) {
      let count = 0;
      const sizes = overlappingSizes.all({ datastream, from: fromMs, to: toMs }) as unknown as ChunkPlace[];
      for (const { rowid, start, end, n } of sizes) {
        if (start >= fromMs && end < toMs) count += n;
        else {
          const { timeMs } = decodeChunk((bodyOf.get(rowid) as { body: Uint8Array }).body);
          count += lowerBound(timeMs, toMs) - lowerBound(timeMs, fromMs);
        }
      }
      return count;
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
    findAll(datastreams, timesMs) {
      const results = new Float64Array(timesMs.length).fill(Number.NaN);
      // A repeat or a backlog asks of one chunk many times: each is decoded once.
      const order = Uint32Array.from(timesMs, (_, row) => row).sort(
        (a, b) =>
          (datastreams[a] as number) - (datastreams[b] as number) ||
          (timesMs[a] as number) - (timesMs[b] as number),
      );
      let held:
        | { readonly datastream: number; readonly row: ChunkRow; readonly chunk: ChunkSeries }
        | undefined;
      for (const asked of order) {
        const [datastream, timeMs] = [datastreams[asked] as number, timesMs[asked] as number];
        const isHeld = held?.datastream === datastream && held.row.start <= timeMs && timeMs <= held.row.end;
        if (!isHeld) {
          const row = lastBefore.get(datastream, timeMs) as ChunkRow | undefined;
          if (!row || row.end < timeMs) continue;
          held = { datastream, row, chunk: decodeChunk(row.body) };
        }
        const { timeMs: times, result } = (held as NonNullable<typeof held>).chunk;
        const at = lowerBound(times, timeMs);
        if (times[at] === timeMs) results[asked] = result[at] as number;
      }
      return results;
    },
    firstTime: (datastream) => (first.get(datastream) as { start: number | null }).start ?? undefined,
    countBefore: (datastream, beforeMs) =>
      (sizeBetween.get(datastream, Number.MIN_SAFE_INTEGER, beforeMs) as { n: number }).n,
    dropDay(datastream, day) {
      const place = [datastream, day * DAY_MS, (day + 1) * DAY_MS] as const;
      const { n } = sizeBetween.get(...place) as { n: number };
      removeBetween.run(...place);
      lastChunks.delete(datastream);
      return n;
    },
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

/** UTC days that a series has observations of. */
function daysOf({ timeMs }: ChunkSeries): Set<number> {
  const days = new Set<number>();
  for (let row = 0; row < timeMs.length; ) {
    const day = dayOf(timeMs[row] as number);
    days.add(day);
    row = lowerBound(timeMs, (day + 1) * DAY_MS);
  }
  return days;
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

/** Rows with `fromMs` ≤ time < `toMs`, copied. */
export function cut(series: ChunkSeries, fromMs: number, toMs: number): ChunkSeries {
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
