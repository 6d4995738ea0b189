import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { Bucket } from "@shuicheng/shared/contracts";
import type { ChunkSeries } from "./chunk-codec.ts";
import { createChunkStore, mergeSeries, sliceSeries } from "./chunk-store.ts";
import { createRollupStore } from "./rollup-store.ts";
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
  | { readonly kind: "find"; readonly handles: Int32Array; readonly timesMs: Float64Array };

/** `results` of a find: NaN where nothing is stored (a stored result is always finite). */
export type HistoryReply =
  | { readonly kind: "rows"; readonly series: ChunkSeries }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "buckets"; readonly buckets: Bucket[] }
  | { readonly kind: "find"; readonly results: Float64Array }
  | { readonly kind: "failure"; readonly reason: string };

const port = parentPort;
if (!port) throw new TypeError("reader.worker.ts runs as a worker thread");
const database = new DatabaseSync((workerData as { history: string }).history, { readOnly: true });
database.exec("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -8192");
const chunks = createChunkStore(database);
const rollups = createRollupStore(database);

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
    switch (question.kind) {
      case "rows":
        return { kind: "rows", series: rows(question) };
      case "count":
        return { kind: "count", count: count(question) };
      case "buckets": {
        return { kind: "buckets", buckets: summariseRange(chunks, rollups, question) };
      }
      case "find": {
        const results = new Float64Array(question.handles.length);
        for (let i = 0; i < results.length; i++) {
          results[i] =
            chunks.find(question.handles[i] as number, question.timesMs[i] as number) ?? Number.NaN;
        }
        return { kind: "find", results };
      }
    }
  } catch (error) {
    return { kind: "failure", reason: error instanceof Error ? error.message : String(error) };
  }
}

function rows(question: Extract<HistoryQuestion, { kind: "rows" }>): ChunkSeries {
  const stored = chunks.readFirst(question.handle, question.fromMs, question.toMs, question.limit);
  return sliceSeries(mergeSeries([stored, question.tail]), 0, question.limit);
}

/** Chunks say how many they hold; those of the tail's time are read, for what moves into chunks meanwhile is in both. */
function count({ handle, fromMs, toMs, tail }: Extract<HistoryQuestion, { kind: "count" }>): number {
  const { timeMs } = tail;
  if (timeMs.length === 0) return chunks.count(handle, fromMs, toMs);
  const [firstMs, afterMs] = [timeMs[0] as number, (timeMs[timeMs.length - 1] as number) + 1];
  const both = mergeSeries([chunks.read(handle, firstMs, afterMs), tail]);
  return (
    chunks.count(handle, fromMs, firstMs) + both.timeMs.length + chunks.count(handle, afterMs, toMs)
  );
}
