import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIfcData } from "../elements/read-ifc-data.ts";
import { smallHouse } from "../elements/small-house.suite.ts";
import { scanStep } from "../step/scan-step.ts";
import { totalQuantities } from "./total-quantities.ts";
import { parseQuantity } from "./unit-conversion.ts";

describe("totalQuantities", () => {
  it("sums in SI units whatever unit the file has them in", () => {
    const house = readIfcData(scanStep(smallHouse()));
    const totals = totalQuantities(house, house.objects.expressId.keys());
    expect(totals.map(({ name, dimension, elements }) => [name, dimension, elements])).toEqual([
      ["Length", "length", 1],
      ["LengthInMetres", "length", 1],
      ["NetSideArea", "area", 1],
    ]);
    expect(totals.map(({ sum }) => sum)).toEqual([4.2, 4.2, 10.5]);
  });

  it.skipIf(!existsSync(sample()))("sums areas that Revit writes as properties", () => {
    const office = readIfcData(scanStep(readFileSync(sample())));
    const area = totalQuantities(office, office.objects.expressId.keys()).find(({ name }) => name === "Area");
    // Added up with a regular expression over the file: 678 objects of PSet_Revit_Dimensions, openings among them.
    expect(area).toMatchObject({ dimension: "area", elements: 678 });
    expect(area?.sum).toBeCloseTo(13012.7283, 3);
  });
});

function sample(): string {
  return join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc", "office_a_20110811.ifc");
}

describe("parseQuantity", () => {
  const mm = { kind: "LENGTHUNIT", name: "MILLIMETRE", symbol: "mm", toSi: 1e-3, siOffset: 0 };
  const celsius = {
    kind: "THERMODYNAMICTEMPERATUREUNIT",
    name: "DEGREE_CELSIUS",
    symbol: "°C",
    toSi: 1,
    siOffset: 273.15,
  };

  it("takes a number without a unit as the column's", () => {
    expect(
      [" 2.5 ", "−1,200", "+.5", "3e2", "2,5", "0,25", "0,250"].map((text) => parseQuantity(text, mm)),
    ).toEqual([2.5, -1200, 0.5, 300, 2.5, 0.25, 0.25]);
    expect(parseQuantity("21 °C", celsius)).toBe(21);
  });

  it("converts what was typed with a unit", () => {
    expect(parseQuantity("2.5 m", mm)).toBeCloseTo(2500, 9);
    expect(parseQuantity("1ft", mm)).toBeCloseTo(304.8, 9);
  });

  it("knows no number where the unit is of another kind, or the text is none", () => {
    for (const text of ["2 kg", "2 m²", "two", "", "1.2.3", "5 toString"])
      expect(parseQuantity(text, mm)).toBeNaN();
    expect(parseQuantity("2 m", undefined)).toBeNaN();
  });
});
