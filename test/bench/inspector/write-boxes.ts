/** Boxes a storey: 50 rows of 50. */
const ROW = 50;
const STOREY = ROW * ROW;
/** First `#id` of storeys and of boxes; a box takes three. */
const [FIRST_STOREY, FIRST_BOX] = [100, 10_000];
const IDS_A_BOX = 3;

/**
 * An IFC4 file of so many building element proxies, each a box of 0.6 × 0.6 × 2 m at a place of its own, 1 m apart,
 * in storeys of 2,500. All share one shape, so that the file stays small and every element is an element.
 */
export function writeBoxes(count: number): string {
  const storeys = Math.ceil(count / STOREY);
  const lines = [
    "ISO-10303-21;",
    "HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('boxes.ifc','2026-01-01T00:00:00',(''),(''),'','','');FILE_SCHEMA(('IFC4'));ENDSEC;",
    "DATA;",
    `#1=IFCPROJECT('${guid(1)}',$,'Boxes',$,$,$,$,(#4),#2);`,
    "#2=IFCUNITASSIGNMENT((#3));",
    "#3=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);",
    "#4=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-05,#5,$);",
    "#5=IFCAXIS2PLACEMENT3D(#6,$,$);",
    "#6=IFCCARTESIANPOINT((0.,0.,0.));",
    "#7=IFCLOCALPLACEMENT($,#5);",
    `#8=IFCBUILDING('${guid(2)}',$,'Boxes',$,$,#7,$,$,.ELEMENT.,$,$,$);`,
    `#9=IFCRELAGGREGATES('${guid(3)}',$,$,$,#1,(#8));`,
    "#10=IFCAXIS2PLACEMENT2D(#11,$);",
    "#11=IFCCARTESIANPOINT((0.,0.));",
    "#12=IFCRECTANGLEPROFILEDEF(.AREA.,$,#10,0.6,0.6);",
    "#13=IFCDIRECTION((0.,0.,1.));",
    "#14=IFCEXTRUDEDAREASOLID(#12,#5,#13,2.);",
    "#15=IFCSHAPEREPRESENTATION(#4,'Body','SweptSolid',(#14));",
    "#16=IFCPRODUCTDEFINITIONSHAPE($,$,(#15));",
    `#17=IFCRELAGGREGATES('${guid(4)}',$,$,$,#8,(${list(storeys, (at) => `#${FIRST_STOREY + at}`)}));`,
  ];
  for (let at = 0; at < storeys; at++) {
    const id = FIRST_STOREY + at;
    lines.push(`#${id}=IFCBUILDINGSTOREY('${guid(id)}',$,'Storey ${at}',$,$,#7,$,$,.ELEMENT.,${3 * at}.);`);
  }
  for (let at = 0; at < count; at++) {
    const id = FIRST_BOX + IDS_A_BOX * at;
    const [x, y, z] = [at % ROW, Math.floor(at / ROW) % ROW, 3 * Math.floor(at / STOREY)];
    lines.push(
      `#${id}=IFCCARTESIANPOINT((${x}.,${y}.,${z}.));`,
      `#${id + 1}=IFCAXIS2PLACEMENT3D(#${id},$,$);`,
      // A placement of its own stands behind all boxes: three ids a box are enough.
      `#${placementOf(count, at)}=IFCLOCALPLACEMENT(#7,#${id + 1});`,
      `#${id + 2}=IFCBUILDINGELEMENTPROXY('${guid(id)}',$,'Box ${at}',$,$,#${placementOf(count, at)},#16,'${at}',$);`,
    );
  }
  for (let storey = 0; storey < storeys; storey++) {
    const inside = Math.min(STOREY, count - storey * STOREY);
    const boxes = list(inside, (at) => `#${FIRST_BOX + IDS_A_BOX * (storey * STOREY + at) + 2}`);
    const id = placementOf(count, count + storey);
    lines.push(
      `#${id}=IFCRELCONTAINEDINSPATIALSTRUCTURE('${guid(id)}',$,$,$,(${boxes}),#${FIRST_STOREY + storey});`,
    );
  }
  return [...lines, "ENDSEC;", "END-ISO-10303-21;", ""].join("\n");
}

const placementOf = (count: number, at: number) => FIRST_BOX + IDS_A_BOX * count + at;
const guid = (number: number) => `0${number.toString(36).padStart(21, "0")}`;
const list = (count: number, textOf: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => textOf(at)).join();
