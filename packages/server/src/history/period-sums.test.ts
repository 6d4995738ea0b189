import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import { addSeries, decodeSums, emptySums, encodeSums } from "./period-sums.ts";

const HOUR_MS = 3_600_000;
const rows = (result: fc.Arbitrary<number>) =>
  fc
    .uniqueArray(fc.record({ time: fc.integer({ min: -5, max: 26 * 60 }), result, quality: fc.nat(2) }), {
      selector: ({ time }) => time,
      maxLength: 120,
    })
    .map((all) => all.sort((a, b) => a.time - b.time));
const seriesOf = (all: readonly { time: number; result: number; quality: number }[]) => ({
  timeMs: Float64Array.from(all, ({ time }) => time * 60_000),
  result: Float64Array.from(all, ({ result }) => result),
  quality: Uint8Array.from(all, ({ quality }) => quality),
});
const hoursOf = (all: Parameters<typeof seriesOf>[0]) => {
  const sums = emptySums(24);
  addSeries(sums, seriesOf(all), 0, HOUR_MS);
  return sums;
};
const decimals = fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100);

describe("addSeries", () => {
  it("sums each period as a plain filter does, bad observations left out", () => {
    fc.assert(
      fc.property(rows(decimals), (all) => {
        const sums = hoursOf(all);
        for (let hour = 0; hour < 24; hour++) {
          const own = all
            .filter(({ time, quality }) => quality !== 2 && Math.floor(time / 60) === hour)
            .map(({ result }) => result);
          expect(sums.n[hour]).toBe(own.length);
          if (own.length === 0) continue;
          expect(sums.min[hour]).toBe(Math.min(...own));
          expect(sums.max[hour]).toBe(Math.max(...own));
          expect(sums.sum[hour]).toBe(own.slice(1).reduce((sum, value) => sum + value, own[0]!));
          expect(sums.last[hour]).toBe(own.at(-1));
        }
      }),
    );
  });
});

describe("encodeSums", () => {
  it.each([
    ["decimals", decimals],
    ["any finite double", fc.double({ noNaN: true, noDefaultInfinity: true })],
  ])("comes back bit for bit: %s", (_, results) => {
    fc.assert(
      fc.property(rows(results), (all) => {
        const sums = hoursOf(all);
        const decoded = decodeSums(encodeSums(sums));
        expect(decoded.n).toEqual(sums.n);
        for (const name of ["min", "max", "sum", "last"] as const)
          expect([...decoded[name]].every((value, at) => Object.is(value, sums[name][at]))).toBe(true);
      }),
    );
  });

  it("answers any bytes with sums or a coded fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeSums(Uint8Array.of(1, ...bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: "codec/corrupt" });
        }
      }),
      fuzzRuns("roll-ups", 500),
    );
  });
});
