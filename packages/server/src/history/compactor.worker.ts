import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { OBSERVATIONS_KIND, readPackedRecord } from "../record/packed-record.ts";
import { createChunkStore, cut } from "./chunk-store.ts";
import { HISTORY_PRAGMAS } from "./history-schema.ts";
import { createKeptStore } from "./kept-store.ts";
import { type LetGoReport, type LetGoStep, letGo } from "./let-go.ts";
import { createRollupStore, DAY_MS } from "./rollup-store.ts";
import { sortIntoSeries } from "./sort-into-series.ts";

/** Turn the log up to a position into chunks, with the twin as it stood there. */
export interface CompactionRequest {
  readonly throughSeq: number;
  readonly checkpoint: Uint8Array;
}

/** Orders to the compactor; it carries out one after the other. */
export type CompactorOrder =
  | ({ readonly kind: "compact" } & CompactionRequest)
  | ({ readonly kind: "let-go" } & LetGoStep);

/** How it went. Nothing has changed on disk where `failure` is set. */
export interface CompactionAnswer {
  readonly throughSeq: number;
  readonly observations: number;
  readonly failure: string | null;
}

/** How a step of retention went. Nothing has changed on disk where `failure` is set. */
export type LetGoAnswer = LetGoReport & { readonly failure: string | null };

/** Days of a datastream in one transaction: some tens of milliseconds. */
const DAYS_AT_ONCE = 400;

const port = parentPort;
if (!port) throw new TypeError("compactor.worker.ts runs as a worker thread");
const files = workerData as { log: string; history: string };
const log = new DatabaseSync(files.log, { readOnly: true });
log.exec("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -2048");
const history = new DatabaseSync(files.history);
history.exec(HISTORY_PRAGMAS);
const chunks = createChunkStore(history);
const rollups = createRollupStore(history);
const kept = createKeptStore(history);
/** By handle: observations before are gone, and no late one changes what was summed up of them. */
const rawFromMs = new Map<number, number>();
for (const { handle, raw } of kept.list()) if (raw !== null) rawFromMs.set(handle, raw);
const compactedThrough = history.prepare("SELECT compacted_through AS seq FROM progress");
const records = log.prepare("SELECT body FROM record WHERE seq > ? AND seq <= ? ORDER BY seq");
const advance = history.prepare("UPDATE progress SET compacted_through = ?, checkpoint = ?");

port.on("message", (order: CompactorOrder | "close") => {
  if (order === "close") {
    history.close();
    log.close();
    port.postMessage("closed");
    port.close();
    return;
  }
  port.postMessage(order.kind === "compact" ? compact(order) : letGoOf(order));
});

function compact(request: CompactionRequest): CompactionAnswer {
  const { throughSeq } = request;
  try {
    const { seq } = compactedThrough.get() as { seq: number };
    const blocks = [];
    for (const row of records.iterate(seq, throughSeq) as unknown as Iterable<{ body: Uint8Array }>) {
      const record = readPackedRecord(row.body);
      if (record.kind === OBSERVATIONS_KIND) blocks.push(record.observations);
    }
    let observations = 0;
    history.exec("BEGIN IMMEDIATE");
    for (const { handle, series: sorted } of sortIntoSeries(blocks)) {
      const series = cut(sorted, rawFromMs.get(handle) ?? Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      if (series.timeMs.length === 0) continue;
      for (const day of chunks.add(handle, series))
        rollups.refresh(handle, day, chunks.scan(handle, day * DAY_MS, (day + 1) * DAY_MS));
      observations += series.timeMs.length;
    }
    advance.run(throughSeq, request.checkpoint);
    history.exec("COMMIT");
    return { throughSeq, observations, failure: null };
  } catch (error) {
    if (history.isTransaction) history.exec("ROLLBACK");
    chunks.forgetPlaces();
    return { throughSeq, observations: 0, failure: error instanceof Error ? error.message : String(error) };
  }
}

function letGoOf(step: LetGoStep): LetGoAnswer {
  try {
    history.exec("BEGIN IMMEDIATE");
    const report = letGo({ chunks, rollups, kept }, step, DAYS_AT_ONCE);
    history.exec("COMMIT");
    for (const { handle, raw } of report.kept) if (raw !== null) rawFromMs.set(handle, raw);
    return { ...report, failure: null };
  } catch (error) {
    if (history.isTransaction) history.exec("ROLLBACK");
    chunks.forgetPlaces();
    const failure = error instanceof Error ? error.message : String(error);
    return { done: 0, observations: 0, kept: [], failure };
  }
}
