import { describe, expect, it } from "vitest";
import { createArrivalTimes } from "./arrival-times.ts";

describe("createArrivalTimes", () => {
  it("gives each of a burst a millisecond of its own, and goes back to the clock after it", () => {
    let nowMs = 100;
    const timeOf = createArrivalTimes(() => nowMs);
    expect([timeOf("a"), timeOf("a"), timeOf("b"), timeOf("a")]).toEqual([100, 101, 100, 102]);
    nowMs = 102;
    expect(timeOf("a")).toBe(103);
    nowMs = 200;
    expect(timeOf("a")).toBe(200);
  });

  it("forgets what is long over, never what is not", () => {
    let nowMs = 0;
    const timeOf = createArrivalTimes(() => nowMs);
    for (let i = 0; i < 20_000; i++) timeOf(`d-${i}`);
    nowMs = 10;
    expect([timeOf("d-0"), timeOf("d-19999"), timeOf("new"), timeOf("new")]).toEqual([10, 10, 10, 11]);
  });
});
