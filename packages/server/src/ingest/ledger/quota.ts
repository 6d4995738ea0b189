import { Fault } from "@shuicheng/shared/faults";

/** How much a sender may send; null: as much as it likes. */
export interface Quota {
  /** Items a second, on average: a batch that is larger is paid for by waiting after it. */
  readonly perSecond: number | null;
  /** Items a calendar day of the server's time zone. */
  readonly perDay: number | null;
  /** True: what is beyond is refused. False: it is only said. */
  readonly isHard: boolean;
}

/** What a sender has used of its quota. */
export interface QuotaUse {
  /** Days since 1970 in the server's time zone. */
  readonly day: number;
  /** Items sent on that day, whatever became of them. */
  readonly itemsToday: number;
  /** Items ever sent that were beyond the quota of their time, taken or not. */
  readonly itemsBeyond: number;
}

/** Keeps count of what one sender sends. */
export interface QuotaMeter {
  quota: Quota;
  usedAt(nowMs: number): QuotaUse;
  /**
   * Counts a batch before it is taken.
   *
   * @throws {Fault} `ingest/quota-exceeded` with `details.retryAfterMs`, where the quota is hard; nothing is counted then.
   */
  charge(items: number, nowMs: number): void;
  /** Takes back the count of a batch that was refused for another reason. */
  refund(items: number, nowMs: number): void;
}

const NO_QUOTA: Quota = { perSecond: null, perDay: null, isHard: false };
const DAY_MS = 86_400_000;

/**
 * Creates a meter. The rate is a bucket that holds one second's worth and may go into debt by one batch: a sender of
 * batches of 5,000 at a quota of 1,000/s sends one every five seconds.
 *
 * @param offsetMs What the server's time zone is ahead of UTC at a moment, ms.
 */
export function createQuotaMeter(offsetMs: (nowMs: number) => number, saved?: QuotaUse): QuotaMeter {
  let quota = NO_QUOTA;
  let use: QuotaUse = saved ?? { day: 0, itemsToday: 0, itemsBeyond: 0 };
  let balance = 0;
  let balanceAtMs = Number.NEGATIVE_INFINITY;

  function refill(nowMs: number, perSecond: number): void {
    const elapsedS = Math.max(0, nowMs - balanceAtMs) / 1000;
    balance = elapsedS === Number.POSITIVE_INFINITY ? perSecond : balance + elapsedS * perSecond;
    balance = Math.min(balance, perSecond);
    balanceAtMs = nowMs;
  }

  function turnDay(nowMs: number): void {
    const day = Math.floor((nowMs + offsetMs(nowMs)) / DAY_MS);
    if (day !== use.day) use = { ...use, day, itemsToday: 0 };
  }

  /** How long until there is room, ms; undefined while there is. */
  function findWait(items: number, nowMs: number): { waitMs: number; words: string } | undefined {
    const { perSecond, perDay } = quota;
    if (perDay !== null) {
      turnDay(nowMs);
      if (use.itemsToday + items > perDay) {
        const waitMs = (use.day + 1) * DAY_MS - offsetMs(nowMs) - nowMs;
        return { waitMs, words: `${perDay} observations a day; ${use.itemsToday} were sent today` };
      }
    }
    if (perSecond !== null) {
      refill(nowMs, perSecond);
      if (balance <= 0) {
        const waitMs = Math.max(1, Math.ceil((1 - balance) * (1000 / perSecond)));
        return { waitMs, words: `${perSecond} observations a second` };
      }
    }
    return undefined;
  }

  return {
    usedAt(nowMs) {
      turnDay(nowMs);
      return use;
    },
    get quota() {
      return quota;
    },
    set quota(changed) {
      quota = changed;
      balanceAtMs = Number.NEGATIVE_INFINITY;
    },
    charge(items, nowMs) {
      const wait = findWait(items, nowMs);
      if (wait) use = { ...use, itemsBeyond: use.itemsBeyond + items };
      if (wait && quota.isHard) {
        const retryAfterMs = Math.ceil(wait.waitMs);
        throw new Fault(
          "ingest/quota-exceeded",
          `this token's quota is ${wait.words}; send again in ${retryAfterMs} ms, or ask the administrator for more`,
          { retryAfterMs },
        );
      }
      turnDay(nowMs);
      use = { ...use, itemsToday: use.itemsToday + items };
      // A soft quota is never waited for, so its debt would grow without end.
      balance = quota.isHard ? balance - items : Math.max(balance - items, -items);
    },
    refund(items, nowMs) {
      turnDay(nowMs);
      use = { ...use, itemsToday: Math.max(0, use.itemsToday - items) };
      balance += items;
    },
  };
}
