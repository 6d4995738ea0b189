import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStepNumber } from "./step-number.ts";

const parse = (text: string) => parseStepNumber(new TextEncoder().encode(text), 0, text.length);

describe("parseStepNumber", () => {
  it("rounds every decimal as JavaScript does", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(value === 0 ? 0 : value);
      }),
    );
    fc.assert(
      fc.property(
        fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(25), fc.integer({ min: -30, max: 30 })),
        ([digits, decimals, exponent]) => {
          const padded = String(digits).padStart(decimals + 1, "0");
          const cut = padded.length - decimals;
          const text = `${padded.slice(0, cut)}.${padded.slice(cut)}E${exponent}`;
          expect(parse(text)).toBe(Number(text));
        },
      ),
    );
  });

  it.each([
    ["1.", 1],
    ["1.E-006", 1e-6],
    ["-0.5", -0.5],
    ["+3", 3],
    [".5", 0.5],
    ["9007199254740993", 9007199254740992],
  ])("reads %s", (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each(["", "-", ".", "1.#QNAN", "NaN", "1.2.3", "1E", "1E+", "--1", "12a"])(
    "answers NaN for %s",
    (text) => {
      expect(parse(text)).toBeNaN();
    },
  );
});
