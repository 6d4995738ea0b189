import type { Datastream } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { describe, expect, it } from "vitest";
import { PAINT_MARKS } from "../inspector/paint-marks.ts";
import { buildTable, idOf } from "./element-table.suite.ts";
import { buildLiveHeat } from "./live-heat.ts";

const table = buildTable(
  [
    ["IFCSPACE", "Room 1", ""],
    ["IFCSPACE", "Room 2", ""],
    ["IFCWALL", "Sensor A", "a"],
    ["IFCWALL", "Sensor B", "b"],
    ["IFCWALL", "Outside", "c"],
  ],
  { 2: 0, 3: 0 },
);
const model = { id: "house", name: "House", table };
const stream = (row: number, result: number | undefined, unit = "°C", quality = "good"): Datastream =>
  ({
    id: `s${row}${unit}`,
    asset: `house.${idOf(row)}`,
    observedProperty: "temperature",
    unit: { symbol: unit },
    latest: result === undefined ? null : { result, quality, time: 1 },
  }) as unknown as Datastream;
const painted = (paint: Uint8Array | undefined) =>
  Array.from({ length: table.objects.count }, (_, row) => row).filter((row) => paint?.[4 * row + 3] === 255);
const heat = (
  datastreams: readonly Datastream[],
  isOverSpaces: boolean,
  latest: Record<string, number> = {},
) =>
  buildLiveHeat([{ model, datastreams }], { property: "temperature", isOverSpaces }, (id) =>
    latest[id] === undefined
      ? undefined
      : ({ result: latest[id], quality: "good" } as unknown as LatestValue),
  );

describe("buildLiveHeat", () => {
  it("paints the elements that have a value, in ranges with their unit and how many are in each", () => {
    const shown = heat([stream(2, 18), stream(3, 24), stream(4, undefined)], false);
    expect(painted(shown?.paint.get("house"))).toEqual([2, 3]);
    expect(shown?.unit).toBe("°C");
    expect(shown?.scheme.entries.reduce((sum, { elements }) => sum + elements, 0)).toBe(2);
    const [first, last] = [shown!.scheme.entries[0]!, shown!.scheme.entries.at(-1)!];
    expect("from" in first.label && first.label.from).toBeLessThanOrEqual(18);
    expect("to" in last.label && last.label.to).toBeGreaterThanOrEqual(24);
  });

  it("gives a space the mean of what it holds, and nothing to what lies in none", () => {
    const shown = heat([stream(2, 10), stream(3, 30), stream(1, 50), stream(4, 90)], true);
    expect(painted(shown?.paint.get("house"))).toEqual([0, 1]);
    const labels = shown!.scheme.entries.map(({ label }) => label);
    // The means are 20 and 50, and not what single sensors say.
    expect(labels[0]).toMatchObject({ from: 20 });
    expect(labels.at(-1)).toMatchObject({ to: 50 });
  });

  it("paints a space without a value as such, and says how many there are", () => {
    const shown = heat([stream(2, 10), stream(3, 30)], true);
    expect(shown?.scheme.without).toBe(1);
    expect(shown?.paint.get("house")?.[4 * 1 + 3]).toBe(PAINT_MARKS.old);
  });

  it("takes what the link brought before what was stored, and no bad value", () => {
    expect(heat([stream(2, 5, "°C", "bad")], false)).toBeUndefined();
    const shown = heat([stream(2, 5)], false, { "s2°C": 70 });
    expect(shown?.scheme.entries.map(({ label }) => label)).toEqual([{ from: 70, to: 70 }]);
  });

  it("leaves out what is in another unit, and says so", () => {
    const shown = heat([stream(2, 18), stream(3, 20), stream(4, 66, "°F")], false);
    expect(painted(shown?.paint.get("house"))).toEqual([2, 3]);
    expect(shown?.otherUnits).toEqual(["s4°F"]);
  });
});
