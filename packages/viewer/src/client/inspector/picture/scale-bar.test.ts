import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseScaleBar } from "./scale-bar.ts";

describe("the scale bar", () => {
  it("takes the longest length of 1, 2 or 5 that has room", () => {
    expect(chooseScaleBar(0.01, 160)).toEqual({ lengthM: 1, lengthPx: 100, label: "1 m", parts: 5 });
    expect(chooseScaleBar(0.01, 200)).toMatchObject({ lengthM: 2, parts: 4 });
    expect(chooseScaleBar(0.01, 499)).toMatchObject({ lengthM: 2 });
    expect(chooseScaleBar(0.01, 500)).toMatchObject({ lengthM: 5, parts: 5 });
  });

  it("says millimetres, metres or kilometres", () => {
    expect(chooseScaleBar(0.001, 300)?.label).toBe("200 mm");
    expect(chooseScaleBar(0.1, 600)?.label).toBe("50 m");
    expect(chooseScaleBar(10, 240)?.label).toBe("2 km");
    expect(chooseScaleBar(0.000_01, 60)?.label).toBe("0.5 mm");
  });

  it("has none where nothing has a length", () => {
    for (const metresPerPx of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(chooseScaleBar(metresPerPx, 100)).toBeUndefined();
  });

  it("fills more than a third of its room and never more than all, and is as long as it says", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e4, noNaN: true }),
        fc.double({ min: 20, max: 4000, noNaN: true }),
        (metresPerPx, maxPx) => {
          const bar = chooseScaleBar(metresPerPx, maxPx);
          expect(bar).toBeDefined();
          const { lengthM, lengthPx, label } = bar!;
          expect(lengthPx).toBeLessThanOrEqual(maxPx * (1 + 1e-6));
          expect(lengthPx).toBeGreaterThan(maxPx * 0.39);
          expect(Math.abs((lengthPx * metresPerPx) / lengthM - 1)).toBeLessThan(1e-12);
          const [number, unit] = label.split(" ");
          const saidM = Number(number) * { mm: 0.001, m: 1, km: 1000 }[unit as "mm" | "m" | "km"];
          expect(Math.abs(saidM / lengthM - 1)).toBeLessThan(1e-5);
        },
      ),
    );
  });
});
