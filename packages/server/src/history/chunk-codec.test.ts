import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import { type ChunkSeries, decodeChunk, encodeChunk } from "./chunk-codec.ts";

const times = fc
  .uniqueArray(fc.integer({ min: -2_208_988_800_000, max: 4_102_444_800_000 }), {
    minLength: 1,
    maxLength: 200,
  })
  .map((all) => Float64Array.from(all).sort());
const decimals = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000);
const anything = fc.double({ noNaN: false });

function seriesOf(results: fc.Arbitrary<number>): fc.Arbitrary<ChunkSeries> {
  return times.chain((timeMs) => {
    const length = { minLength: timeMs.length, maxLength: timeMs.length };
    return fc.record({
      timeMs: fc.constant(timeMs),
      result: fc.array(results, length).map((all) => Float64Array.from(all)),
      quality: fc.array(fc.constantFrom(0, 1, 2), length).map((all) => Uint8Array.from(all)),
    });
  });
}

describe("encodeChunk", () => {
  it.each([
    ["decimals as instruments report them", decimals],
    ["any double, −0, infinities and NaN too", anything],
    ["a mixture", fc.oneof(decimals, anything)],
  ])("comes back bit for bit: %s", (_, results) => {
    fc.assert(
      fc.property(seriesOf(results), (series) => {
        const decoded = decodeChunk(encodeChunk(series));
        expect(decoded.timeMs).toEqual(series.timeMs);
        expect(decoded.quality).toEqual(series.quality);
        expect([...decoded.result].every((value, i) => Object.is(value, series.result[i]))).toBe(true);
      }),
    );
  });

  it("costs under a byte and a half an observation for two decimals once a minute", () => {
    const n = 1_000;
    const series = {
      timeMs: Float64Array.from({ length: n }, (_, i) => 1_700_000_000_000 + i * 60_000),
      result: Float64Array.from({ length: n }, (_, i) => Math.round(3000 + 500 * Math.sin(i / 50)) / 100),
      quality: new Uint8Array(n),
    };
    expect(encodeChunk(series).length).toBeLessThan(1.5 * n);
  });
});

describe("decodeChunk", () => {
  it("answers any bytes with a series or a coded fault, never with another failure", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 80 }), (version, bytes) => {
        try {
          const { timeMs, result } = decodeChunk(Uint8Array.of(version, ...bytes));
          expect(result.length).toBe(timeMs.length);
        } catch (error) {
          expect(error).toMatchObject({ code: "codec/corrupt" });
        }
      }),
      fuzzRuns("chunks", 1_000),
    );
  });

  it("refuses every chunk with a byte cut off", () => {
    const whole = encodeChunk({
      timeMs: Float64Array.of(1, 2, 5),
      result: Float64Array.of(0.1, Math.PI, -7),
      quality: Uint8Array.of(0, 0, 2),
    });
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeChunk(whole.slice(0, length))).toThrow(
        expect.objectContaining({ code: "codec/corrupt" }),
      );
    }
  });

  it("refuses a newer version by its own code", () => {
    expect(() => decodeChunk(Uint8Array.of(3, 0, 0))).toThrow(
      expect.objectContaining({ code: "codec/unsupported-version" }),
    );
  });

  it("reads what version 1 wrote", () => {
    // Times 1,700,000,000,000 + 0, 60,000, 120,001; results 12.5, −3.25, 100 and 0.1, π, −0; qualities 0, 0, 2.
    for (const [hex, results] of [
      ["01020380a0abfef962c0a90702c413cd18aaa10102000102", [12.5, -3.25, 100]],
      [
        "01100380a0abfef962c0a90702083fb999999999999a087fb0b862cdddb48208c00921fb54442d1802000102",
        [0.1, Math.PI, -0],
      ],
    ] as const) {
      const { timeMs, result, quality } = decodeChunk(Buffer.from(hex, "hex"));
      expect([...timeMs]).toEqual([1_700_000_000_000, 1_700_000_060_000, 1_700_000_120_001]);
      expect([...result]).toEqual(results);
      expect([...quality]).toEqual([0, 0, 2]);
    }
  });
});
