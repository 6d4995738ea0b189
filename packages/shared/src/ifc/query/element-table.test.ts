import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readIfcData } from "../elements/read-ifc-data.ts";
import { globalIdOf, smallHouse } from "../elements/small-house.suite.ts";
import { scanStep } from "../step/scan-step.ts";
import { createByteReader } from "./byte-reader.ts";
import { createByteWriter } from "./byte-writer.ts";
import { decodeElementTable } from "./decode-table.ts";
import { describeElement, rowOfGlobalId } from "./describe-element.ts";
import { encodeElementTable } from "./encode-table.ts";
import { findElements } from "./find-elements.ts";

const data = readIfcData(scanStep(smallHouse()));
const { issues: _issues, missingGlobalIds: _missing, duplicateGlobalIds: _duplicate, ...table } = data;
const bytes = encodeElementTable(data);

/** Whatever bytes say, what is decoded answers every question without failing. */
function askAll(encoded: Uint8Array): void {
  const decoded = decodeElementTable(encoded);
  for (let row = 0; row < decoded.objects.count; row++) describeElement(decoded, row);
  findElements(decoded, {
    class: "IfcProduct",
    storey: "Ground",
    text: "a",
    properties: [{ property: "*.FireRating", operator: "<", value: "60" }],
  });
}

describe("decodeElementTable", () => {
  it("gives back the table that was encoded", () => {
    expect(decodeElementTable(bytes)).toEqual(table);
  });

  it("refuses every cut and every addition", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeElementTable(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: "codec/corrupt" }),
      );
    }
    expect(() => decodeElementTable(Uint8Array.of(...bytes, 0))).toThrow(
      expect.objectContaining({ code: "codec/corrupt" }),
    );
  });

  it("refuses a newer version", () => {
    const newer = bytes.slice();
    newer[4] = 2;
    expect(() => decodeElementTable(newer)).toThrow(
      expect.objectContaining({ code: "codec/unsupported-version" }),
    );
  });

  it("answers changed bytes with a sound table or a coded fault", () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const changed = bytes.slice();
          for (const [at, value] of changes) changed[at] = value;
          try {
            askAll(changed);
          } catch (error) {
            refused++;
            expect(error).toMatchObject({
              code: expect.stringMatching(/^codec\/(corrupt|unsupported-version)$/),
            });
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(0);
  });
});

describe("the primitives of the element table", () => {
  it("come back as they were", () => {
    const values = fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 40 });
    fc.assert(
      fc.property(
        values,
        fc.double(),
        fc.string({ unit: "binary" }),
        fc.integer({ min: -99_999, max: 99_999 }),
        (column, double, text, thousandths) => {
          const writer = createByteWriter();
          writer.column(column);
          writer.decimal(double);
          writer.decimal(thousandths / 1000);
          writer.text(text.toWellFormed());
          writer.globalId(text.toWellFormed());
          const reader = createByteReader(writer.take());
          expect([...reader.column(column.length, 2 ** 32)]).toEqual(column);
          expect(reader.decimal()).toBe(double);
          expect(reader.decimal()).toBe(thousandths / 1000);
          expect(reader.text()).toBe(text.toWellFormed());
          expect(reader.globalId()).toBe(text.toWellFormed());
          expect(reader.isAtEnd).toBe(true);
        },
      ),
    );
  });

  it("hold a GlobalId in 17 bytes", () => {
    for (const globalId of ["2O2Fr$t4X7Zf8NOew3FLEJ", "3$_zZaA0000000000000_$", globalIdOf(7)]) {
      const writer = createByteWriter();
      writer.globalId(globalId);
      expect(writer.take().length).toBe(17);
      expect(createByteReader(writer.take()).globalId()).toBe(globalId);
    }
  });
});

describe("findElements", () => {
  const find = (query: Parameters<typeof findElements>[1]) =>
    [...findElements(data, query)].map((row) => describeElement(data, row).name);
  const where = (
    property: string,
    operator: "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "exists",
    value = "",
  ) => find({ properties: [{ property, operator, value }] });

  it("finds by class with those below it, whatever the case", () => {
    expect(find({ class: "IfcDoor" })).toEqual(["Door A", "Door B"]);
    expect(find({ class: "ifcbuildingelement" })).toEqual(["South wall", "Window", "Door A", "Door B"]);
    expect(find({ class: "IfcBuiltElement" })).toEqual(find({ class: "IfcBuildingElement" }));
    expect(find({ class: "IfcDoorType" })).toEqual([]);
  });

  it("finds by storey, by name or GlobalId", () => {
    expect(find({ storey: "upper" })).toEqual(["Upper", "Door B", "Pipe 1", "Pipe 2", "Out", "In"]);
    expect(find({ storey: globalIdOf(13) })).toEqual(find({ storey: "Upper" }));
    expect(find({ storey: "Roof" })).toEqual([]);
  });

  it("finds by property, own before the type's", () => {
    expect(where("Pset_DoorCommon.FireRating", "=", "EI 30")).toEqual(["Door A"]);
    expect(where("pset_doorcommon.firerating", "contains", "ei")).toEqual(["Door A", "Door B"]);
    expect(where("Pset_DoorCommon.FireRating", "!=", "EI 30")).toEqual(["Door B"]);
    expect(where("Pset_DoorCommon.IsExternal", "=", "false")).toEqual(["Door A", "Door B"]);
    expect(where("*.IsExternal", "exists")).toEqual(["South wall", "Door A", "Door B"]);
    expect(where("IsExternal", "=", "TRUE")).toEqual(["South wall"]);
    expect(where("Pset_WallCommon.Fire.FireRating", "=", "EI 30")).toEqual(["South wall"]);
    expect(where("Pset_WallCommon.Status", "=", "temporary")).toEqual(["South wall"]);
    expect(where("Pset_NoSuch.FireRating", "exists")).toEqual([]);
  });

  it("compares numbers in the property's own unit", () => {
    const length = "Qto_WallBaseQuantities.Length";
    expect(where(length, ">", "4199.5")).toEqual(["South wall"]);
    expect(where(length, "<=", "4200")).toEqual(["South wall"]);
    expect(where(length, "=", "4.2E3")).toEqual(["South wall"]);
    expect(where(length, "<", "4200")).toEqual([]);
    expect(where(length, ">=", "4200.1")).toEqual([]);
    expect(where(length, "<", "long")).toEqual([]);
  });

  it("finds text in name, long name, tag, GlobalId and class", () => {
    expect(find({ text: "KITCH" })).toEqual(["101"]);
    expect(find({ text: "t-2" })).toEqual(["Door B"]);
    expect(find({ text: globalIdOf(21).slice(5) })).toEqual(["Hole"]);
    expect(find({ text: "pipe" })).toEqual(["Pipe 1", "Pipe 2"]);
    expect(find({ text: "  " })).toHaveLength(data.objects.elementCount);
  });

  it("holds every part of a query", () => {
    const properties = [{ property: "*.FireRating", operator: "exists" as const }];
    expect(find({ class: "IfcDoor", storey: "Ground", properties, text: "door" })).toEqual(["Door A"]);
  });
});

describe("describeElement", () => {
  it("tells all about an element by its GlobalId", () => {
    const described = describeElement(data, rowOfGlobalId(data, globalIdOf(20)));
    expect(described).toMatchObject({
      class: "IfcWall",
      kind: "element",
      expressId: 20,
      name: "South wall",
      description: "Faces south",
      objectType: "Facade",
      predefinedType: "SOLIDWALL",
      tag: "W-1",
      hasRepresentation: true,
      storey: { name: "Ground", elevationM: 0 },
      parentRelation: "contained",
    });
    expect(described.parts.map(({ name }) => name)).toEqual(["Hole"]);
    expect(rowOfGlobalId(data, "")).toBe(-1);
  });

  it("lists the occurrences of a type and the contents of a storey", () => {
    const nameList = (links: readonly { name: string }[]) => links.map(({ name }) => name);
    expect(nameList(describeElement(data, rowOfGlobalId(data, globalIdOf(26))).members)).toEqual([
      "Door A",
      "Door B",
    ]);
    expect(nameList(describeElement(data, rowOfGlobalId(data, globalIdOf(12))).parts)).toEqual([
      "South wall",
      "Window",
      "Door A",
      "101",
    ]);
  });
});
