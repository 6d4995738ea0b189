import { describe, expect, it } from "vitest";
import { printStepFile } from "../step/print-step.suite.ts";
import { scanStep } from "../step/scan-step.ts";
import { readIfcData } from "./read-ifc-data.ts";
import { globalIdOf } from "./small-house.suite.ts";

/** Storeys of a file in millimetres: site at 100 m, the building on it turned by 90° about x and at 12 m, storeys in it. */
const storeysWith = (...lines: string[]) =>
  readIfcData(
    scanStep(
      printStepFile([
        `#1=IFCPROJECT('${globalIdOf(1)}',$,'P',$,$,$,$,$,#2);`,
        "#2=IFCUNITASSIGNMENT((#3));",
        "#3=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);",
        "#10=IFCLOCALPLACEMENT($,#11);",
        "#11=IFCAXIS2PLACEMENT3D(#12,$,$);",
        "#12=IFCCARTESIANPOINT((0.,0.,100000.));",
        ...lines,
      ]),
    ),
  ).storeys.map(({ name, elevationM, placedM }) => [name, elevationM, placedM]);
const storey = (id: number, placement: string, elevation: string) =>
  `#${id}=IFCBUILDINGSTOREY('${globalIdOf(id)}',$,'S${id}',$,$,${placement},$,$,.ELEMENT.,${elevation});`;

describe("the placed height of a storey", () => {
  it("is that of its origin with building and site, whatever its Elevation says", () => {
    const found = storeysWith(
      "#20=IFCLOCALPLACEMENT(#10,#21);",
      "#21=IFCAXIS2PLACEMENT3D(#22,$,$);",
      "#22=IFCCARTESIANPOINT((5.,6.,12000.));",
      "#30=IFCLOCALPLACEMENT(#20,#31);",
      "#31=IFCAXIS2PLACEMENT3D(#32,$,$);",
      "#32=IFCCARTESIANPOINT((0.,0.,3000.));",
      storey(40, "#20", "0."),
      storey(41, "#30", "3000."),
    );
    expect(found).toEqual([
      ["S40", 0, 112],
      ["S41", 3, 115],
    ]);
  });

  it("goes through turned frames: what is along y below stands upright above", () => {
    const found = storeysWith(
      "#20=IFCLOCALPLACEMENT(#10,#21);",
      "#21=IFCAXIS2PLACEMENT3D(#22,#23,#24);",
      "#22=IFCCARTESIANPOINT((0.,0.,0.));",
      "#23=IFCDIRECTION((0.,-1.,0.));",
      "#24=IFCDIRECTION((1.,0.,0.));",
      "#30=IFCLOCALPLACEMENT(#20,#31);",
      "#31=IFCAXIS2PLACEMENT3D(#32,$,$);",
      "#32=IFCCARTESIANPOINT((0.,3000.,7.));",
      storey(40, "#30", "$"),
    );
    expect(found).toEqual([["S40", undefined, 103]]);
  });

  it("is not known without a placement, or in a circle of them", () => {
    const found = storeysWith(
      "#30=IFCLOCALPLACEMENT(#30,#11);",
      storey(40, "$", "1000."),
      storey(41, "#30", "2000."),
    );
    expect(found).toEqual([
      ["S40", 1, undefined],
      ["S41", 2, undefined],
    ]);
  });
});
