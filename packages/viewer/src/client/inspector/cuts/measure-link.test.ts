import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMeasurements, writeMeasurements } from "./measure-link.ts";
import type { MeasuredValue, Measurement } from "./measure-store.ts";
import type { Point } from "./section-store.ts";

const number = fc.integer({ min: -50_000_000, max: 50_000_000 }).map((tenth) => tenth / 10_000);
const point: fc.Arbitrary<Point> = fc.tuple(number, number, number);
const value: fc.Arbitrary<MeasuredValue> = fc.oneof(
  fc.record({ mode: fc.constantFrom("distance", "perpendicular", "edge"), lengthM: number, deltaM: point }),
  fc.record({ mode: fc.constant("height"), riseM: number }),
  fc.record({ mode: fc.constant("angle"), angleDeg: number }),
  fc.record({ mode: fc.constant("area"), areaM2: number }),
  fc.record({
    mode: fc.constant("chain"),
    lengthM: number,
    areaM2: fc.option(number, { nil: undefined }),
  }),
  fc.record({
    mode: fc.constant("volume"),
    volumeM3: fc.option(number, { nil: undefined }),
    surfaceM2: number,
    openM: number,
    stated: fc.constant([]),
  }),
) as fc.Arbitrary<MeasuredValue>;
const measurement: fc.Arbitrary<Measurement> = fc.record({
  id: fc.constant(0),
  name: fc.string(),
  isHidden: fc.boolean(),
  value,
  labelM: point,
  lines: fc.array(fc.tuple(point, point), { maxLength: 24 }),
});

describe("measurements in links", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.array(measurement, { minLength: 1, maxLength: 5 }), (some) => {
        const list = some.map((each, at) => ({ ...each, id: at + 1 }));
        expect(readMeasurements(writeMeasurements(list)!)).toEqual(list);
      }),
    );
  });

  it("leave out long outlines and keep what they came to", () => {
    const line = [
      [0, 0, 0],
      [1, 1, 1],
    ] as const;
    const round: Measurement = {
      ...{ id: 1, name: "", isHidden: false, labelM: [1, 2, 3] },
      value: { mode: "area", areaM2: 7 },
      lines: Array.from({ length: 200 }, () => line),
    };
    expect(readMeasurements(writeMeasurements([round])!)).toEqual([{ ...round, lines: [] }]);
    expect(writeMeasurements([])).toBeUndefined();
  });

  it("are refused where they are none", () => {
    for (const text of [
      "",
      "area,0,|0,0,0|",
      "area,2,|0,0,0|7|",
      "area,0,|0,0|7|",
      "area,0,|0,0,0||",
      "area,0,%|0,0,0|7|",
      "area,0,|0,0,0|7|1,2,3",
      "sphere,0,|0,0,0|7|",
      "distance,0,|0,0,0|7|",
      "area,0,|0,0,0|7|;",
    ]) {
      expect(readMeasurements(text), text).toBeUndefined();
    }
  });
});
