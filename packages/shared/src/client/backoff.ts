/** First pause after a lost connection. Half a second: a restarted server answers in about one. */
const FIRST_PAUSE_MS = 500;
/** Longest pause: a wall display is back within this time of its server. */
const LONGEST_PAUSE_MS = 5_000;

/**
 * How long to wait before the next attempt, milliseconds: doubling from 0.5 s to 5 s, shortened by up to a
 * half at random, so that two hundred screens of one restarted server don't come back in the same instant.
 *
 * @param failedAttempts Attempts that failed in a row, 1 or more.
 * @param random Uniform in [0, 1).
 */
export function backoffMs(failedAttempts: number, random: number): number {
  const fullPauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, failedAttempts - 1));
  return Math.round(fullPauseMs * (1 - random / 2));
}
