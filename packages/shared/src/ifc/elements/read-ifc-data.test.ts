import { describe, expect, it } from "vitest";
import { describeElement } from "../query/describe-element.ts";
import { printStepFile } from "../step/print-step.suite.ts";
import { scanStep } from "../step/scan-step.ts";
import { type IfcData, NO_STOREY } from "./ifc-data.ts";
import { readIfcData } from "./read-ifc-data.ts";
import { globalIdOf, smallHouse } from "./small-house.suite.ts";

const read = (bytes: Uint8Array) => readIfcData(scanStep(bytes));
const rowOf = (data: IfcData, id: number) => data.objects.expressId.indexOf(id);
const describeId = (data: IfcData, id: number) => describeElement(data, rowOf(data, id));
const codesOf = (data: IfcData) => data.issues.map(({ code }) => code);
const house = read(smallHouse());

describe("readIfcData", () => {
  it("reads the products in file order as the first rows, then types, groups and the project", () => {
    const { objects, classes } = house;
    const ids = [...objects.expressId];
    expect(ids.slice(0, objects.elementCount)).toEqual([
      10, 11, 13, 12, 20, 21, 22, 23, 24, 25, 70, 71, 72, 73,
    ]);
    expect(ids.slice(objects.elementCount)).toEqual([26, 77, 1]);
    const kinds = [...objects.classIndex].map((index) => classes[index]?.kind);
    expect(kinds.slice(2, 6)).toEqual(["spatial", "spatial", "element", "opening"]);
    expect(kinds.slice(objects.elementCount)).toEqual(["type", "group", "project"]);
    expect(house.issues).toEqual([]);
  });

  it("gives every object its parent and its storey", () => {
    const pathOf = (id: number) => describeId(house, id).path.map(({ name }) => name);
    expect(pathOf(20)).toEqual(["Ground", "Building", "Site", "House"]);
    expect(pathOf(21)).toEqual(["South wall", "Ground", "Building", "Site", "House"]);
    expect(describeId(house, 21)).toMatchObject({ parentRelation: "voids", storey: { name: "Ground" } });
    expect(pathOf(73)).toEqual(["Pipe 2", "Upper", "Building", "Site", "House"]);
    expect(describeId(house, 25)).toMatchObject({ parentRelation: "aggregated", longName: "Kitchen" });
    expect(house.objects.storey[rowOf(house, 11)]).toBe(NO_STOREY);
  });

  it("sorts storeys by elevation, in metres", () => {
    expect(house.storeys.map(({ name, elevationM }) => [name, elevationM])).toEqual([
      ["Ground", 0],
      ["Upper", 3],
    ]);
  });

  it("reads every kind of property with its unit", () => {
    const [set, quantities] = describeId(house, 20).sets;
    expect(set).toMatchObject({ name: "Pset_WallCommon", kind: "properties", inherited: false });
    expect(set?.properties.map(({ name, kind, values, unit }) => [name, kind, values, unit])).toEqual([
      ["IsExternal", "single", [true], undefined],
      ["ThermalTransmittance", "single", [0.24], "W·(m²)⁻¹·K⁻¹"],
      ["Status", "enumerated", ["NEW", "TEMPORARY"], undefined],
      ["Heights", "list", [1, 2], "mm"],
      ["Load", "bounded", [1, 9, 5], undefined],
      ["Curve", "table", [1, 10, 2, 20], undefined],
      ["Maker", "reference", ["IfcMaterial Brick"], undefined],
      ["Fire.FireRating", "single", ["EI 30"], undefined],
    ]);
    expect(quantities).toMatchObject({ name: "Qto_WallBaseQuantities", kind: "quantities" });
    expect(quantities?.properties.map(({ name, values, unit }) => [name, values, unit])).toEqual([
      ["Length", [4200], "mm"],
      ["NetSideArea", [10.5], "m²"],
      ["LengthInMetres", [4.2], "m"],
    ]);
  });

  it("lets occurrences inherit from their type what they do not have themselves", () => {
    const setsOf = (id: number) =>
      describeId(house, id).sets.map(({ name, inherited, properties }) => [
        name,
        inherited,
        properties.map((one) => `${one.name}=${one.values}`),
      ]);
    const lining = ["IfcDoorLiningProperties", true, ["LiningDepth=50"]];
    expect(setsOf(23)).toEqual([["Pset_DoorCommon", true, ["FireRating=EI 30", "IsExternal=false"]], lining]);
    expect(setsOf(24)).toEqual([
      ["Pset_DoorCommon", false, ["FireRating=EI 60"]],
      ["Pset_DoorCommon", true, ["IsExternal=false"]],
      lining,
    ]);
    expect(describeId(house, 23)).toMatchObject({ type: { name: "Door type", class: "IfcDoorType" } });
  });

  it("keeps equal properties and equal sets once", () => {
    const wall = (id: number) => `#${id}=IFCWALL('${globalIdOf(id)}',$,'W',$,$,#90,#91,$,$);`;
    const sets = [200, 201].flatMap((id) => [
      wall(id),
      `#${id + 10}=IFCPROPERTYSINGLEVALUE('A',$,IFCLABEL('same'),$);`,
      `#${id + 20}=IFCPROPERTYSET('x',$,'Set',$,(#${id + 10}));`,
      `#${id + 30}=IFCRELDEFINESBYPROPERTIES('x',$,$,$,(#${id}),#${id + 20});`,
    ]);
    const data = read(smallHouse(...sets));
    expect(data.properties.count).toBe(house.properties.count + 1);
    expect(data.propertySets.count).toBe(house.propertySets.count + 1);
    expect(describeId(data, 201).sets).toEqual(describeId(data, 200).sets);
  });

  it("reads materials, classifications, groups and connections", () => {
    const wall = describeId(house, 20);
    expect(wall.materials).toEqual([
      {
        kind: "layers",
        name: "Cavity wall",
        parts: [
          { material: "Brick", thicknessM: 0.24 },
          { material: "", name: "Air", thicknessM: 0.06 },
        ],
      },
    ]);
    expect(wall.classifications).toEqual([
      {
        system: "OmniClass",
        edition: "2016",
        identification: "21-02 20",
        name: "Walls",
        location: "https://example.org",
      },
    ]);
    const pipe = describeId(house, 70);
    expect(pipe.groups).toMatchObject([{ name: "Drains", class: "IfcDistributionSystem" }]);
    expect(pipe.connectedTo).toMatchObject([{ name: "Pipe 2" }]);
    expect(describeId(house, 72).connectedTo).toMatchObject([{ name: "In" }]);
    const system = describeId(house, 77);
    expect(system).toMatchObject({ longName: "Foul drains", predefinedType: "SEWAGE" });
    expect(system.members.map(({ name }) => name)).toEqual(["Pipe 1", "Pipe 2"]);
    expect(system.referencedIn).toMatchObject([{ name: "Building" }]);
  });

  it("knows the project's units", () => {
    expect(house.units.metresPerUnit).toBe(0.001);
    expect(house.units.radiansPerUnit).toBeCloseTo(Math.PI / 180, 12);
    expect(house.units.units.map(({ kind, symbol }) => [kind, symbol])).toEqual([
      ["", ""],
      ["LENGTHUNIT", "mm"],
      ["AREAUNIT", "m²"],
      ["PLANEANGLEUNIT", "°"],
      ["THERMALTRANSMITTANCEUNIT", "W·(m²)⁻¹·K⁻¹"],
      ["MONETARYUNIT", "CNY"],
      ["LENGTHUNIT", "m"],
    ]);
  });
});

describe("units of a project", () => {
  const units = (...records: string[]) =>
    read(printStepFile([`#1=IFCPROJECT('${globalIdOf(1)}',$,$,$,$,$,$,$,#2);`, ...records]));
  const foot = (factor: string) => [
    "#2=IFCUNITASSIGNMENT((#3,#9));",
    "#3=IFCCONVERSIONBASEDUNIT(#4,.LENGTHUNIT.,'FOOT',#5);",
    "#4=IFCDIMENSIONALEXPONENTS(1,0,0,0,0,0,0);",
    `#5=IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(${factor}),#6);`,
    "#6=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);",
    "#9=IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.);",
  ];

  it("are converted by the factor that the file writes", () => {
    const data = units(...foot("0.3048"));
    expect(data.units.metresPerUnit).toBe(0.3048);
    expect(codesOf(data)).toEqual([]);
  });

  it("are reported where the factor is not that of the name", () => {
    const data = units(...foot("0.3048006096"));
    expect(data.units.metresPerUnit).toBe(0.3048006096);
    expect(data.issues).toMatchObject([{ code: "ifc/unit-odd", ref: "#3" }]);
  });

  it("fall back to the usual factor where there is none", () => {
    const data = units(...foot("0."));
    expect(data.units.metresPerUnit).toBe(0.3048);
    expect(codesOf(data)).toEqual(["ifc/unit-unreadable"]);
  });

  it("are assumed and reported where they are missing or no unit of IFC", () => {
    expect(codesOf(units("#2=IFCUNITASSIGNMENT(());"))).toEqual(["ifc/unit-missing", "ifc/unit-missing"]);
    const odd = units("#2=IFCUNITASSIGNMENT((#3));", "#3=IFCSIUNIT(*,.LENGTHUNIT.,$,.PARSEC.);");
    expect(codesOf(odd)).toEqual(["ifc/unit-unreadable", "ifc/unit-missing", "ifc/unit-missing"]);
    expect(odd.units.metresPerUnit).toBe(1);
  });

  it("are reported where a kind has two", () => {
    const data = units(
      "#2=IFCUNITASSIGNMENT((#3,#4,#9));",
      "#3=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);",
      "#4=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);",
      "#9=IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.);",
    );
    expect(data.units.metresPerUnit).toBe(0.001);
    expect(codesOf(data)).toEqual(["ifc/unit-repeated"]);
  });

  it("are read through circles of units without end", () => {
    const data = units(
      "#2=IFCUNITASSIGNMENT((#3));",
      "#3=IFCCONVERSIONBASEDUNIT($,.LENGTHUNIT.,'ODD',#4);",
      "#4=IFCMEASUREWITHUNIT(IFCREAL(2.),#3);",
    );
    expect(codesOf(data)).toContain("ifc/unit-unreadable");
  });
});

describe("defects in the data", () => {
  it("are counted where GlobalIds are missing, repeated or malformed", () => {
    const wall = (id: number, globalId: string) => `#${id}=IFCWALL(${globalId},$,$,$,$,#90,#91,$,$);`;
    const data = read(
      smallHouse(
        wall(100, "$"),
        wall(101, `'${globalIdOf(20)}'`),
        wall(102, "'short'"),
        "#103=IFCRELCONTAINEDINSPATIALSTRUCTURE('x',$,$,$,(#100,#101,#102),#12);",
      ),
    );
    expect(data).toMatchObject({ missingGlobalIds: 1, duplicateGlobalIds: 1 });
    expect(data.issues.map(({ code, ref }) => [code, ref])).toEqual([
      ["ifc/missing-global-id", "#100"],
      ["ifc/duplicate-global-id", "#101"],
      ["ifc/malformed-global-id", "#102"],
    ]);
  });

  it("do not close circles in the structure", () => {
    const data = read(smallHouse("#100=IFCRELAGGREGATES('x',$,$,$,#12,(#1));"));
    expect(data.issues).toMatchObject([{ code: "ifc/structure-cycle", ref: "#100" }]);
    expect(describeId(data, 20).path).toHaveLength(4);
  });

  it("are named where an element is in no storey", () => {
    const data = read(smallHouse(`#100=IFCSLAB('${globalIdOf(100)}',$,$,$,$,#90,#91,$,$);`));
    expect(data.issues).toMatchObject([{ code: "ifc/not-in-structure", ref: "#100" }]);
  });

  it("keep a class of no schema as a product where it looks like one", () => {
    const data = read(
      smallHouse(
        `#100=IFCHOVERPORT('${globalIdOf(100)}',$,'Pad',$,'type',#90,#91,'tag');`,
        "#101=IFCHOVERNOTE('text');",
        "#102=IFCRELCONTAINEDINSPATIALSTRUCTURE('x',$,$,$,(#100),#12);",
      ),
    );
    expect(data.issues).toMatchObject([
      { code: "ifc/unknown-class", severity: "warning", ref: "#100" },
      { code: "ifc/unknown-class", severity: "info", ref: "#101" },
    ]);
    expect(describeId(data, 100)).toMatchObject({
      class: "IFCHOVERPORT",
      kind: "element",
      name: "Pad",
      tag: "tag",
      hasRepresentation: true,
      storey: { name: "Ground" },
    });
  });

  it("are named where a coordinate is no number", () => {
    const data = read(
      smallHouse(
        "#100=IFCCARTESIANPOINT((NaN,0.,0.));",
        "#101=IFCDIRECTION((1.#QNAN,0.,0.));",
        "#102=IFCCARTESIANPOINTLIST3D(((0.,1.E-3,-1.)),('a tag'));",
        "#103=IFCCARTESIANPOINT((/* nothing */0.,0.));",
      ),
    );
    expect(data.issues.map(({ code, ref }) => [code, ref])).toEqual([
      ["ifc/bad-coordinate", "#100"],
      ["ifc/bad-coordinate", "#101"],
    ]);
  });

  it("never end the reading, whatever records are missing or of the wrong kind", () => {
    const records = new TextDecoder().decode(smallHouse()).split("\n");
    for (let left = 7; left < records.length - 3; left++) {
      const without = records.filter((_, line) => line !== left).join("\n");
      expect(read(new TextEncoder().encode(without)).objects.count).toBeGreaterThan(10);
    }
    for (let shift = 1; shift < 12; shift++) {
      const shifted = records
        .join("\n")
        .replaceAll(/([(,])#(\d+)/g, (_, before, id) => `${before}#${+id + shift}`);
      expect(read(new TextEncoder().encode(shifted)).objects.elementCount).toBe(house.objects.elementCount);
    }
  });
});
