import { decodeElementTable, type ElementTable, readIfcTable, scanStep } from "@shuicheng/shared/ifc";

/** A GlobalId by number. */
export const idOf = (number: number): string => `0${String(number).padStart(21, "0")}`;

/**
 * The table of an IFC4 file with products of class, name and tag, in that order, each in a space where `spaceOf` names one by
 * its place in the list.
 */
export function buildTable(
  products: readonly (readonly [className: string, name: string, tag: string])[],
  spaceOf: Readonly<Record<number, number>> = {},
): ElementTable {
  const text = (value: string) =>
    value === ""
      ? "$"
      : `'${[...value].map((each) => (each < "\x7f" ? each : `\\X2\\${hex(each)}\\X0\\`)).join("")}'`;
  const records = products.map(([className, name, tag], i) => {
    const base = `#${10 + i}=${className}('${idOf(i)}',$,${text(name)},$,$,$,$`;
    return className === "IFCSPACE" ? `${base},$,.ELEMENT.,$,$);` : `${base},${text(tag)},$);`;
  });
  const contained = Object.entries(spaceOf).map(
    ([row, space], i) =>
      `#${1000 + i}=IFCRELCONTAINEDINSPATIALSTRUCTURE('${idOf(900 + i)}',$,$,$,(#${10 + Number(row)}),#${10 + space});`,
  );
  const file = `ISO-10303-21;
HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('','',(''),(''),'','','');FILE_SCHEMA(('IFC4'));ENDSEC;
DATA;
${[...records, ...contained].join("\n")}
ENDSEC;
END-ISO-10303-21;
`;
  return decodeElementTable(readIfcTable(scanStep(new TextEncoder().encode(file))).table);
}

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
