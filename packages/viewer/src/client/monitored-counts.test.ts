import { describe, expect, it } from "vitest";
import { countMonitored } from "./monitored-counts.ts";

describe("countMonitored", () => {
  it("counts as unheard only what has a datastream", () => {
    const counts = countMonitored(
      { normal: 6, abnormal: 2, stale: 1, bad: 1, uncertain: 1, unknown: 11_000 },
      13,
    );

    expect(counts).toEqual({
      monitored: 13,
      byClass: { normal: 6, abnormal: 2, stale: 1, bad: 1, uncertain: 1, unknown: 2 },
    });
  });

  it("adds up also while the server's count is older than the states", () => {
    const { monitored, byClass } = countMonitored(
      { normal: 3, abnormal: 0, stale: 0, bad: 0, uncertain: 0, unknown: 5 },
      2,
    );

    expect(monitored).toBe(3);
    expect(Object.values(byClass).reduce((sum, n) => sum + n)).toBe(monitored);
  });
});
