import { setTimeout as pause } from "node:timers/promises";
import {
  type Acknowledgement,
  type BatchCheck,
  MAX_BATCH_ITEMS,
  type Pull,
  type PullInput,
  type PullOutcome,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { fetchDocument } from "./fetch-document.ts";
import { mapDocument } from "./map-document.ts";

/** What pulling needs. */
export interface PullNeeds {
  readonly store: {
    list(): readonly { readonly id: number; readonly input: PullInput }[];
    find(id: number): { readonly id: number; readonly input: PullInput } | undefined;
    add(input: PullInput): number;
    replace(id: number, input: PullInput): void;
    remove(id: number): void;
  };
  isTokenInUse(token: number): boolean;
  /** @throws {Fault} `ingest/*` */
  admit(token: number, payload: unknown): Promise<Acknowledgement>;
  check(payload: unknown): Promise<BatchCheck>;
  onUnexpected(error: unknown): void;
  now(): number;
}

/** Documents that are fetched on a schedule. */
export interface PullDesk {
  list(): readonly Pull[];
  find(id: number): Pull | undefined;
  /** @throws {Fault} `request/invalid` where there is no such token */
  add(input: PullInput): Pull;
  /** @throws {Fault} `request/not-found`, `request/invalid` */
  replace(id: number, input: PullInput): Pull;
  /** @throws {Fault} `request/not-found` */
  remove(id: number): void;
  /** Fetches now, and answers how it went. @throws {Fault} `request/not-found` */
  run(id: number): Promise<PullOutcome>;
  /** Fetches now and says what would become of the first 5,000 items. @throws {Fault} `request/not-found`, `connector/failed` */
  check(id: number): Promise<BatchCheck>;
  /** Begins with the schedule. */
  start(): void;
  close(): Promise<void>;
}

interface Schedule {
  timer: NodeJS.Timeout | undefined;
  nextAt: number | null;
  last: PullOutcome | null;
  failures: number;
  /** Counts changes of what is to be fetched. */
  changes: number;
  running: Promise<PullOutcome> | undefined;
}

const HOUR_MS = 3_600_000;
/** Tries of a batch while the server is busy. */
const MAX_TRIES = 20;
const MAX_BUSY_WAIT_MS = 5_000;

/** Creates the desk. */
export function createPullDesk(needs: PullNeeds): PullDesk {
  const { store, now } = needs;
  const schedules = new Map<number, Schedule>();
  const closing = new AbortController();
  let isStarted = false;

  function scheduleOf(id: number): Schedule {
    const known = schedules.get(id);
    if (known) return known;
    const made = { timer: undefined, nextAt: null, last: null, failures: 0, changes: 0, running: undefined };
    schedules.set(id, made);
    return made;
  }

  function plan(id: number, input: PullInput, delayMs: number): void {
    const schedule = scheduleOf(id);
    clearTimeout(schedule.timer);
    schedule.nextAt = null;
    if (!isStarted || !input.enabled || closing.signal.aborted) return;
    schedule.nextAt = now() + delayMs;
    schedule.timer = setTimeout(() => runNow(id).catch(needs.onUnexpected), delayMs);
  }

  /** Never two at once: who asks while one is under way gets its outcome. */
  function runNow(id: number): Promise<PullOutcome> {
    const schedule = scheduleOf(id);
    schedule.running ??= runAndPlan(id, schedule).finally(() => {
      schedule.running = undefined;
    });
    return schedule.running;
  }

  async function runAndPlan(id: number, schedule: Schedule): Promise<PullOutcome> {
    const { changes } = schedule;
    const outcome = await runOnce(require(id).input);
    schedule.last = outcome;
    schedule.failures = outcome.error ? schedule.failures + 1 : 0;
    const pull = store.find(id);
    if (pull) plan(id, pull.input, schedule.changes === changes ? pauseMs(pull.input, schedule.failures) : 0);
    return outcome;
  }

  async function runOnce(input: PullInput): Promise<PullOutcome> {
    const outcome = { at: now(), items: 0, accepted: 0, duplicates: 0, rejected: 0 };
    try {
      requireToken(input.token);
      const items = await fetchItems(input);
      outcome.items = items.length;
      for (let from = 0; from < items.length; from += MAX_BATCH_ITEMS) {
        const answer = await admitPatiently(input.token, items.slice(from, from + MAX_BATCH_ITEMS));
        outcome.accepted += answer.accepted;
        outcome.duplicates += answer.duplicates;
        outcome.rejected += answer.rejected.length;
      }
      return { ...outcome, error: null };
    } catch (error) {
      if (!(error instanceof Fault)) needs.onUnexpected(error);
      const { code, message } =
        error instanceof Fault
          ? error
          : { code: "internal/unexpected", message: "the server failed; see its log" };
      return { ...outcome, error: { code, message } };
    }
  }

  async function fetchItems({ url, headers, maps }: PullInput): Promise<object[]> {
    const sent = Object.entries(headers ?? {}).flatMap(([name, value]) =>
      value === null ? [] : [[name, value]],
    );
    return mapDocument(await fetchDocument(url, Object.fromEntries(sent), closing.signal), maps, now());
  }

  async function admitPatiently(token: number, items: readonly object[]): Promise<Acknowledgement> {
    for (let tries = 1; ; tries++) {
      try {
        return await needs.admit(token, { items });
      } catch (error) {
        const waitMs = error instanceof Fault ? Number(error.details.retryAfterMs) : Number.NaN;
        if (!(waitMs <= MAX_BUSY_WAIT_MS) || tries === MAX_TRIES || closing.signal.aborted) throw error;
        await pause(waitMs);
      }
    }
  }

  function require(id: number) {
    const pull = store.find(id);
    if (!pull) throw new Fault("request/not-found", `there is no connector ${id}`);
    return pull;
  }

  function requireToken(token: number): void {
    if (!needs.isTokenInUse(token)) throw new Fault("request/invalid", `there is no token ${token} in use`);
  }

  function pullOf({ id, input }: { id: number; input: PullInput }): Pull {
    const { last, failures, nextAt } = scheduleOf(id);
    const hidden =
      input.headers && Object.fromEntries(Object.keys(input.headers).map((name) => [name, null]));
    return { ...input, ...(hidden ? { headers: hidden } : {}), id, last, failures, nextAt };
  }

  return {
    list: () => store.list().map(pullOf),
    find(id) {
      const pull = store.find(id);
      return pull && pullOf(pull);
    },
    add(input) {
      requireToken(input.token);
      const id = store.add(input);
      plan(id, input, 0);
      return pullOf({ id, input });
    },
    replace(id, changed) {
      const { input: before } = require(id);
      requireToken(changed.token);
      const input = { ...changed, ...keepHeaders(changed, before) };
      store.replace(id, input);
      scheduleOf(id).failures = 0;
      scheduleOf(id).changes++;
      plan(id, input, 0);
      return pullOf({ id, input });
    },
    remove(id) {
      require(id);
      store.remove(id);
      clearTimeout(schedules.get(id)?.timer);
      schedules.delete(id);
    },
    run: async (id) => runNow(require(id).id),
    async check(id) {
      return needs.check({ items: (await fetchItems(require(id).input)).slice(0, MAX_BATCH_ITEMS) });
    },
    start() {
      isStarted = true;
      for (const { id, input } of store.list()) plan(id, input, 0);
    },
    async close() {
      closing.abort();
      for (const { timer } of schedules.values()) clearTimeout(timer);
      await Promise.all([...schedules.values()].map(({ running }) => running?.catch(() => undefined)));
    },
  };
}

/** Twice as long after each failure in a row, up to an hour, or as long as the schedule where that is longer. */
function pauseMs({ intervalS }: PullInput, failures: number): number {
  const intervalMs = intervalS * 1000;
  return Math.max(intervalMs, Math.min(intervalMs * 2 ** Math.min(failures, 20), HOUR_MS));
}

/** A header that is read back is null: sent so, it stays as it was. */
function keepHeaders({ headers }: PullInput, before: PullInput): Pick<PullInput, "headers"> {
  if (!headers) return {};
  const kept = Object.entries(headers).map(([name, value]) => [name, value ?? before.headers?.[name] ?? ""]);
  return { headers: Object.fromEntries(kept) as Record<string, string> };
}
