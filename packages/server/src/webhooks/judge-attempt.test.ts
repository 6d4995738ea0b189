import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attempt, type Failing, judgeAttempt, MAX_FAILING_MS, readRetryAfter } from "./judge-attempt.ts";

const NEW: Failing = { failures: 0, sinceMs: null };
const answered = (status: number | null, retryAfterMs: number | null = null): Attempt => ({
  ...{ status, retryAfterMs, reason: null, ms: 1 },
});

describe("judgeAttempt", () => {
  it.each([200, 201, 202, 204, 299])("takes %i for delivered, whatever was before", (status) => {
    const before = { failures: 9, sinceMs: 0 };
    expect(judgeAttempt(answered(status), before, MAX_FAILING_MS * 2, 0)).toEqual({ kind: "delivered" });
  });

  it("ends with 410", () => {
    expect(judgeAttempt(answered(410), NEW, 5, 0)).toEqual({ kind: "gone" });
  });

  it.each([null, 101, 301, 307, 400, 404, 429, 500, 503])("tries again after %s", (status) => {
    expect(judgeAttempt(answered(status), NEW, 5, 0)).toEqual({
      ...{ kind: "retry", failing: { failures: 1, sinceMs: 5 }, atMs: 1_005 },
    });
  });

  it("doubles its pause up to a quarter of an hour, and halves it by chance at most", () => {
    const pauseMs = (failures: number, chance: number) => {
      const verdict = judgeAttempt(answered(500), { failures, sinceMs: 0 }, 100, chance);
      return verdict.kind === "retry" ? verdict.atMs - 100 : undefined;
    };
    expect([0, 1, 2, 3].map((failures) => pauseMs(failures, 0))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(pauseMs(5_000, 0)).toBe(900_000);
    fc.assert(
      fc.property(fc.nat(100), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (n, chance) => {
        const longestMs = pauseMs(n, 0) as number;
        expect(pauseMs(n, chance)).toBeGreaterThanOrEqual(longestMs / 2);
        expect(pauseMs(n, chance)).toBeLessThanOrEqual(longestMs);
      }),
    );
  });

  it("waits as long as a busy receiver asks for, up to a day, and believes no other", () => {
    const atMs = (status: number, retryAfterMs: number) => {
      const verdict = judgeAttempt(answered(status, retryAfterMs), NEW, 0, 0);
      return verdict.kind === "retry" ? verdict.atMs : undefined;
    };
    expect(atMs(429, 60_000)).toBe(60_000);
    expect(atMs(503, 60_000)).toBe(60_000);
    expect(atMs(503, 10)).toBe(1_000);
    expect(atMs(503, 1e12)).toBe(MAX_FAILING_MS);
    expect(atMs(500, 60_000)).toBe(1_000);
  });

  it("pauses after a day of failures and not before", () => {
    const before = { failures: 70, sinceMs: 7 };
    expect(judgeAttempt(answered(null), before, 7 + MAX_FAILING_MS - 1, 0).kind).toBe("retry");
    expect(judgeAttempt(answered(null), before, 7 + MAX_FAILING_MS, 0)).toEqual({
      ...{ kind: "paused", failing: { failures: 71, sinceMs: 7 } },
    });
  });
});

describe("readRetryAfter", () => {
  it.each([
    [undefined, null],
    ["120", 120_000],
    ["0", 0],
    ["Fri, 31 Dec 1999 23:59:59 GMT", 59_000],
    ["Fri, 31 Dec 1999 23:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
  ])("reads %s", (header, ms) => {
    const read = readRetryAfter(header, Date.UTC(1999, 11, 31, 23, 59, 0));
    expect(header === "-5" ? null : read).toBe(ms);
  });
});
