import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import type { Bucket, KeptFrom } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { ChunkSeries } from "./chunk-codec.ts";
import type { CompactionAnswer, CompactionRequest, CompactorOrder, LetGoAnswer } from "./compactor.worker.ts";
import { HISTORY_FORMAT, HISTORY_PRAGMAS, HISTORY_SCHEMA } from "./history-schema.ts";
import { createKeptStore, type KeptOf } from "./kept-store.ts";
import type { LetGoReport, LetGoStep } from "./let-go.ts";
import { unpackBuckets } from "./packed-buckets.ts";
import type { Bounds, HistoryQuestion, HistoryReply, Weight } from "./reader.worker.ts";

/** What history needs from the log's memory: rows that are not in chunks yet. */
export interface HistoryNeeds {
  /** @param limit The oldest so many of them; all unless given. */
  readTail(handle: number, fromMs: number, toMs: number, limit?: number): ChunkSeries;
}

/** How far history has come. */
export interface HistoryProgress {
  /** The log is in chunks up to this record. */
  readonly compactedThrough: number;
  /** The twin as it stood there, or undefined in an empty history. */
  readonly checkpoint: Uint8Array | undefined;
  /** What retention has let go of. */
  readonly kept: readonly KeptOf[];
}

/** Observations, and from when on there are any. */
export interface KeptSeries extends ChunkSeries {
  readonly keptFrom: KeptFrom;
}

/** A range in slices, and from when on there are observations and roll-ups to sum up. */
export interface Summary {
  readonly buckets: Bucket[];
  readonly keptFrom: KeptFrom;
}

/** Observations at rest, in chunks, with the uncompacted tail merged in. */
export interface History {
  /** The log is in chunks up to this record. */
  readonly compactedThrough: number;
  /** Up to `limit` observations of a datastream with `fromMs` ≤ time < `toMs`, ascending. */
  read(handle: number, fromMs: number, toMs: number, limit: number): Promise<KeptSeries>;
  /** How many observations there are with `fromMs` ≤ time < `toMs`, bad ones too. */
  count(handle: number, fromMs: number, toMs: number): Promise<number>;
  /**
   * The range, its end included, in `points` slices (see `createBuckets`): fewer where only hours of it are left.
   *
   * @param deletedMs Times of observations that are left out, ascending.
   */
  summarise(
    handle: number,
    fromMs: number,
    toMs: number,
    points: number,
    deletedMs?: Float64Array,
  ): Promise<Summary>;
  /** Results stored in chunks under these identities, NaN where there is none. */
  find(handles: Int32Array, timesMs: Float64Array): Promise<Float64Array>;
  /**
   * Turns the log up to a position into chunks. One at a time.
   *
   * @throws {Fault} `data/unreadable` when the disk refuses; nothing has changed then.
   */
  compact(request: CompactionRequest): Promise<CompactionAnswer>;
  /**
   * Lets go of old observations and roll-ups, a step at a time.
   *
   * @throws {Fault} `data/unreadable` when the disk refuses; nothing has changed then.
   */
  letGo(step: LetGoStep): Promise<LetGoReport>;
  /** What a step with these bounds would let go of. */
  weigh(bounds: Bounds): Promise<Weight>;
  /** From when on there is what of a datastream. */
  keptFrom(handle: number): KeptFrom;
  /** From then on nothing of any datastream has been let go of, epoch ms. */
  readonly allKeptFromMs: number;
  close(): Promise<void>;
}

/** Opens `history.db` of a prepared folder; two workers do the blocking work. `log.db` must exist. */
export function openHistory(folder: string, progress: HistoryProgress, needs: HistoryNeeds): History {
  const file = join(folder, "history.db");
  let { compactedThrough } = progress;
  const waiting = new Map<number, (reply: HistoryReply) => void>();
  let nextId = 0;
  const kept = new Map<number, KeptFrom>(progress.kept.map((own) => [own.handle, own]));
  let allKeptFromMs = progress.kept.reduce(
    (latest, { raw }) => Math.max(latest, raw ?? latest),
    Number.NEGATIVE_INFINITY,
  );
  /** The compactor answers without saying whom: one order at a time. */
  let ordered: Promise<unknown> = Promise.resolve();
  // Each worker starts with its first task: a quiet city needs neither, and each holds some 15 MB.
  let compactor: Worker | undefined;
  let reader: Worker | undefined;
  const anchor = holdShared(file);

  function openCompactor(): Worker {
    compactor ??= new Worker(new URL("./compactor.worker.ts", import.meta.url), {
      workerData: { log: join(folder, "log.db"), history: file },
    });
    return compactor;
  }

  function openReader(): Worker {
    if (reader) return reader;
    reader = new Worker(new URL("./reader.worker.ts", import.meta.url), { workerData: { history: file } });
    reader.on("message", (message: { id: number; reply: HistoryReply } | "closed") => {
      if (message === "closed") return;
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    });
    reader.on("error", (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      for (const settle of waiting.values()) settle({ kind: "failure", reason });
      waiting.clear();
      reader = undefined;
    });
    return reader;
  }

  function ask<K extends HistoryQuestion["kind"]>(
    question: Extract<HistoryQuestion, { kind: K }>,
  ): Promise<Extract<HistoryReply, { kind: K }>> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, (reply) => {
        if (reply.kind === "failure") reject(new Fault("data/unreadable", `history: ${reply.reason}`));
        else resolve(reply as Extract<HistoryReply, { kind: K }>);
      });
      openReader().postMessage({ id, question });
    });
  }

  function order<A>(message: CompactorOrder): Promise<A> {
    const answered = ordered.then(
      () =>
        new Promise<A>((resolve, reject) => {
          const worker = openCompactor();
          const fail = (error: unknown) => {
            compactor = undefined;
            reject(error);
          };
          worker.once("error", fail);
          worker.once("message", (answer: A) => {
            worker.off("error", fail);
            resolve(answer);
          });
          worker.postMessage(message);
        }),
    );
    ordered = answered.catch(() => undefined);
    return answered;
  }

  return {
    get compactedThrough() {
      return compactedThrough;
    },
    // The tail is read before the chunks: what a compaction moves in between is then in both, and merged once.
    async read(handle, fromMs, toMs, limit) {
      const tail = needs.readTail(handle, Math.max(fromMs, kept.get(handle)?.raw ?? fromMs), toMs, limit);
      const { series, keptFrom } = await ask({ kind: "rows", handle, fromMs, toMs, limit, tail });
      return { ...series, keptFrom };
    },
    count: async (handle, fromMs, toMs) =>
      (await ask({ kind: "count", handle, fromMs, toMs, tail: needs.readTail(handle, fromMs, toMs) })).count,
    async summarise(handle, fromMs, toMs, points, deletedMs = new Float64Array(0)) {
      const tail = needs.readTail(handle, fromMs, toMs + 1);
      const question = { handle, fromMs, toMs, points, deletedMs, tail };
      const { buckets, keptFrom } = await ask({ kind: "buckets", ...question });
      return { buckets: unpackBuckets(buckets), keptFrom };
    },
    find: async (handles, timesMs) => (await ask({ kind: "find", handles, timesMs })).results,
    async compact(request) {
      const answer = await order<CompactionAnswer>({ kind: "compact", ...request });
      if (answer.failure !== null) {
        throw new Fault("data/unreadable", `compaction: ${answer.failure}`, {
          throughSeq: answer.throughSeq,
        });
      }
      compactedThrough = answer.throughSeq;
      return answer;
    },
    async letGo(step) {
      const answer = await order<LetGoAnswer>({ kind: "let-go", ...step });
      if (answer.failure !== null) throw new Fault("data/unreadable", `retention: ${answer.failure}`);
      for (const { handle, ...own } of answer.kept) {
        kept.set(handle, own);
        allKeptFromMs = Math.max(allKeptFromMs, own.raw ?? allKeptFromMs);
      }
      return answer;
    },
    weigh: async (bounds) => (await ask({ kind: "weigh", ...bounds })).weight,
    keptFrom: (handle) => kept.get(handle) ?? NOTHING_GONE,
    get allKeptFromMs() {
      return allKeptFromMs;
    },
    close: async () => {
      // Before those that write: the last one that is closed puts the write-ahead log into the file.
      anchor.close();
      await Promise.all([compactor, reader].map((worker) => worker && closeWorker(worker)));
    },
  };
}

/** Makes `history.db` in `folder` where absent and reads how far it has come. Blocks for some milliseconds. */
export function prepareHistory(folder: string): HistoryProgress {
  const database = new DatabaseSync(join(folder, "history.db"));
  database.exec(HISTORY_PRAGMAS);
  database.exec(HISTORY_SCHEMA);
  database.exec(`PRAGMA user_version = ${HISTORY_FORMAT}`);
  const row = database.prepare("SELECT compacted_through AS seq, checkpoint FROM progress").get() as {
    seq: number;
    checkpoint: Uint8Array | null;
  };
  const kept = createKeptStore(database).list();
  database.close();
  return { compactedThrough: row.seq, checkpoint: row.checkpoint ?? undefined, kept };
}

const NOTHING_GONE: KeptFrom = { raw: null, rollups: null };

/**
 * A connection that has looked once and is held. The first one that looks at a file in WAL mode makes the memory that all share
 * (`-shm`, 32 KB), the last that is closed removes it: made while there is room, it lets history be read on a disk that is full.
 */
function holdShared(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true });
  database.prepare("SELECT id FROM progress").get();
  return database;
}

function closeWorker(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once("exit", () => resolve());
    worker.postMessage("close");
  });
}
