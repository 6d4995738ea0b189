import { DatabaseSync } from "node:sqlite";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { createGivingBack } from "./give-back.ts";
import { LOG_PRAGMAS } from "./log-schema.ts";

/** What the main thread asks of the log's worker. `node:sqlite` blocks its thread, so it lives in this one. */
export type LogRequest =
  | {
      readonly kind: "append";
      /** Absent when a named batch left nothing to store: only its acknowledgement is kept. */
      readonly seq: number | null;
      readonly body: Uint8Array | null;
      readonly acknowledgement: NamedAcknowledgement | null;
    }
  | { readonly kind: "trim"; readonly throughSeq: number; readonly acknowledgementsBeforeMs: number }
  /** After a failed commit: everything asked before this was refused, go on from here. */
  | { readonly kind: "reset" }
  | { readonly kind: "close" };

/** The answer of a batch that has a name, to be repeated for 24 h. */
export interface NamedAcknowledgement {
  readonly tokenId: number;
  readonly batch: string;
  readonly atMs: number;
  readonly body: string;
}

/** `committed` counts appends that are now on disk, oldest first; `failed` refuses all that is waiting. */
export type LogAnswer =
  | { readonly kind: "committed"; readonly appends: number }
  | { readonly kind: "failed"; readonly reason: string; readonly isFull: boolean }
  | { readonly kind: "closed" };

const port = parentPort;
if (!port) throw new TypeError("log.worker.ts runs as a worker thread");
const database = new DatabaseSync((workerData as { file: string }).file);
database.exec(LOG_PRAGMAS);
const insertRecord = database.prepare("INSERT INTO record (seq, body) VALUES (?, ?)");
const insertAcknowledgement = database.prepare(
  "INSERT OR REPLACE INTO acknowledgement (token, batch, at, body) VALUES (?, ?, ?, ?)",
);
const trimRecords = database.prepare(
  "DELETE FROM record WHERE seq IN (SELECT seq FROM record WHERE seq <= ? ORDER BY seq LIMIT 2000)",
);
const trimAcknowledgements = database.prepare("DELETE FROM acknowledgement WHERE at < ?");
const giveBack = createGivingBack(database);
/** What SQLite says of a disk without room (SQLITE_FULL). */
const FULL = /disk is full/;
let hasFailed = false;

port.on("message", (first: LogRequest) => {
  // Group commit: whatever arrived while the last transaction was syncing goes into the next one.
  const requests = [first];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    requests.push(next.message as LogRequest);
  }
  commit(requests);
});

function commit(requests: readonly LogRequest[]): void {
  let appends = 0;
  let isClosing = false;
  const trims: Extract<LogRequest, { kind: "trim" }>[] = [];
  try {
    database.exec("BEGIN IMMEDIATE");
    for (const request of requests) {
      if (request.kind === "reset") hasFailed = false;
      else if (request.kind === "close") isClosing = true;
      else if (request.kind === "trim") trims.push(request);
      else if (!hasFailed) {
        append(request);
        appends++;
      }
    }
    database.exec("COMMIT");
    if (appends > 0) answer({ kind: "committed", appends });
    for (const trim of trims) runTrim(trim);
  } catch (error) {
    hasFailed = true;
    if (database.isTransaction) database.exec("ROLLBACK");
    const reason = error instanceof Error ? error.message : String(error);
    answer({ kind: "failed", reason, isFull: FULL.test(reason) });
  }
  if (isClosing) {
    database.close();
    answer({ kind: "closed" });
    port?.close();
  }
}

function append(request: Extract<LogRequest, { kind: "append" }>): void {
  if (request.seq !== null && request.body !== null) insertRecord.run(request.seq, request.body);
  const named = request.acknowledgement;
  if (named) insertAcknowledgement.run(named.tokenId, named.batch, named.atMs, named.body);
}

/** Deletes in small transactions of their own: a trim must not make a waiting batch wait. */
function runTrim(trim: Extract<LogRequest, { kind: "trim" }>): void {
  const { changes } = trimRecords.run(trim.throughSeq);
  trimAcknowledgements.run(trim.acknowledgementsBeforeMs);
  if (Number(changes) === 0) {
    giveBack();
    return;
  }
  // Once closed, what is left is left to the trim after the next start.
  setTimeout(() => {
    if (database.isOpen) commit([trim]);
  }, 5);
}

function answer(message: LogAnswer): void {
  port?.postMessage(message);
}
