import { setTimeout as pause } from "node:timers/promises";
import {
  type Acknowledgement,
  MAX_BATCH_ITEMS,
  MAX_LISTED_REJECTIONS,
  type StreamAcknowledgement,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { type Line, MAX_LINE_BYTES } from "./ndjson-lines.ts";

/** Batches on their way at once: enough to keep the log's group commit full. */
const MAX_IN_FLIGHT = 4;
/** Items of a slow stream wait this long for others before they are written. */
const MAX_GATHER_MS = 200;
/** A refusal that asks for a longer wait ends the stream: a quota of a day. */
const MAX_WAIT_MS = 60_000;

/** How a stream of observations is taken. */
export interface StreamNeeds {
  /** @throws {Fault} `ingest/*`, see `Admission.admit` */
  admit(items: readonly unknown[]): Promise<Acknowledgement>;
  /** Ends waiting when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

interface Pending {
  readonly items: unknown[];
  /** Line of each item. */
  readonly lines: number[];
  /** When it got its first, ms of the process. */
  sinceMs: number;
}

type Rejected = StreamAcknowledgement["rejected"][number];

/**
 * Takes observations a line each, gathered into batches. No more is read while four batches are on their way, so a fast
 * sender is held back by its own connection; a refusal that says when to try again is waited out.
 *
 * @throws {Fault} What ended it before its end, with `details.line`: lines before it are taken or were rejected, those from
 * it on may be sent again (what was taken of them is then a duplicate).
 */
export async function takeStream(
  lines: AsyncGenerator<readonly Line[]>,
  needs: StreamNeeds,
): Promise<StreamAcknowledgement> {
  const sum = createSum();
  const inFlight = new Set<Promise<void>>();
  let failure: { line: number; error: unknown } | undefined;
  let pending = emptyBatch();
  let lastLine = 0;

  async function send({ items, lines: numbers }: Pending): Promise<void> {
    try {
      const { accepted, duplicates, rejected } = await admitPatiently(items, needs);
      sum.add(accepted, duplicates);
      for (const { index, code, message } of rejected) sum.reject(numbers[index] ?? 0, code, message);
    } catch (error) {
      fail(numbers[0] ?? 0, error);
    }
  }

  function fail(line: number, error: unknown): void {
    if (!failure || line < failure.line) failure = { line, error };
  }

  async function flush(): Promise<void> {
    if (pending.items.length === 0) return;
    const sending = send(pending).finally(() => inFlight.delete(sending));
    inFlight.add(sending);
    pending = emptyBatch();
    while (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
  }

  function take(one: Line): void {
    lastLine = one.line;
    const item = readLine(one);
    if (typeof item === "string") sum.reject(one.line, "ingest/malformed-payload", item);
    else {
      if (pending.items.length === 0) pending.sinceMs = performance.now();
      pending.items.push(item);
      pending.lines.push(one.line);
    }
  }

  try {
    for await (const some of orPause(lines, MAX_GATHER_MS, () => pending.items.length > 0)) {
      for (const one of some) {
        take(one);
        if (pending.items.length === MAX_BATCH_ITEMS) await flush();
      }
      if (performance.now() - pending.sinceMs >= MAX_GATHER_MS) await flush();
      if (failure) break;
    }
  } catch (error) {
    fail(pending.lines[0] ?? lastLine + 1, error);
  }
  if (!failure) await flush();
  await Promise.all(inFlight);
  if (failure) throw faultAt(failure, sum.counts());
  return sum.answer();
}

const emptyBatch = (): Pending => ({ items: [], lines: [], sinceMs: Number.POSITIVE_INFINITY });

async function admitPatiently(items: readonly unknown[], needs: StreamNeeds): Promise<Acknowledgement> {
  for (;;) {
    try {
      return await needs.admit(items);
    } catch (error) {
      const retryAfterMs = error instanceof Fault ? Number(error.details.retryAfterMs) : Number.NaN;
      if (!(retryAfterMs <= MAX_WAIT_MS) || needs.signal.aborted) throw error;
      await pause(retryAfterMs, undefined, { signal: needs.signal });
    }
  }
}

/** Says what is wrong in a string: no item is one. */
function readLine({ text }: Line): object | string {
  if (text === undefined)
    return `the line is longer than ${MAX_LINE_BYTES / 1024} KiB; one observation stands on each line`;
  let item: unknown;
  try {
    item = JSON.parse(text);
  } catch (error) {
    return `the line is not JSON: ${(error as Error).message}`.slice(0, 256);
  }
  if (typeof item === "object" && item !== null && !Array.isArray(item)) return item;
  return "a line is an object {datastream, time, result, quality?}";
}

/** Passes on what comes; where nothing comes for a while, an empty list, if `isWanted`. */
async function* orPause<T>(
  source: AsyncGenerator<readonly T[]>,
  pauseMs: number,
  isWanted: () => boolean,
): AsyncGenerator<readonly T[]> {
  try {
    for (let next = source.next(); ; ) {
      const came = isWanted() ? await Promise.race([next, sleep(pauseMs)]) : await next;
      if (came === undefined) {
        yield [];
        continue;
      }
      if (came.done) return;
      next = source.next();
      // Its failure is seen when it is awaited; until then it must not count as unhandled.
      next.catch(() => undefined);
      yield came.value;
    }
  } finally {
    // Not awaited: it waits for the chunk that is being read, which may never come.
    source.return(undefined).catch(() => undefined);
  }
}

const sleep = (ms: number) => pause(ms, undefined, { ref: false });

function createSum() {
  let [accepted, duplicates, rejectedCount] = [0, 0, 0];
  const listed: Rejected[] = [];
  return {
    add(more: number, moreDuplicates: number) {
      accepted += more;
      duplicates += moreDuplicates;
    },
    reject(line: number, code: string, message: string) {
      rejectedCount++;
      listed.push({ line, code, message });
      // Batches are answered out of order: the first are known when there are twice as many.
      if (listed.length >= 2 * MAX_LISTED_REJECTIONS) cutListed(listed);
    },
    counts: () => ({ accepted, duplicates, rejected: rejectedCount }),
    answer(): StreamAcknowledgement {
      cutListed(listed);
      return { accepted, duplicates, rejected: listed, moreRejected: rejectedCount - listed.length };
    },
  };
}

function cutListed(listed: Rejected[]): void {
  listed.sort((a, b) => a.line - b.line);
  listed.length = Math.min(listed.length, MAX_LISTED_REJECTIONS);
}

function faultAt(
  { line, error }: { line: number; error: unknown },
  counts: Readonly<Record<string, number>>,
): unknown {
  if (!(error instanceof Fault)) return error;
  return new Fault(
    error.code,
    `${error.message}; lines before ${line} are done, send again from line ${line} on`,
    { ...error.details, ...counts, line },
    { cause: error },
  );
}
