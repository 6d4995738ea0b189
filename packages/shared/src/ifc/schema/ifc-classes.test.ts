import { describe, expect, it } from "vitest";
import { ifcClassLines } from "../../../scripts/write-ifc-classes.ts";
import { findIfcSchema } from "./find-schema.ts";
import { IFC_CLASS_LINES } from "./ifc-class-lines.ts";
import { attributeIndex, ifcClasses, isA, lineageOf } from "./ifc-classes.ts";
import { productKindOf } from "./product-kind.ts";

describe("IFC_CLASS_LINES", () => {
  it("is what the installed web-ifc knows", () => {
    expect(IFC_CLASS_LINES.trim().split("\n")).toEqual(ifcClassLines());
  });
});

describe("ifcClasses", () => {
  const [ifc2x3, ifc4, ifc4x3] = (["IFC2X3", "IFC4", "IFC4X3"] as const).map(ifcClasses) as [
    ReturnType<typeof ifcClasses>,
    ReturnType<typeof ifcClasses>,
    ReturnType<typeof ifcClasses>,
  ];

  it("knows who is below whom", () => {
    // IFC4 ADD2 TC1, 6.1.3.46: IfcWallStandardCase.
    expect(lineageOf(ifc4.find("IFCWALLSTANDARDCASE")!)).toEqual([
      "IfcWallStandardCase",
      "IfcWall",
      "IfcBuildingElement",
      "IfcElement",
      "IfcProduct",
      "IfcObject",
      "IfcObjectDefinition",
      "IfcRoot",
    ]);
    expect(isA(ifc4x3.find("IfcWall"), "IfcBuiltElement")).toBe(true);
    expect(isA(ifc2x3.find("IfcWall"), "IfcBuiltElement")).toBe(false);
    expect(isA(ifc4x3.find("IfcBridgePart"), "IfcFacilityPart")).toBe(true);
    expect(isA(ifc2x3.find("IfcWallType"), "IfcProduct")).toBe(false);
  });

  it("knows where an attribute stands, which differs by schema", () => {
    expect(attributeIndex(ifc2x3.find("IfcBuildingStorey"), "Elevation")).toBe(9);
    expect(attributeIndex(ifc4.find("IfcWall"), "PredefinedType")).toBe(8);
    expect(attributeIndex(ifc2x3.find("IfcWall"), "PredefinedType")).toBe(-1);
    // The second attribute was renamed.
    expect(attributeIndex(ifc2x3.find("IfcClassificationReference"), "ItemReference")).toBe(1);
    expect(attributeIndex(ifc4.find("IfcClassificationReference"), "Identification")).toBe(1);
  });

  it("keeps the place of attributes that a subclass derives", () => {
    expect(ifc2x3.find("IfcSIUnit")?.attributes).toEqual(["Dimensions", "UnitType", "Prefix", "Name"]);
    expect(attributeIndex(ifc4.find("IfcGeometricRepresentationSubContext"), "ParentContext")).toBe(6);
    expect(attributeIndex(ifc4x3.find("IfcOrientedEdge"), "EdgeElement")).toBe(2);
  });

  it("takes a class that the schema does not have from another one, and one of a draft", () => {
    expect(ifc2x3.find("IFCPIPESEGMENT")?.name).toBe("IfcPipeSegment");
    expect(ifc4x3.find("IFCPROXY")?.name).toBe("IfcProxy");
    expect(isA(ifc4x3.find("IFCSOLIDSTRATUM"), "IfcProduct")).toBe(true);
    expect(ifc4x3.find("IFCNOSUCHTHING")).toBeUndefined();
  });
});

describe("productKindOf", () => {
  it.each([
    ["IFC2X3", "IfcOpeningElement", "opening"],
    ["IFC2X3", "IfcSpace", "space"],
    ["IFC2X3", "IfcBuildingStorey", "spatial"],
    ["IFC4X3", "IfcRoadPart", "spatial"],
    ["IFC4X3", "IfcDistributionPort", "port"],
    ["IFC4X3", "IfcAlignment", "alignment"],
    ["IFC4X3", "IfcAlignmentSegment", "alignment"],
    ["IFC4X3", "IfcReferent", "referent"],
    ["IFC2X3", "IfcGrid", "grid"],
    ["IFC4X3", "IfcGrid", "grid"],
    ["IFC4", "IfcStructuralCurveMember", "structural"],
    ["IFC4", "IfcStructuralPointReaction", "structural"],
    ["IFC4X3", "IfcEarthworksCut", "element"],
    ["IFC4", "IfcProxy", "element"],
  ] as const)("in %s calls %s a(n) %s", (schema, name, kind) => {
    expect(productKindOf(ifcClasses(schema).find(name))).toBe(kind);
  });
});

describe("findIfcSchema", () => {
  it.each([
    ["IFC2X3", "IFC2X3", []],
    ["ifc4", "IFC4", []],
    ["IFC4X3_ADD2", "IFC4X3", []],
    ["IFC4X3_RC2", "IFC4X3", ["ifc/draft-schema"]],
    ["IFC4X1", "IFC4X3", ["ifc/draft-schema"]],
    ["IFC2X2_FINAL", "IFC2X3", ["ifc/draft-schema"]],
    ["AUTOMOTIVE_DESIGN", "IFC4", ["ifc/unknown-schema"]],
    ["", "IFC4", ["ifc/unknown-schema"]],
  ])("reads %j as %s", (declared, schema, codes) => {
    const found = findIfcSchema(declared ? [declared] : []);
    expect(found).toMatchObject({ schema, declared });
    expect(found.issues.map(({ code }) => code)).toEqual(codes);
  });
});
