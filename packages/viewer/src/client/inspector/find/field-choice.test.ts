import type { FieldSummary } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { proposeColumns } from "./field-choice.ts";

const unit = (kind: string) => ({ kind, name: kind, symbol: "", toSi: 1, siOffset: 0 });
const numbers = (set: string, property: string, kind: string, elements: number, isQuantity = false) =>
  ({ field: { set, property }, elements, unit: unit(kind), isNumeric: true, isQuantity }) as FieldSummary;
const propose = (...fields: FieldSummary[]): string[] =>
  proposeColumns(fields).map((field) =>
    "attribute" in field ? field.attribute : `${field.set} ${field.property}`,
  );

describe("proposeColumns", () => {
  it("has lengths, areas and volumes that are called so, not what merely has their unit", () => {
    expect(
      propose(
        numbers("Revit", "Base Offset", "LENGTHUNIT", 598),
        numbers("*", "Width", "LENGTHUNIT", 676, true),
        numbers("*", "Length", "LENGTHUNIT", 507),
        numbers("Revit", "Area", "AREAUNIT", 669),
        numbers("GSA", "GSA BIM Area", "AREAUNIT", 99, true),
        numbers("Qto", "NetVolume", "VOLUMEUNIT", 20, true),
      ).slice(4),
    ).toEqual(["* Length", "Revit Area", "Qto NetVolume"]);
  });

  it("takes another quantity where none is called so, and nothing where there is none", () => {
    expect(
      propose(
        numbers("Pset", "InvertElevation", "LENGTHUNIT", 7),
        numbers("Qto", "Perimeter", "LENGTHUNIT", 3, true),
        numbers("Pset", "Load", "AREAUNIT", 9),
      ),
    ).toEqual(["name", "class", "type", "storey", "Qto Perimeter"]);
  });
});
