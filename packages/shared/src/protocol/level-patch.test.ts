import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLevel, decodeLevelPatch, encodeLevel, encodeLevelPatch } from "./level-patch.ts";

describe("encodeLevel", () => {
  it("[LP1] is within 1/1024 of the result, keeps its order and its sign", () => {
    const results = fc.oneof(
      fc.double({ noNaN: true, min: -(2 ** 32), max: 2 ** 32 }),
      fc.double({ noNaN: true, min: -1e-6, max: 1e-6 }),
      fc.integer({ min: -2_000, max: 2_000 }),
      fc.integer({ min: -40, max: 31 }).map((power) => 2 ** power),
    );
    fc.assert(
      fc.property(results, results, (a, b) => {
        const [seenA, seenB] = [decodeLevel(encodeLevel(a)), decodeLevel(encodeLevel(b))];
        if (Number.isFinite(seenA))
          expect(Math.abs(seenA - a)).toBeLessThanOrEqual(Math.max(Math.abs(a) / 1_024, 2 ** -40));
        else expect(Math.abs(a)).toBeGreaterThan(4.2e9);
        if (a <= b) expect(seenA).toBeLessThanOrEqual(seenB);
        // What is shown is a level itself: told again it is the same.
        expect(decodeLevel(encodeLevel(seenA))).toBe(seenA);
      }),
      { numRuns: 2_000 },
    );
  });

  it("[LP1] is exact for whole numbers up to 1,024, and has no level for what is no number", () => {
    for (let whole = -1_024; whole <= 1_024; whole++) expect(decodeLevel(encodeLevel(whole))).toBe(whole);
    expect(decodeLevel(encodeLevel(Number.NaN))).toBeNaN();
    expect([1e10, -1e10].map((result) => decodeLevel(encodeLevel(result)))).toEqual([Infinity, -Infinity]);
  });

  it("[LP1] gives every level of 16 bits a meaning that comes back", () => {
    for (let level = 0; level < 0x1_0000; level++) {
      const result = decodeLevel(level);
      expect(decodeLevel(encodeLevel(result))).toBe(result);
    }
  });
});

describe("encodeLevelPatch", () => {
  it("[LP2] comes back as it was, and writes the layout that PROTOCOL.md shows", () => {
    expect([
      ...encodeLevelPatch(Uint32Array.of(3, 5), Uint16Array.of(encodeLevel(1), encodeLevel(-21.5))),
    ]).toEqual([1, 0, 2, 3, 1, 0x00, 0x3e, 0xb0, 0xc6]);
    const levels = fc.uniqueArray(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 200 });
    fc.assert(
      fc.property(levels, (numbers) => {
        const handles = Uint32Array.from(numbers).sort();
        const codes = Uint16Array.from(handles, (handle) => encodeLevel(handle % 1_000));
        const read = decodeLevelPatch(encodeLevelPatch(handles, codes));
        expect([...read.handles]).toEqual([...handles]);
        expect([...read.levels]).toEqual([...handles].map((handle) => handle % 1_000));
      }),
    );
  });

  it("[PC4][PC5] answers any bytes with levels or a coded fault, and refuses a newer version", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          const { handles, levels } = decodeLevelPatch(Uint8Array.of(1, ...bytes));
          expect(levels.length).toBe(handles.length);
        } catch (error) {
          expect(error).toMatchObject({ code: "codec/corrupt" });
        }
      }),
    );
    expect(() => decodeLevelPatch(Uint8Array.of(2, 0, 0))).toThrow(
      expect.objectContaining({ code: "codec/unsupported-version" }),
    );
  });
});
