import type { Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";

/** What a job does in its turn. */
export interface JobWork {
  /**
   * Answers what the job came to. Ends soon, by throwing, once `signal` is aborted.
   *
   * @throws {Fault} which fails the job under its code.
   */
  run(control: JobControl): Promise<Partial<Pick<Job, "report" | "model">>>;
  /** After the job has ended, however: lets go of what was kept for it. Answers what else is to be said of it. */
  settle?(job: Job): Promise<Partial<Pick<Job, "isRestartable">>>;
}

/** What a job says and hears while it runs. */
export interface JobControl {
  readonly id: string;
  onStage(stage: string, progress: number): void;
  /** Something of the report is known before the end, also of one that fails. */
  note(change: Partial<Pick<Job, "report" | "model">>): void;
  readonly signal: AbortSignal;
}

/** Long work, one job at a time: each takes a core and much memory. */
export interface JobQueue {
  submit(job: Job, work: JobWork): Job;
  /** Lists a job that has ended before this start. */
  recall(job: Job): void;
  /** Newest first. */
  list(): readonly Job[];
  find(id: string): Job | undefined;
  /** Ends a job that waits or runs and answers how it ended: it may have been done by then. */
  cancel(id: string): Promise<Job>;
  /** Takes a job that has ended out of the list. */
  forget(id: string): void;
  /** Stops what runs; what waits fails. */
  close(): Promise<void>;
}

/** What the queue is given. */
export interface JobQueueNeeds {
  now(): number;
  /** Told of what nobody foresaw, for the log. */
  onUnexpected?(error: unknown, jobId: string): void;
  /** Told of each change of a job. */
  onChange?(job: Job): void;
}

/** Finished jobs that are remembered; the oldest go first. */
const MAX_REMEMBERED_JOBS = 100;

interface Entry {
  readonly job: Job;
  readonly work: JobWork;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  end(): void;
}

/** Creates a queue. */
export function createJobQueue(needs: JobQueueNeeds): JobQueue {
  const jobs = new Map<string, Job>();
  const entries = new Map<string, Entry>();
  const waiting: Entry[] = [];
  let working: Promise<void> | undefined;
  let isClosed = false;

  const update = (job: Job, change: Partial<Job>) => {
    Object.assign(job, change);
    needs.onChange?.({ ...job });
  };
  const fail = (job: Job, { code, message }: { code: string; message: string }) =>
    update(job, { state: "failed", stage: "failed", finishedAt: needs.now(), error: { code, message } });

  async function workOff(): Promise<void> {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) await runOne(entry);
    working = undefined;
  }

  async function runOne(entry: Entry): Promise<void> {
    const { job, work, abort } = entry;
    try {
      abort.signal.throwIfAborted();
      update(job, { state: "running", stage: "reading" });
      const outcome = await work.run({
        id: job.id,
        onStage: (stage, progress) => {
          if (!abort.signal.aborted) update(job, { stage, progress });
        },
        note: (change) => update(job, change),
        signal: abort.signal,
      });
      update(job, { ...outcome, state: "done", stage: "done", progress: 1, finishedAt: needs.now() });
    } catch (error) {
      fail(job, failureOf(error, entry));
    }
    await settle(entry);
  }

  function failureOf(error: unknown, { job, abort }: Entry): { code: string; message: string } {
    // Whatever a stopped worker throws: the reason is why it was stopped.
    const cause: unknown = abort.signal.aborted ? abort.signal.reason : error;
    if (cause instanceof Fault) return cause;
    needs.onUnexpected?.(cause, job.id);
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { code: "internal/unexpected", message: `the import broke off: ${reason}` };
  }

  async function settle({ job, work, end }: Entry): Promise<void> {
    try {
      const more = await work.settle?.({ ...job });
      if (more) update(job, more);
    } catch (error) {
      needs.onUnexpected?.(error, job.id);
    }
    entries.delete(job.id);
    end();
  }

  function forgetOldest(): void {
    for (const old of jobs.values()) {
      if (jobs.size <= MAX_REMEMBERED_JOBS) return;
      if (old.finishedAt !== null && old.isRestartable !== true) jobs.delete(old.id);
    }
  }

  return {
    submit(given, work) {
      const job = { ...given };
      jobs.delete(job.id);
      jobs.set(job.id, job);
      forgetOldest();
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      const entry = { job, work, abort: new AbortController(), ended, end };
      entries.set(job.id, entry);
      waiting.push(entry);
      needs.onChange?.({ ...job });
      if (isClosed) entry.abort.abort(interrupted());
      working ??= workOff();
      return { ...job };
    },
    recall: (job) => void jobs.set(job.id, { ...job }),
    list: () => [...jobs.values()].reverse().map((job) => ({ ...job })),
    find(id) {
      const job = jobs.get(id);
      return job && { ...job };
    },
    async cancel(id) {
      const entry = entries.get(id);
      entry?.abort.abort(new Fault("job/cancelled", "the job was cancelled"));
      const at = entry ? waiting.indexOf(entry) : -1;
      if (entry && at >= 0) {
        waiting.splice(at, 1);
        fail(entry.job, failureOf(undefined, entry));
        await settle(entry);
      }
      await entry?.ended;
      return { ...(jobs.get(id) as Job) };
    },
    forget: (id) => void jobs.delete(id),
    async close() {
      isClosed = true;
      for (const { abort } of entries.values()) abort.abort(interrupted());
      await working;
    },
  };
}

const interrupted = () => new Fault("job/interrupted", "the server was stopped before the job was done");

/** A job that waits for its turn. */
export function buildJob(
  id: string,
  kind: Job["kind"],
  name: string,
  createdAt: number,
  extra: Partial<Job> = {},
): Job {
  return {
    ...{ id, kind, name, createdAt, state: "queued", stage: "queued", progress: 0 },
    ...{ finishedAt: null, report: null, error: null },
    ...extra,
  };
}
