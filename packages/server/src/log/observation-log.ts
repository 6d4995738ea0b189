import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { Fault } from "@shuicheng/shared/faults";
import type { LogAnswer, LogRequest, NamedAcknowledgement } from "./log.worker.ts";
import { LOG_FORMAT, LOG_PRAGMAS, LOG_SCHEMA, NEW_LOG_PRAGMAS } from "./log-schema.ts";

/** What the log tells the one who applies it. Called in log order. */
export interface LogListener {
  /** A record is durable. */
  onCommitted(seq: number, body: Uint8Array): void;
  /** The disk refused: nothing after `throughSeq` exists. */
  onFailed(throughSeq: number, reason: string): void;
}

/** The durable order of observations. One writer, one process. */
export interface ObservationLog {
  /** Identity of this data folder's life; changes on restore. */
  readonly epoch: string;
  /** Last durable record. */
  readonly committedSeq: number;
  /** The number the next record gets. */
  readonly nextSeq: number;
  /** Records asked for and not durable yet. */
  readonly waiting: number;
  /**
   * Writes a record and, with it, the acknowledgement of a named batch.
   *
   * @param body A packed record, or null when only the acknowledgement is to be kept. Ownership passes on.
   * @returns The record's seq at once (of the last record when `body` is null) and a promise of its durability.
   * @throws {Fault} (promise) `ingest/storage-full` when the disk has no room, `ingest/unavailable` when it refuses otherwise.
   */
  append(
    body: Uint8Array | null,
    named: NamedAcknowledgement | null,
  ): { seq: number; durable: Promise<void> };
  /** Resolves when everything asked for so far is durable. */
  whenDurable(): Promise<void>;
  /** What a named batch was answered, or undefined. Synchronous: one lookup by key, some microseconds. */
  findAcknowledgement(tokenId: number, batch: string, notBeforeMs: number): string | undefined;
  /** Records after `seq`, in order. For the start, before listening. */
  readAfter(seq: number): Iterable<{ seq: number; body: Uint8Array }>;
  /** Lets go of records up to `throughSeq` (they are in chunks) and of acknowledgements older than given. */
  trim(throughSeq: number, acknowledgementsBeforeMs: number): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly seq: number;
  readonly body: Uint8Array | null;
  readonly resolve: () => void;
  readonly reject: (fault: Fault) => void;
  /** Others who wait for the same record. */
  readonly also: { resolve: () => void; reject: (fault: Fault) => void }[];
}

/**
 * Opens `log.db` in `folder`, making it where absent.
 *
 * @param compactedThrough Highest record known to history: trimmed records don't hand their numbers out again.
 */
export function openObservationLog(
  folder: string,
  compactedThrough: number,
  listener: LogListener,
): ObservationLog {
  const file = join(folder, "log.db");
  const reader = openReader(file);
  const epoch = readEpoch(reader);
  const last = reader.prepare("SELECT max(seq) AS seq FROM record").get() as { seq: number | null };
  const find = reader.prepare("SELECT body FROM acknowledgement WHERE token = ? AND batch = ? AND at >= ?");
  const after = reader.prepare("SELECT seq, body FROM record WHERE seq > ? ORDER BY seq");
  let committedSeq = Math.max(last.seq ?? 0, compactedThrough);
  let nextSeq = committedSeq + 1;
  let waiting: Waiting[] = [];
  let settleClosed: (() => void) | undefined;

  const worker = new Worker(new URL("./log.worker.ts", import.meta.url), { workerData: { file } });
  const ask = (request: LogRequest) => worker.postMessage(request);
  const fail = (reason: string, isFull: boolean) => {
    const refused = waiting;
    waiting = [];
    nextSeq = committedSeq + 1;
    listener.onFailed(committedSeq, reason);
    const fault = isFull
      ? new Fault("ingest/storage-full", "the server's disk is full; nothing of the batch was taken")
      : new Fault("ingest/unavailable", `the log cannot be written: ${reason}`);
    for (const one of refused) {
      one.reject(fault);
      for (const other of one.also) other.reject(fault);
    }
  };
  worker.on("message", (answer: LogAnswer) => {
    if (answer.kind === "closed") settleClosed?.();
    else if (answer.kind === "failed") {
      fail(answer.reason, answer.isFull);
      ask({ kind: "reset" });
    } else {
      const done = waiting.splice(0, answer.appends);
      for (const one of done) {
        if (one.body) {
          committedSeq = one.seq;
          listener.onCommitted(one.seq, one.body);
        }
        one.resolve();
        for (const other of one.also) other.resolve();
      }
    }
  });
  worker.on("error", (error) => fail(error instanceof Error ? error.message : String(error), false));

  return {
    epoch,
    get committedSeq() {
      return committedSeq;
    },
    get nextSeq() {
      return nextSeq;
    },
    get waiting() {
      return waiting.length;
    },
    append(body, named) {
      const seq = body ? nextSeq++ : nextSeq - 1;
      const durable = new Promise<void>((resolve, reject) => {
        waiting.push({ seq, body, resolve, reject, also: [] });
      });
      ask({ kind: "append", seq: body ? seq : null, body, acknowledgement: named });
      return { seq, durable };
    },
    whenDurable() {
      const last = waiting[waiting.length - 1];
      if (!last) return Promise.resolve();
      return new Promise((resolve, reject) => last.also.push({ resolve, reject }));
    },
    findAcknowledgement(tokenId, batch, notBeforeMs) {
      const row = find.get(tokenId, batch, notBeforeMs) as { body: string } | undefined;
      return row?.body;
    },
    readAfter: (seq) => after.iterate(seq) as unknown as Iterable<{ seq: number; body: Uint8Array }>,
    trim: (throughSeq, acknowledgementsBeforeMs) =>
      ask({ kind: "trim", throughSeq, acknowledgementsBeforeMs }),
    async close() {
      const closed = new Promise<void>((resolve) => {
        settleClosed = resolve;
      });
      ask({ kind: "close" });
      await closed;
      reader.close();
      await worker.terminate();
    },
  };
}

function openReader(file: string): DatabaseSync {
  const isNew = !existsSync(file);
  const database = new DatabaseSync(file);
  if (isNew) database.exec(NEW_LOG_PRAGMAS);
  database.exec(LOG_PRAGMAS);
  database.exec(LOG_SCHEMA);
  database.exec(`PRAGMA user_version = ${LOG_FORMAT}`);
  return database;
}

function readEpoch(database: DatabaseSync): string {
  database.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?)").run(randomUUID());
  return (database.prepare("SELECT value FROM meta WHERE key = 'epoch'").get() as { value: string }).value;
}
