import {
  decodeElementTable,
  type ElementQuery,
  findElements,
  openStep,
  PROPERTY_OPERATORS,
  readIfcTable,
} from "@shuicheng/shared/ifc";
import { median } from "../figure.ts";

const ELEMENTS = 100_000;
const STOREYS = 40;
const RUNS = 9;

/** The slowest of some queries over 100,000 elements, median of runs, milliseconds. */
export function measureQuery(): { readonly value: number; readonly n: number; readonly note: string } {
  const { table } = readIfcTable(openStep(new TextEncoder().encode(writeModel())));
  const model = decodeElementTable(table);
  const queries: Readonly<Record<string, ElementQuery>> = {
    class: { class: "IfcBuildingElement" },
    text: { text: "wall 99" },
    storey: { storey: "Storey 7" },
    property: {
      properties: [
        { property: "Pset_WallCommon.FireRating", operator: PROPERTY_OPERATORS[0], value: "REI 90" },
      ],
    },
  };
  const times = Object.entries(queries).map(([name, query]) => {
    const runs = Array.from({ length: RUNS }, () => {
      const beganAt = performance.now();
      const { length } = findElements(model, query);
      return { ms: performance.now() - beganAt, length };
    });
    return { name, ms: median(runs.map(({ ms }) => ms)), found: runs[0]?.length ?? 0 };
  });
  const slowest = times.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  const note = times.map(({ name, ms, found }) => `${name} ${ms.toFixed(1)} ms, ${found} found`).join("; ");
  return { value: slowest.ms, n: RUNS, note };
}

function writeModel(): string {
  const guid = (number: number) => `0${number.toString(36).padStart(21, "0")}`;
  const lines = [
    "#1=IFCPROJECT('0000000000000000000001',$,'Large',$,$,$,$,$,#2);",
    "#2=IFCUNITASSIGNMENT((#3));",
  ];
  lines.push("#3=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);");
  const [firstStorey, firstWall] = [10, 1_000];
  for (let storey = 0; storey < STOREYS; storey++)
    lines.push(
      `#${firstStorey + storey}=IFCBUILDINGSTOREY('${guid(10 + storey)}',$,'Storey ${storey}',$,$,$,$,$,.ELEMENT.,${storey * 3}.);`,
    );
  for (let wall = 0; wall < ELEMENTS; wall++)
    lines.push(`#${firstWall + wall}=IFCWALL('${guid(1_000 + wall)}',$,'Wall ${wall}',$,$,$,$,'${wall}',$);`);
  let id = firstWall + ELEMENTS;
  const membersOf = (rest: number, of: number) =>
    Array.from({ length: Math.ceil(ELEMENTS / of) }, (_, k) => k * of + rest)
      .filter((wall) => wall < ELEMENTS)
      .map((wall) => `#${firstWall + wall}`)
      .join(",");
  for (let storey = 0; storey < STOREYS; storey++)
    lines.push(
      `#${id}=IFCRELCONTAINEDINSPATIALSTRUCTURE('${guid(id++)}',$,$,$,(${membersOf(storey, STOREYS)}),#${firstStorey + storey});`,
    );
  ["REI 30", "REI 60", "REI 90", "REI 120"].forEach((rating, index) => {
    lines.push(`#${id}=IFCPROPERTYSINGLEVALUE('FireRating',$,IFCLABEL('${rating}'),$);`);
    lines.push(`#${id + 1}=IFCPROPERTYSET('${guid(id + 1)}',$,'Pset_WallCommon',$,(#${id}));`);
    lines.push(
      `#${id + 2}=IFCRELDEFINESBYPROPERTIES('${guid(id + 2)}',$,$,$,(${membersOf(index, 4)}),#${id + 1});`,
    );
    id += 3;
  });
  return `ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('','',(''),(''),'','','');\nFILE_SCHEMA(('IFC4'));\nENDSEC;\nDATA;\n${lines.join("\n")}\nENDSEC;\nEND-ISO-10303-21;\n`;
}
