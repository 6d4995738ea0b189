import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Tail } from "./tail.ts";

type Step =
  | { do: "insert"; handle: number; time: number }
  | { do: "seal" }
  | { do: "drop" }
  | { do: "truncate"; back: number };

const steps = fc.array(
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc.record({ do: fc.constant("insert" as const), handle: fc.nat(4), time: fc.nat(60) }),
    },
    { weight: 2, arbitrary: fc.constant({ do: "seal" as const }) },
    { weight: 1, arbitrary: fc.constant({ do: "drop" as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("truncate" as const), back: fc.nat(5) }) },
  ),
  { maxLength: 200 },
);

function insert(tail: Tail, seq: number, handle: number, timeMs: number, result: number, quality: number) {
  tail.insertColumns(seq, {
    n: 1,
    timeMs: Float64Array.of(timeMs),
    result: Float64Array.of(result),
    handle: Int32Array.of(handle),
    quality: Uint8Array.of(quality),
  });
}

/** Rows in a plain list, with the number of the segment they went to. */
class NaiveTail {
  rows: { seq: number; handle: number; time: number; segment: number }[] = [];
  segment = 0;
}

describe("Tail", () => {
  it("answers like a plain list through inserts, seals, drops and failed commits", () => {
    fc.assert(
      fc.property(steps as fc.Arbitrary<Step[]>, (all) => {
        const tail = new Tail();
        const naive = new NaiveTail();
        let seq = 0;
        for (const step of all) {
          if (step.do === "insert") {
            if (naive.rows.some((row) => row.handle === step.handle && row.time === step.time)) continue;
            seq++;
            insert(tail, seq, step.handle, step.time, step.time * 2, 0);
            naive.rows.push({ seq, handle: step.handle, time: step.time, segment: naive.segment });
          } else if (step.do === "seal") {
            tail.seal();
            if (naive.rows.some((row) => row.segment === naive.segment)) naive.segment++;
          } else if (step.do === "drop") {
            tail.drop(seq);
            naive.rows = naive.rows.filter((row) => row.segment === naive.segment);
          } else {
            seq -= Math.min(seq, step.back);
            tail.truncateAfter(seq);
            naive.rows = naive.rows.filter((row) => row.seq <= seq);
          }
        }
        expect(tail.size).toBe(naive.rows.length);
        for (let handle = 0; handle < 5; handle++) {
          const own = naive.rows.filter((row) => row.handle === handle && row.time >= 10 && row.time < 50);
          const expected = own.map((row) => row.time).sort((a, b) => a - b);
          expect([...tail.read(handle, 10, 50, seq).timeMs]).toEqual(expected);
          expect([...tail.read(handle, 10, 50, seq, 3).timeMs]).toEqual(expected.slice(0, 3));
          for (let time = 0; time <= 60; time++) {
            const isHeld = naive.rows.some((row) => row.handle === handle && row.time === time);
            expect(tail.find(handle, time)).toBe(isHeld ? time * 2 : undefined);
          }
        }
      }),
    );
  });

  it("keeps every identity findable as it grows", () => {
    const tail = new Tail();
    for (let i = 0; i < 60_000; i++) insert(tail, 1, i % 3_000, 1_700_000_000_000 + i, i, 0);
    for (let i = 0; i < 60_000; i += 777) expect(tail.find(i % 3_000, 1_700_000_000_000 + i)).toBe(i);
    expect(tail.find(0, 1)).toBeUndefined();
  });

  it("finds what lies far back, in order or not, among rows that go on coming", () => {
    const tail = new Tail();
    const times = Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 5_003);
    times.forEach((time, i) => {
      insert(tail, i, 1, i, i, 0);
      insert(tail, i, 2, time, time, 0);
      if (i % 500 === 499) {
        expect([tail.find(1, 3), tail.find(1, -1), tail.find(1, i - 200)]).toEqual([3, undefined, i - 200]);
        expect(tail.find(2, times[0]!)).toBe(times[0]);
      }
    });
    for (const time of times) expect(tail.find(2, time)).toBe(time);
    expect([tail.find(2, 7_919 * 5_001), tail.newestMs(1), tail.newestMs(7_000)]).toEqual([
      undefined,
      4_999,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  it("leaves rows of records that are not durable yet out of what it lends", () => {
    const tail = new Tail();
    insert(tail, 1, 0, 10, 1, 0);
    insert(tail, 2, 0, 20, 2, 0);
    expect([...tail.read(0, 0, 100, 1).timeMs]).toEqual([10]);
  });
});
