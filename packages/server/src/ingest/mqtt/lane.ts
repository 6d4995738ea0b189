import { type Acknowledgement, MAX_BATCH_ITEMS } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Refused } from "../read-observation.ts";
import type { SentObservation } from "./read-message.ts";

/** Who waits for a message to be settled: a packet id (0: nobody), or a function. */
export type Ticket = number | (() => void);

/** What a lane needs of its connection and of the server. */
export interface LaneNeeds {
  /** @throws {Fault} See `Admission`. */
  admit(payload: unknown): Promise<Acknowledgement>;
  /** These are settled: on disk, or refused for good. In the order in which they came. */
  settle(tickets: readonly Ticket[]): void;
  /** Tells the sender what became of a message or of several. */
  report(result: LaneResult): void;
  /** There is no room for more until `onRoom`. */
  onFull(): void;
  onRoom(): void;
  /** A failure of ours: what is left cannot be settled. */
  onBroken(error: unknown): void;
}

/** What a sender is told of its messages. Packet ids where it gave them. */
export type LaneResult =
  | (Named & Acknowledgement)
  | {
      readonly accepted: number;
      readonly duplicates: number;
      readonly rejected: readonly {
        readonly datastream: unknown;
        readonly time: unknown;
        readonly code: string;
        readonly message: string;
        readonly packetId?: number;
      }[];
    }
  | (Named & {
      readonly topic?: string;
      readonly error: Refused & { readonly retryAfterMs?: number };
      /** The server keeps the message and tries again itself: nothing is to be sent again. */
      readonly held?: true;
    });

/** Which message a result is of, by what its sender gave it. */
interface Named {
  readonly batch?: string;
  readonly packetId?: number;
}

/** The observations of one connection on their way to the disk, in order. */
export interface Lane {
  /** One observation a message: those of one turn of the event loop, or of one wait for the disk, become one batch. */
  addObservation(item: SentObservation, ticket: Ticket, bytes: number): void;
  addBatch(payload: unknown, ticket: Ticket, bytes: number): void;
  /** A message that takes more than a batch; done again where it is refused for a while. */
  addWork(work: () => Promise<Acknowledgement>, ticket: Ticket, bytes: number): void;
  /** A message that could not be read. It is settled in its turn. */
  addRefused(refused: Refused, ticket: Ticket): void;
  /** A message that holds nothing to take. It is settled in its turn. */
  addNothing(ticket: Ticket): void;
  /** Resolves when all that has come is settled. */
  whenEmpty(): Promise<void>;
  /** Its sender is gone: lets go of what is held back under overload; the rest goes on its way. */
  close(): void;
}

/** Batches of one connection that may wait for the disk at once. */
const MAX_UNDER_WAY = 32;
/** What one connection may have waiting: as many messages as there are packet ids, and 4 MiB. */
const MAX_WAITING_MESSAGES = 65_536;
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** When to try again where the refusal does not say: the disk is full or refuses. */
const RETRY_MS = 1_000;
/** Refusals that end by themselves, or by an operator's hand. */
const CURABLE: ReadonlySet<string> = new Set(["ingest/busy", "ingest/storage-full", "ingest/unavailable"]);

interface Job {
  state: "waiting" | "under way" | "settled";
  /** Of single observations: gathered here. */
  readonly items: SentObservation[] | undefined;
  /** Ticket of each item. */
  readonly itemTickets: Ticket[];
  /** Of a batch: as it came. */
  readonly payload?: unknown;
  /** In place of a batch. */
  readonly work: (() => Promise<Acknowledgement>) | undefined;
  readonly tickets: Ticket[];
  bytes: number;
}

/** Creates a lane. */
export function createLane(needs: LaneNeeds): Lane {
  const jobs: Job[] = [];
  /** No job before this one is waiting. */
  let firstWaiting = 0;
  let underWay = 0;
  let waitingBytes = 0;
  let waitingMessages = 0;
  let isFull = false;
  let isScheduled = false;
  let isClosed = false;
  let isBroken = false;
  let hold: NodeJS.Timeout | undefined;
  const onEmpty: (() => void)[] = [];

  function add(job: Job, ticket: Ticket, bytes: number): void {
    job.tickets.push(ticket);
    job.bytes += bytes;
    waitingBytes += bytes;
    waitingMessages++;
    if (!isFull && (waitingBytes > MAX_WAITING_BYTES || waitingMessages > MAX_WAITING_MESSAGES)) {
      isFull = true;
      needs.onFull();
    }
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      pump();
    });
  }

  function append(
    items: SentObservation[] | undefined,
    { payload, work }: Pick<Job, "payload"> & Partial<Pick<Job, "work">> = {},
  ): Job {
    const job: Job = { state: "waiting", items, itemTickets: [], payload, work, tickets: [], bytes: 0 };
    jobs.push(job);
    return job;
  }

  /** The batch that gathers single observations now. */
  function gathering(): Job {
    const last = jobs.at(-1);
    const isOpen = last?.state === "waiting" && last.items && last.items.length < MAX_BATCH_ITEMS;
    return isOpen ? last : append([]);
  }

  function pump(): void {
    while (hold === undefined && !isBroken && underWay < MAX_UNDER_WAY) {
      const job = jobs[firstWaiting];
      if (!job) break;
      firstWaiting++;
      if (job.state === "waiting") start(job);
    }
    release();
  }

  function start(job: Job): void {
    if (job.items?.length === 0) {
      job.state = "settled";
      return;
    }
    job.state = "under way";
    underWay++;
    const answer = job.work ? job.work() : needs.admit(job.items ? { items: job.items } : job.payload);
    answer
      .then(
        (acknowledgement) => finish(job, acknowledgement),
        (error: unknown) => fail(job, error),
      )
      .finally(() => {
        underWay--;
        pump();
      });
  }

  function finish(job: Job, acknowledgement: Acknowledgement): void {
    job.state = "settled";
    const { items, itemTickets } = job;
    if (!items) {
      needs.report({ ...nameOf(job), ...acknowledgement });
      return;
    }
    const rejected = acknowledgement.rejected.map(({ index, code, message }) => {
      const { datastream, time } = items[index] as SentObservation;
      return { datastream, time, code, message, ...packetIdOf(itemTickets[index]) };
    });
    needs.report({ ...acknowledgement, rejected });
  }

  function fail(job: Job, error: unknown): void {
    if (!(error instanceof Fault)) {
      isBroken = true;
      needs.onBroken(error);
      return;
    }
    const { code, message, details } = error;
    const retryAfterMs = readRetryMs(error);
    if (retryAfterMs === undefined) {
      job.state = "settled";
      needs.report({ ...nameOf(job), error: { code, message } });
      return;
    }
    if (isClosed) {
      // Its sender is gone without having been told that it is safe: it sends it again.
      job.state = "settled";
      return;
    }
    job.state = "waiting";
    firstWaiting = Math.min(firstWaiting, jobs.indexOf(job));
    if (hold !== undefined) return;
    const isTold = typeof details.retryAfterMs === "number";
    needs.report({
      ...{ ...nameOf(job), held: true },
      error: { code, message, ...(isTold ? { retryAfterMs } : {}) },
    });
    hold = setTimeout(() => {
      hold = undefined;
      pump();
    }, retryAfterMs);
  }

  /** Settles, from the front, what can be. */
  function release(): void {
    const tickets: Ticket[] = [];
    let settled = 0;
    for (; jobs[settled]?.state === "settled"; settled++) {
      const job = jobs[settled] as Job;
      for (const ticket of job.tickets) tickets.push(ticket);
      waitingBytes -= job.bytes;
      waitingMessages -= job.tickets.length;
    }
    if (settled > 0) {
      jobs.splice(0, settled);
      firstWaiting -= settled;
      if (!isClosed) needs.settle(tickets);
    }
    if (isFull && waitingBytes < MAX_WAITING_BYTES / 2 && waitingMessages < MAX_WAITING_MESSAGES / 2) {
      isFull = false;
      if (!isClosed) needs.onRoom();
    }
    if (jobs.length > 0 && !isBroken) return;
    for (const tell of onEmpty.splice(0)) tell();
  }

  return {
    addObservation(item, ticket, bytes) {
      const job = gathering();
      job.items?.push(item);
      job.itemTickets.push(ticket);
      add(job, ticket, bytes);
    },
    addBatch: (payload, ticket, bytes) => add(append(undefined, { payload }), ticket, bytes),
    addWork: (work, ticket, bytes) => add(append(undefined, { work }), ticket, bytes),
    addNothing: (ticket) => add(gathering(), ticket, 0),
    addRefused(refused, ticket) {
      add(gathering(), ticket, 0);
      needs.report({ ...packetIdOf(ticket), error: refused });
    },
    whenEmpty() {
      return new Promise((resolve) => {
        onEmpty.push(resolve);
        pump();
      });
    },
    close() {
      isClosed = true;
      if (hold !== undefined) {
        clearTimeout(hold);
        hold = undefined;
        for (const job of jobs) if (job.state === "waiting") job.state = "settled";
      }
      pump();
    },
  };
}

/** After how long a batch is to be tried again; undefined where it is refused for good. */
function readRetryMs({ code, details }: Fault): number | undefined {
  if (typeof details.retryAfterMs === "number") return details.retryAfterMs;
  return CURABLE.has(code) ? RETRY_MS : undefined;
}

function nameOf({ payload, items, tickets }: Job): Named {
  if (items) return {};
  const batch = (payload as { batch?: unknown } | null | undefined)?.batch;
  return { ...(typeof batch === "string" ? { batch } : {}), ...packetIdOf(tickets[0]) };
}

function packetIdOf(ticket: Ticket | undefined): { packetId?: number } {
  return typeof ticket === "number" && ticket > 0 ? { packetId: ticket } : {};
}
