/** What came of sending a message. */
export interface Attempt {
  /** What the receiver answered; null: nothing. */
  readonly status: number | null;
  /** In words, where it was not delivered. */
  readonly reason: string | null;
  /** What the header Retry-After asks for; null where there is none. */
  readonly retryAfterMs: number | null;
  /** From the call to the answer. */
  readonly ms: number;
}

/** How a receiver has been doing. */
export interface Failing {
  /** Failed attempts in a row. */
  readonly failures: number;
  /** When the first of them was; null where the last attempt succeeded. */
  readonly sinceMs: number | null;
}

/** What is to be done after an attempt. */
export type Verdict =
  | { readonly kind: "delivered" }
  /** The receiver said that it wants no more. */
  | { readonly kind: "gone" }
  /** It has failed for a day. */
  | { readonly kind: "paused"; readonly failing: Failing }
  | { readonly kind: "retry"; readonly failing: Failing; readonly atMs: number };

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 15 * 60_000;
/** A receiver that has failed for so long is not tried any more until somebody resumes it. */
export const MAX_FAILING_MS = 24 * 3_600_000;

/**
 * Judges an attempt. 2xx is delivered; 410 ends the webhook; anything else, redirects included, is tried again: after 1 s, twice as
 * long each time up to 15 min, less up to a half of it by chance, and not before what Retry-After asks for (RFC 9110, 10.2.3,
 * with 429 and 503; a day at most).
 *
 * @param chance From 0 (inclusive) to 1.
 */
export function judgeAttempt(attempt: Attempt, before: Failing, nowMs: number, chance: number): Verdict {
  const { status, retryAfterMs } = attempt;
  if (status !== null && status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 410) return { kind: "gone" };
  const failing = { failures: before.failures + 1, sinceMs: before.sinceMs ?? nowMs };
  if (nowMs - failing.sinceMs >= MAX_FAILING_MS) return { kind: "paused", failing };
  const longestMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(before.failures, 20), MAX_PAUSE_MS);
  const askedMs = status === 429 || status === 503 ? Math.min(retryAfterMs ?? 0, MAX_FAILING_MS) : 0;
  return { kind: "retry", failing, atMs: nowMs + Math.max(longestMs * (1 - chance / 2), askedMs) };
}

/**
 * Reads the header Retry-After: seconds or a date (RFC 9110, 10.2.3).
 *
 * @returns null where it is absent or neither.
 */
export function readRetryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
