import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { OBSERVATIONS_KIND, readPackedRecord } from "../record/packed-record.ts";
import { createChunkStore } from "./chunk-store.ts";
import { HISTORY_PRAGMAS } from "./history-schema.ts";
import { createRollupStore, DAY_MS } from "./rollup-store.ts";
import { sortIntoSeries } from "./sort-into-series.ts";

/** Turn the log up to a position into chunks, with the twin as it stood there. */
export interface CompactionRequest {
  readonly throughSeq: number;
  readonly checkpoint: Uint8Array;
  /** Chunks that ended before this are let go of; absent: none this time. */
  readonly trimBeforeMs: number | null;
}

/** How it went. Nothing has changed on disk where `failure` is set. */
export interface CompactionAnswer {
  readonly throughSeq: number;
  readonly observations: number;
  readonly failure: string | null;
}

const port = parentPort;
if (!port) throw new TypeError("compactor.worker.ts runs as a worker thread");
const files = workerData as { log: string; history: string };
const log = new DatabaseSync(files.log, { readOnly: true });
log.exec("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -2048");
const history = new DatabaseSync(files.history);
history.exec(HISTORY_PRAGMAS);
const chunks = createChunkStore(history);
const rollups = createRollupStore(history);
const compactedThrough = history.prepare("SELECT compacted_through AS seq FROM progress");
const records = log.prepare("SELECT body FROM record WHERE seq > ? AND seq <= ? ORDER BY seq");
const advance = history.prepare("UPDATE progress SET compacted_through = ?, checkpoint = ?");

port.on("message", (request: CompactionRequest | "close") => {
  if (request === "close") {
    history.close();
    log.close();
    port.postMessage("closed");
    port.close();
    return;
  }
  port.postMessage(compact(request));
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
    for (const { handle, series } of sortIntoSeries(blocks)) {
      for (const day of chunks.add(handle, series))
        rollups.refresh(handle, day, chunks.scan(handle, day * DAY_MS, (day + 1) * DAY_MS));
      observations += series.timeMs.length;
    }
    advance.run(throughSeq, request.checkpoint);
    if (request.trimBeforeMs !== null) {
      chunks.trim(request.trimBeforeMs);
      rollups.trim(request.trimBeforeMs);
    }
    history.exec("COMMIT");
    return { throughSeq, observations, failure: null };
  } catch (error) {
    if (history.isTransaction) history.exec("ROLLBACK");
    chunks.forgetPlaces();
    return { throughSeq, observations: 0, failure: error instanceof Error ? error.message : String(error) };
  }
}
