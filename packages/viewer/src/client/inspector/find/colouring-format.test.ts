import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readColouring, writeColouring } from "./colouring-format.ts";
import { MAX_OWN_LIMITS } from "./range-limits.ts";

const colourBy = { set: "Qto", property: "Area [m²]" };

describe("writeColouring", () => {
  it("writes a field alone as links of before had it", () => {
    const plain = { colourBy: { attribute: "storey" as const }, ownLimits: null, off: new Set<string>() };
    expect(writeColouring(plain)).toBe('["storey"]');
    expect(readColouring('["storey"]')).toEqual(plain);
    expect(writeColouring({ ...plain, colourBy: null })).toBeUndefined();
  });

  it("is read back as it was", () => {
    const limits = fc
      .uniqueArray(
        fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
        {
          ...{ minLength: 1, maxLength: MAX_OWN_LIMITS },
        },
      )
      .map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.option(limits), fc.uniqueArray(fc.string(), { maxLength: 8 }), (ownLimits, keys) => {
        const colouring = { colourBy, ownLimits, off: new Set(keys) };
        expect(readColouring(writeColouring(colouring) as string)).toEqual(colouring);
      }),
    );
  });

  it.each([
    "",
    "{}",
    "[]",
    '["colour"]',
    '[["storey"],[2,1],[]]',
    '[["storey"],["1"],[]]',
    '[["storey"],[],[3]]',
    '[["storey"]]',
  ])("reads nothing from %s", (text) => expect(readColouring(text)).toBeUndefined());
});
