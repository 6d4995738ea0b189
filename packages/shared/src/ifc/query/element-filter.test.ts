import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIfcData } from "../elements/read-ifc-data.ts";
import { globalIdOf, smallHouse } from "../elements/small-house.suite.ts";
import { scanStep } from "../step/scan-step.ts";
import { ANY_SET, type ElementField, listPropertyFields } from "./element-field.ts";
import {
  checkCondition,
  type FilterCondition,
  type FilterOperator,
  filterElements,
} from "./element-filter.ts";
import { cellsOf, cellText } from "./field-column.ts";
import { markListed } from "./listed-rows.ts";
import { offerValues } from "./offer-values.ts";
import { createColumnCache } from "./read-field-column.ts";

const house = readIfcData(
  scanStep(
    smallHouse(
      // A second wall: its length in metres, none of the first one's sets.
      `#200=IFCWALLSTANDARDCASE('${globalIdOf(200)}',$,'North wall',$,$,#90,#91,'W-2',$);`,
      "#201=IFCELEMENTQUANTITY('x',$,'Qto_WallBaseQuantities',$,$,(#202));",
      "#202=IFCQUANTITYLENGTH('Length',$,#67,2.1,$);",
      "#203=IFCRELDEFINESBYPROPERTIES('x',$,$,$,(#200),#201);",
      "#204=IFCRELCONTAINEDINSPATIALSTRUCTURE('x',$,$,$,(#200),#13);",
    ),
  ),
);
const columnOf = createColumnCache(house);

const LENGTH: ElementField = { set: "Qto_WallBaseQuantities", property: "Length" };
const FIRE: ElementField = { set: "Pset_DoorCommon", property: "FireRating" };
const attribute = (
  name: "class" | "storey" | "type" | "name" | "material" | "system" | "classification",
) => ({
  attribute: name,
});

function find(...groups: FilterCondition[][]): string[] {
  const { isFound, count } = filterElements(house, columnOf, { groups });
  const names = [...isFound.keys()].flatMap((row) =>
    isFound[row] === 1 ? [house.texts[house.objects.name[row] as number] as string] : [],
  );
  expect(names.length).toBe(count);
  return names;
}
const where = (field: ElementField, operator: FilterOperator, ...values: string[]): FilterCondition => ({
  field,
  operator,
  values,
});

describe("filterElements", () => {
  it("is about elements and rooms alone, all of them without a condition", () => {
    const all = ["South wall", "Window", "Door A", "Door B", "101", "Pipe 1", "Pipe 2", "North wall"];
    expect(find()).toEqual(all);
    expect(filterElements(house, columnOf, { groups: [[]] })).toMatchObject({ count: 8, of: 8 });
  });

  it("means with a class what is below it too", () => {
    expect(find([where(attribute("class"), "=", "ifcwall")])).toEqual(["South wall", "North wall"]);
    expect(find([where(attribute("class"), "=", "IfcWallStandardCase")])).toEqual(["North wall"]);
    expect(find([where(attribute("class"), "!=", "IfcWall", "IfcDoor", "IfcPipeSegment")])).toEqual([
      "Window",
      "101",
    ]);
  });

  it("holds all conditions of a group and one of the groups", () => {
    const ground = where(attribute("storey"), "=", "Ground");
    const door = where(attribute("class"), "=", "IfcDoor");
    expect(find([ground, door])).toEqual(["Door A"]);
    expect(find([ground, door], [where(attribute("system"), "=", "Drains")])).toEqual([
      "Door A",
      "Pipe 1",
      "Pipe 2",
    ]);
  });

  it("takes a type's value where the element has none of its own", () => {
    expect(find([where(FIRE, "=", "EI 30")])).toEqual(["Door A"]);
    expect(find([where(FIRE, "=", "ei 60")])).toEqual(["Door B"]);
    expect(find([where(FIRE, "!=", "EI 60")])).toEqual(["Door A"]);
    expect(find([where(FIRE, "exists")])).toEqual(["Door A", "Door B"]);
    expect(find([where(attribute("class"), "=", "IfcDoor"), where(FIRE, "absent")])).toEqual([]);
  });

  it("compares numbers across units, in the unit that was typed or the column's", () => {
    // 4200 mm and 2.1 m: the column is in millimetres or metres, whichever more values have.
    expect(find([where(LENGTH, "=", "4.2 m")])).toEqual(["South wall"]);
    expect(find([where(LENGTH, "<", "300 cm")])).toEqual(["North wall"]);
    expect(find([where(LENGTH, "between", "4.2 m", "2100 mm")])).toEqual(["South wall", "North wall"]);
    expect(find([where(LENGTH, ">", "4200 mm")])).toEqual([]);
    expect(find([where(LENGTH, ">=", "4200.001 mm")])).toEqual(["South wall"]);
    expect(find([where(LENGTH, "<", "3 kg")])).toEqual([]);
  });

  it("looks into all values where there are several", () => {
    const status = { set: "Pset_WallCommon", property: "Status" };
    expect(find([where(status, "=", "temporary")])).toEqual(["South wall"]);
    expect(find([where(status, "!=", "temporary")])).toEqual([]);
    expect(find([where({ set: "Pset_WallCommon", property: "Load" }, ">", "8")])).toEqual(["South wall"]);
  });

  it("knows logicals, materials and places in a classification", () => {
    const external = { set: ANY_SET, property: "IsExternal" };
    expect(find([where(external, "=", "true")])).toEqual(["South wall"]);
    expect(find([where(external, "=", "false")])).toEqual(["Door A", "Door B"]);
    expect(find([where(attribute("material"), "contains", "bri")])).toEqual(["South wall"]);
    expect(find([where(attribute("classification"), "contains", "21-02")])).toEqual(["South wall"]);
    expect(find([where(attribute("type"), "=", "Door type")])).toEqual(["Door A", "Door B"]);
  });
});

describe("checkCondition", () => {
  it("says what keeps a condition from finding anything", () => {
    const length = columnOf(LENGTH);
    expect(checkCondition(length, where(LENGTH, "<"))).toBe("no-value");
    expect(checkCondition(length, where(LENGTH, "between", "1", " "))).toBe("no-value");
    expect(checkCondition(length, where(LENGTH, "=", "long"))).toBe("no-number");
    expect(checkCondition(length, where(LENGTH, "=", "2 m"))).toBeUndefined();
    expect(checkCondition(length, where(LENGTH, "exists"))).toBeUndefined();
    expect(checkCondition(columnOf(FIRE), where(FIRE, "=", "EI 30"))).toBeUndefined();
  });
});

describe("listPropertyFields", () => {
  const fields = listPropertyFields(house);
  const keys = fields.map(({ field }) => ("set" in field ? `${field.set}.${field.property}` : ""));

  it("counts elements with a value, their own or their type's, once", () => {
    expect(fields[keys.indexOf("Pset_DoorCommon.FireRating")]).toMatchObject({
      elements: 2,
      isNumeric: false,
    });
    expect(fields[keys.indexOf("Qto_WallBaseQuantities.Length")]).toMatchObject({
      elements: 2,
      isNumeric: true,
      isQuantity: true,
    });
  });

  it("offers a name for any set where several sets have it, and only there", () => {
    expect(fields[keys.indexOf("*.IsExternal")]).toMatchObject({ elements: 3 });
    expect(keys).not.toContain("*.FireRating");
    expect(keys).not.toContain("Pset_WallCommon.FireRating");
  });
});

describe("createColumnCache", () => {
  it("gives a bounded value's set point first, and lists whole", () => {
    const wall = house.objects.name.findIndex((text) => house.texts[text] === "South wall");
    const load = columnOf({ set: "Pset_WallCommon", property: "Load" });
    expect(cellsOf(load, wall)).toEqual([5, 1, 9]);
    const status = columnOf({ set: "Pset_WallCommon", property: "Status" });
    expect(cellsOf(status, wall).map((cell) => cellText(status, cell))).toEqual(["NEW", "TEMPORARY"]);
  });

  it("reads a column once", () => {
    expect(columnOf({ attribute: "name" })).toBe(columnOf({ attribute: "name" }));
  });
});

describe("offerValues", () => {
  const listed = markListed(house);

  it("counts what a condition would find", () => {
    const offered = offerValues(house, attribute("class"), columnOf(attribute("class")), listed);
    const counts = new Map(offered.values.map(({ text, elements }) => [text, elements]));
    expect(counts.get("IfcWall")).toBe(find([where(attribute("class"), "=", "IfcWall")]).length);
    for (const [text, elements] of counts) {
      expect(find([where(attribute("class"), "=", text)]).length).toBe(elements);
    }
  });

  it("gives the range of numbers and how many have none", () => {
    const column = columnOf(LENGTH);
    const metres = column.unit?.symbol === "m" ? 1 : 1000;
    expect(offerValues(house, LENGTH, column, listed)).toMatchObject({
      different: 2,
      without: 6,
      range: [2.1 * metres, 4.2 * metres],
    });
  });
});

const OFFICE = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc", "office_a_20110811.ifc");

describe.skipIf(!existsSync(OFFICE))("office_a", () => {
  it("finds doors of a storey and takes noise of floating numbers for one value", () => {
    const office = readIfcData(scanStep(readFileSync(OFFICE)));
    const read = createColumnCache(office);
    const groups = [[where(attribute("class"), "=", "IfcDoor"), where(attribute("storey"), "=", "Level 1")]];
    // 66 doors in IfcRelContainedInSpatialStructure of Level 1, counted with a regular expression.
    expect(filterElements(office, read, { groups }).count).toBe(66);
    const sill = { set: "PSet_Revit_Constraints", property: "Sill Height" };
    const offered = offerValues(office, sill, read(sill), markListed(office));
    // The file writes 0.9150000000000048, 0.9150000000000037 and more of the kind.
    expect(offered.values.filter(({ text }) => text.startsWith("0.915")).map(({ text }) => text)).toEqual([
      "0.915",
    ]);
  });
});
