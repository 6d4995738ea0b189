import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import type { SourceItem } from "../sources/source.ts";
import { qualityOf, readValue } from "./read-value.ts";
import { createValueQueue } from "./value-queue.ts";

const scalar = (dataType: number, value: unknown) => readValue({ dataType, arrayType: 0, value });

describe("readValue", () => {
  it("reads scalars of each type", () => {
    expect(scalar(1, false)).toBe(false);
    expect(scalar(4, -7)).toBe(-7);
    expect(scalar(11, 1e300)).toBe(1e300);
    expect(scalar(12, "auto")).toBe("auto");
    expect(scalar(8, [0xffffffff, 0xfffffffe])).toBe(-2);
    expect(scalar(9, [1, 0])).toBe(2 ** 32);
    expect(scalar(10, Math.fround(12.3))).toBe(12.3);
  });

  it("reads no result where there is none", () => {
    expect(scalar(0, null)).toBeUndefined();
    expect(scalar(13, new Date())).toBeUndefined();
    expect(scalar(6, null)).toBeUndefined();
    expect(readValue({ dataType: 11, arrayType: 1, value: Float64Array.of(1) })).toBeUndefined();
  });

  it("[SO6] makes a result or nothing of any value under any type", () => {
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.nat(3),
        fc.anything(),
        fc.nat(0xffffffff),
        (dataType, arrayType, value, code) => {
          const result = readValue({ dataType, arrayType, value });
          expect(["undefined", "number", "boolean", "string"]).toContain(typeof result);
          expect(["good", "uncertain", "bad"]).toContain(qualityOf(code));
        },
      ),
      fuzzRuns("OPC UA, values", 1_000),
    );
  });

  it("keeps every Float", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => {
        // Zero has no sign here.
        expect(Math.fround(scalar(10, value) as number)).toBe(value + 0);
      }),
    );
  });
});

describe("qualityOf", () => {
  it("is the severity of a status code", () => {
    expect([0, 0x408f0000, 0x806d0000, 0xc0000000].map(qualityOf)).toEqual([
      "good",
      "uncertain",
      "bad",
      "bad",
    ]);
  });
});

describe("createValueQueue", () => {
  it("[SO7] stops the flow when it is full, takes all in order, and lets it go on", async () => {
    const taken: number[] = [];
    const flow: boolean[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const queue = createValueQueue({
      async admit(items) {
        await held;
        taken.push(...items.map(({ time }) => time));
      },
      setFlow: (isOpen) => flow.push(isOpen),
      onLost: () => expect.fail("nothing is lost"),
    });
    const item = (time: number): SourceItem => ({ datastream: "a", time, result: 1, quality: "good" });
    for (let time = 0; time < 30_000; time++) queue.push(item(time));
    expect(flow).toEqual([false]);
    release();
    await queue.whenEmpty();
    expect(flow).toEqual([false, true]);
    expect(taken).toEqual(Array.from({ length: 30_000 }, (_, time) => time));
  });

  it("says what a failure of ours cost, and goes on", async () => {
    const lost: number[] = [];
    let isBroken = true;
    const queue = createValueQueue({
      admit: async () => {
        if (isBroken) throw new Error("no");
      },
      setFlow: () => {},
      onLost: (items) => lost.push(...items.map(({ time }) => time)),
    });
    queue.push({ datastream: "a", time: 1, result: 1, quality: "good" });
    await queue.whenEmpty();
    isBroken = false;
    queue.push({ datastream: "a", time: 2, result: 1, quality: "good" });
    await queue.whenEmpty();
    expect(lost).toEqual([1]);
  });
});
