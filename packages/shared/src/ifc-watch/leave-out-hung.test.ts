import { describe, expect, it } from "vitest";
import { leaveOutHung } from "./leave-out-hung.ts";

const LIMITS = { productMs: 5_000 };

describe("leaveOutHung", () => {
  it("begins again without each product at which it hung", async () => {
    const tries: number[][] = [];
    const result = await leaveOutHung(async (skip) => {
      tries.push([...skip]);
      return skip.length < 2 ? { hungAt: 20 + skip.length } : { model: "whole" };
    }, LIMITS);
    expect(result).toEqual({ model: "whole" });
    expect(tries).toEqual([[], [20], [20, 21]]);
  });

  it("gives up a file that hangs everywhere, and names where", async () => {
    let tries = 0;
    const trying = leaveOutHung<{ model: string }>(async () => ({ hungAt: ++tries }), LIMITS);
    await expect(trying).rejects.toMatchObject({
      code: "model/too-demanding",
      message: expect.stringContaining("longer than 5 s (#1, #2"),
      details: { products: "#1, #2, #3, #4, #5, #6, #7, #8, #9" },
    });
  });

  it("passes on what a try throws", async () => {
    await expect(leaveOutHung(() => Promise.reject(new Error("no memory")), LIMITS)).rejects.toThrow(
      "no memory",
    );
  });
});
