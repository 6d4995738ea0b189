/** What the schedule needs of log, tail, twin and history. */
export interface CompactionNeeds {
  /** The number the next record gets. */
  nextSeq(): number;
  committedSeq(): number;
  tailSize(): number;
  sealTail(): void;
  dropTail(throughSeq: number): void;
  checkpoint(): Uint8Array;
  compact(request: { throughSeq: number; checkpoint: Uint8Array }): Promise<unknown>;
  /** The chunks are durable: the log may let go. */
  onCompacted(throughSeq: number): void;
  onFailed(error: unknown): void;
  now(): number;
}

/** Decides when the log's tail becomes chunks. Call `check` each second and `afterCommit` with each record applied. */
export interface CompactionSchedule {
  check(): void;
  afterCommit(seq: number): void;
  /** Counts finished compactions. */
  readonly count: number;
  /** Waits for a running compaction and turns what is left into chunks: the next start has nothing to replay. */
  finish(): Promise<void>;
}

/** About 21 MB of memory, and some tenths of a second of replay at a start after a crash. */
const MAX_TAIL_OBSERVATIONS = 500_000;
/** A quiet city's tail still becomes chunks, so that the log stays short. */
const MAX_TAIL_AGE_MS = 5 * 60_000;

/** Creates the schedule. */
export function createCompactionSchedule(needs: CompactionNeeds): CompactionSchedule {
  let startedAtMs = needs.now();
  let sealedThrough: number | undefined;
  let running: Promise<void> | undefined;
  let count = 0;

  async function run(throughSeq: number): Promise<void> {
    try {
      await needs.compact({ throughSeq, checkpoint: needs.checkpoint() });
      count++;
      needs.dropTail(throughSeq);
      needs.onCompacted(throughSeq);
    } catch (error) {
      needs.onFailed(error);
    } finally {
      running = undefined;
    }
  }

  function startIfCommitted(committedSeq: number): void {
    if (sealedThrough === undefined || committedSeq < sealedThrough) return;
    sealedThrough = undefined;
    running = run(committedSeq);
  }

  return {
    check() {
      if (running || sealedThrough !== undefined) return;
      const isFull = needs.tailSize() >= MAX_TAIL_OBSERVATIONS;
      const isOld = needs.now() - startedAtMs > MAX_TAIL_AGE_MS;
      if (!isFull && !isOld) return;
      startedAtMs = needs.now();
      // Rows of records still on their way go into the closed segment too, so wait until the last of them is durable.
      needs.sealTail();
      sealedThrough = needs.nextSeq() - 1;
      startIfCommitted(needs.committedSeq());
    },
    /** The twin stands exactly at `seq` now, which is what a checkpoint needs. */
    afterCommit: startIfCommitted,
    get count() {
      return count;
    },
    async finish() {
      while (running) await running;
      if (needs.tailSize() === 0) return;
      needs.sealTail();
      await run(needs.committedSeq());
    },
  };
}
