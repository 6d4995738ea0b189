import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { KeptFrom } from "@shuicheng/shared/contracts";
import type { ChunkSeries } from "./chunk-codec.ts";
import { createChunkStore, cut, mergeSeries, sliceSeries } from "./chunk-store.ts";
import { createKeptStore } from "./kept-store.ts";
import { packBuckets } from "./packed-buckets.ts";
import { createRollupStore, DAY_MS } from "./rollup-store.ts";
import { type RangeQuestion, summariseRange } from "./summarise-range.ts";

/** Questions to history. `tail` is what the log's memory holds of the same range; the union has no repeats. */
export type HistoryQuestion =
  | {
      readonly kind: "rows";
      readonly handle: number;
      readonly fromMs: number;
      readonly toMs: number;
      readonly limit: number;
      readonly tail: ChunkSeries;
    }
  | {
      readonly kind: "count";
      readonly handle: number;
      readonly fromMs: number;
      readonly toMs: number;
      readonly tail: ChunkSeries;
    }
  | ({ readonly kind: "buckets" } & RangeQuestion)
  | { readonly kind: "find"; readonly handles: Int32Array; readonly timesMs: Float64Array }
  | ({ readonly kind: "weigh" } & Bounds);

/** Of datastreams, in columns: observations and roll-ups of days (from 1970-01-01 UTC) before these. */
export interface Bounds {
  readonly handles: Int32Array;
  readonly rawDays: Int32Array;
  readonly rollupDays: Int32Array;
}

/** What lies before bounds. */
export interface Weight {
  readonly observations: number;
  /** Datastreams that have any of them. */
  readonly datastreams: number;
  /** Time of the oldest, epoch ms; null where there is none. */
  readonly oldestMs: number | null;
  /** Roll-ups of a day. */
  readonly rollupDays: number;
}

/** `results` of a find: NaN where nothing is stored (a stored result is always finite). */
export type HistoryReply =
  | { readonly kind: "rows"; readonly series: ChunkSeries; readonly keptFrom: KeptFrom }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "buckets"; readonly buckets: Float64Array; readonly keptFrom: KeptFrom }
  | { readonly kind: "find"; readonly results: Float64Array }
  | { readonly kind: "weigh"; readonly weight: Weight }
  | { readonly kind: "failure"; readonly reason: string };

const port = parentPort;
if (!port) throw new TypeError("reader.worker.ts runs as a worker thread");
const database = new DatabaseSync((workerData as { history: string }).history, { readOnly: true });
database.exec("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -8192");
const chunks = createChunkStore(database);
const rollups = createRollupStore(database);
const kept = createKeptStore(database);
const rollupsBefore = database.prepare("SELECT count(*) AS n FROM rollup WHERE datastream = ? AND day < ?");

port.on("message", (message: { id: number; question: HistoryQuestion } | "close") => {
  if (message === "close") {
    database.close();
    port.postMessage("closed");
    port.close();
    return;
  }
  port.postMessage({ id: message.id, reply: answer(message.question) });
});

function answer(question: HistoryQuestion): HistoryReply {
  try {
    // One state for all of an answer: chunks, roll-ups and what is gone change together.
    database.exec("BEGIN");
    return answerFromOneState(question);
  } catch (error) {
    return { kind: "failure", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    if (database.isTransaction) database.exec("ROLLBACK");
  }
}

function answerFromOneState(question: HistoryQuestion): HistoryReply {
  switch (question.kind) {
    case "rows": {
      const keptFrom = kept.find(question.handle);
      return { kind: "rows", series: rows(question, keptFrom), keptFrom };
    }
    case "count":
      return { kind: "count", count: count(question, kept.find(question.handle)) };
    case "buckets": {
      const keptFrom = kept.find(question.handle);
      const buckets = summariseRange(chunks, rollups, question, { rawFromMs: keptFrom.raw });
      return { kind: "buckets", buckets: packBuckets(buckets), keptFrom };
    }
    case "weigh":
      return { kind: "weigh", weight: weigh(question) };
    case "find": {
      return { kind: "find", results: chunks.findAll(question.handles, question.timesMs) };
    }
  }
}

function rows(question: Extract<HistoryQuestion, { kind: "rows" }>, keptFrom: KeptFrom): ChunkSeries {
  const stored = chunks.readFirst(question.handle, question.fromMs, question.toMs, question.limit);
  return sliceSeries(mergeSeries([stored, keptOf(question.tail, keptFrom)]), 0, question.limit);
}

/** Chunks say how many they hold; those of the tail's time are read, for what moves into chunks meanwhile is in both. */
function count(
  { handle, fromMs, toMs, ...rest }: Extract<HistoryQuestion, { kind: "count" }>,
  keptFrom: KeptFrom,
): number {
  const tail = keptOf(rest.tail, keptFrom);
  const { timeMs } = tail;
  if (timeMs.length === 0) return chunks.count(handle, fromMs, toMs);
  const [firstMs, afterMs] = [timeMs[0] as number, (timeMs[timeMs.length - 1] as number) + 1];
  const both = mergeSeries([chunks.read(handle, firstMs, afterMs), tail]);
  return chunks.count(handle, fromMs, firstMs) + both.timeMs.length + chunks.count(handle, afterMs, toMs);
}

/** Without what waits to be let go of. */
function keptOf(tail: ChunkSeries, { raw }: KeptFrom): ChunkSeries {
  return raw === null ? tail : cut(tail, raw, Number.POSITIVE_INFINITY);
}

function weigh({ handles, rawDays, rollupDays }: Bounds): Weight {
  const weight = { observations: 0, datastreams: 0, oldestMs: null as number | null, rollupDays: 0 };
  handles.forEach((handle, at) => {
    const beforeMs = (rawDays[at] as number) * DAY_MS;
    weight.rollupDays += (rollupsBefore.get(handle, rollupDays[at] as number) as { n: number }).n;
    const firstMs = chunks.firstTime(handle);
    if (firstMs === undefined || firstMs >= beforeMs) return;
    weight.observations += chunks.countBefore(handle, beforeMs);
    weight.datastreams++;
    weight.oldestMs = Math.min(weight.oldestMs ?? firstMs, firstMs);
  });
  return weight;
}
