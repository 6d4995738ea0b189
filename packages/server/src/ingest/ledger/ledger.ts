import type { Rejection } from "@shuicheng/shared/contracts";
import { QUALITIES } from "@shuicheng/shared/contracts";
import { createKeptRejections, type KeptRejection, type KeptRejections } from "./kept-rejections.ts";
import { copyRows, type SavedLedger } from "./ledger-codec.ts";
import { createQuotaMeter, type Quota, type QuotaMeter, type QuotaUse } from "./quota.ts";
import { createTallyTable, type Tally, type TallyTable } from "./tally-table.ts";

/** What became of one batch. */
export interface BatchNote {
  /** The accepted ones, a row each: time in epoch ms, result as a number, quality as index into `QUALITIES`. */
  readonly accepted: {
    readonly n: number;
    readonly handle: ArrayLike<number>;
    readonly timeMs: ArrayLike<number>;
    readonly result: ArrayLike<number>;
    readonly quality: ArrayLike<number>;
  };
  /** Handles of the duplicates, each as often as it was one. */
  readonly duplicates: ArrayLike<number>;
  readonly rejected: readonly Rejection[];
  /** Gives an item as it came. Asked only for rejected ones. */
  itemAt(index: number): unknown;
}

/** What a ledger needs. */
export interface LedgerNeeds {
  /** Valid range of a datastream. Asked only for observations that are uncertain. */
  rangeOf(handle: number): { readonly min: number | null; readonly max: number | null } | undefined;
  /** Asked only for rejected items. */
  findHandle(datastream: string): number | undefined;
  /** What the server's time zone is ahead of UTC at a moment, ms: where a day of a quota begins. */
  offsetMs(nowMs: number): number;
  now(): number;
}

/** Totals of one sender. */
export interface TokenTotals extends Omit<Tally, "handle" | "newestMs" | "skewMs"> {
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly quota: Quota;
  readonly use: QuotaUse;
}

/**
 * Keeps account of what each sender sent: counters, rates, the last rejected items and quotas. Everything is in memory;
 * it costs a few reads and writes of typed arrays for each observation and is no part of what is promised to be durable.
 */
export interface Ledger {
  /**
   * Counts a batch against its sender's quota before it is taken.
   *
   * @throws {Fault} `ingest/quota-exceeded` with `details.retryAfterMs`
   */
  charge(token: number, items: number): void;
  /** Takes {@link Ledger.charge} back for a batch that was refused whole. */
  refund(token: number, items: number): void;
  /** Notes what became of a batch, once it is durable. */
  noteBatch(token: number, note: BatchNote): void;
  totals(token: number): TokenTotals;
  /** Of each datastream that the sender ever sent, in order of handle. */
  datastreams(token: number): Tally[];
  /** Oldest first. */
  rejections(token: number): readonly KeptRejection[];
  setQuota(token: number, quota: Quota): void;
  /** Forgets a sender: its counters go with the next save. */
  forget(token: number): void;
  /** Of whom there is an account. */
  tokens(): readonly number[];
  /** Counts changes, so that nothing is saved where there are none. */
  readonly changes: number;
  save(): SavedLedger;
}

interface Account {
  byCode: Record<string, number>;
  readonly rejections: KeptRejections;
  readonly meter: QuotaMeter;
}

const UNCERTAIN = QUALITIES.indexOf("uncertain");
const MINUTE_MS = 60_000;
/** Under which the table of totals has its rows. */
const ALL = 0;

/** Creates a ledger, going on from what was saved. */
export function createLedger(needs: LedgerNeeds, saved?: SavedLedger): Ledger {
  const totals = createTallyTable(saved?.totals);
  const datastreams = createTallyTable(saved?.datastreams);
  const accounts = new Map<number, Account>();
  const forgotten = new Set<number>();
  let changes = 0;
  for (const { token, byCode, use, rejections } of saved?.accounts ?? []) {
    accounts.set(token, {
      byCode: { ...byCode },
      rejections: createKeptRejections(rejections),
      meter: createQuotaMeter(needs.offsetMs, use),
    });
  }

  function accountOf(token: number): Account {
    let account = accounts.get(token);
    if (!account) {
      const meter = createQuotaMeter(needs.offsetMs);
      account = { byCode: {}, rejections: createKeptRejections(), meter };
      accounts.set(token, account);
    }
    return account;
  }

  function isOutside(handle: number, result: number): boolean {
    const range = needs.rangeOf(handle);
    if (!range) return false;
    return (range.min !== null && result < range.min) || (range.max !== null && result > range.max);
  }

  /** Answers how many were late and how many out of range. */
  function noteAccepted(token: number, { accepted }: BatchNote, nowMs: number, minute: number) {
    const { n, handle: handles, timeMs: times, result, quality } = accepted;
    const rows = datastreams.rowsOfAll(token, handles, n, minute);
    const c = datastreams.columns;
    const { minuteCount, newestMs, newestAtMs } = c;
    let [late, outOfRange] = [0, 0];
    for (let i = 0; i < n; i++) {
      const row = rows[i] as number;
      const timeMs = times[i] as number;
      (minuteCount[row] as number)++;
      if (timeMs < (newestMs[row] as number)) {
        (c.late[row] as number)++;
        c.lastArrivalMs[row] = nowMs;
        late++;
      } else {
        newestMs[row] = timeMs;
        newestAtMs[row] = nowMs;
      }
      if (quality[i] === UNCERTAIN && isOutside(handles[i] as number, result[i] as number)) {
        (c.outOfRange[row] as number)++;
        outOfRange++;
      }
    }
    return { late, outOfRange };
  }

  function noteDuplicates(token: number, handles: ArrayLike<number>, nowMs: number, minute: number): void {
    for (let i = 0; i < handles.length; i++) {
      const row = datastreams.rowOf(token, handles[i] as number, minute);
      (datastreams.columns.duplicates[row] as number)++;
      datastreams.columns.lastArrivalMs[row] = nowMs;
    }
  }

  function noteRejected(token: number, { rejected, itemAt }: BatchNote, nowMs: number, minute: number) {
    const account = accountOf(token);
    for (const { index, code } of rejected) {
      account.byCode[code] = (account.byCode[code] ?? 0) + 1;
      const { datastream } = (itemAt(index) ?? {}) as { datastream?: unknown };
      const handle = typeof datastream === "string" ? needs.findHandle(datastream) : undefined;
      if (handle === undefined) continue;
      const row = datastreams.rowOf(token, handle, minute);
      (datastreams.columns.rejected[row] as number)++;
    }
    account.rejections.add(rejected, nowMs, itemAt);
  }

  const rowsToSave = ({ columns, size }: TallyTable) =>
    copyRows(columns, size, forgotten.size === 0 ? undefined : (token) => !forgotten.has(token));

  return {
    charge: (token, items) => accountOf(token).meter.charge(items, needs.now()),
    refund: (token, items) => accountOf(token).meter.refund(items, needs.now()),
    noteBatch(token, note) {
      const nowMs = needs.now();
      const minute = Math.floor(nowMs / MINUTE_MS);
      // So that everything kept of a sender can be forgotten by its account.
      accountOf(token);
      const { late, outOfRange } = noteAccepted(token, note, nowMs, minute);
      noteDuplicates(token, note.duplicates, nowMs, minute);
      if (note.rejected.length > 0) noteRejected(token, note, nowMs, minute);
      const row = totals.rowOf(token, ALL, minute);
      const c = totals.columns;
      c.minuteCount[row] = (c.minuteCount[row] as number) + note.accepted.n;
      c.duplicates[row] = (c.duplicates[row] as number) + note.duplicates.length;
      c.rejected[row] = (c.rejected[row] as number) + note.rejected.length;
      c.late[row] = (c.late[row] as number) + late;
      c.outOfRange[row] = (c.outOfRange[row] as number) + outOfRange;
      if (note.accepted.n + note.duplicates.length > 0) c.lastArrivalMs[row] = nowMs;
      changes++;
    },
    totals(token) {
      const nowMs = needs.now();
      const row = totals.rowOf(token, ALL, Math.floor(nowMs / MINUTE_MS));
      const { handle: _handle, newestMs: _newestMs, skewMs: _skewMs, ...tally } = totals.read(row, nowMs);
      const { byCode, meter } = accountOf(token);
      return { ...tally, rejectedByCode: { ...byCode }, quota: meter.quota, use: meter.usedAt(nowMs) };
    },
    datastreams(token) {
      const nowMs = needs.now();
      return [...datastreams.rowsOf(token)]
        .map((row) => datastreams.read(row, nowMs))
        .sort((a, b) => a.handle - b.handle);
    },
    rejections: (token) => accounts.get(token)?.rejections.list() ?? [],
    setQuota(token, quota) {
      accountOf(token).meter.quota = quota;
    },
    forget(token) {
      accounts.delete(token);
      forgotten.add(token);
      changes++;
    },
    tokens: () => [...accounts.keys()],
    get changes() {
      return changes;
    },
    save: () => ({
      totals: rowsToSave(totals),
      datastreams: rowsToSave(datastreams),
      accounts: Array.from(accounts, ([token, { byCode, rejections, meter }]) => ({
        token,
        byCode,
        use: meter.usedAt(needs.now()),
        rejections: rejections.list(),
      })),
    }),
  };
}
