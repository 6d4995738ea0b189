import { isA } from "../schema/index.ts";
import { argumentAt, numberAt } from "../step/index.ts";
import {
  NO_STOREY,
  type ObjectClass,
  type ObjectColumns,
  PARENT_RELATIONS,
  type Storey,
} from "./ifc-data.ts";
import { placedHeight } from "./placed-height.ts";
import type { ReadObjects } from "./read-objects.ts";
import { classOf, forEachRelation, type Reading } from "./reading.ts";

/** Relationships that make somebody a parent: the one (`parent`), the other or others (`children`). */
const PARENT_SOURCES = [
  { as: "aggregated", class: "IfcRelAggregates", parent: "RelatingObject", children: "RelatedObjects" },
  { as: "nested", class: "IfcRelNests", parent: "RelatingObject", children: "RelatedObjects" },
  {
    as: "contained",
    class: "IfcRelContainedInSpatialStructure",
    parent: "RelatingStructure",
    children: "RelatedElements",
  },
  { as: "port", class: "IfcRelConnectsPortToElement", parent: "RelatedElement", children: "RelatingPort" },
  {
    as: "voids",
    class: "IfcRelVoidsElement",
    parent: "RelatingBuildingElement",
    children: "RelatedOpeningElement",
  },
  {
    as: "projects",
    class: "IfcRelProjectsElement",
    parent: "RelatingElement",
    children: "RelatedFeatureElement",
  },
  {
    as: "fills",
    class: "IfcRelFillsElement",
    parent: "RelatingOpeningElement",
    children: "RelatedBuildingElement",
  },
] as const;

/**
 * Gives each object its parent: what it is a part of before what contains it, so that a stair flight hangs under its
 * stair and the stair under the storey. Relations that would close a circle are reported and left out.
 */
export function readParents(reading: Reading, { objects, rowOf }: ReadObjects): void {
  const { step, issues } = reading;
  for (const source of PARENT_SOURCES) {
    const relation = PARENT_RELATIONS.indexOf(source.as);
    const members = { class: source.class, from: source.parent, to: source.children };
    forEachRelation(reading, members, ([parent = 0], children, row) => {
      const parentRow = rowOf(parent);
      if (parentRow < 0) return;
      for (const child of children) {
        const childRow = rowOf(child);
        if (childRow < 0 || (objects.parentRow[childRow] as number) >= 0) continue;
        if (isAbove(objects, childRow, parentRow)) {
          issues.add({
            code: "ifc/structure-cycle",
            severity: "error",
            message: `#${child} is its own ancestor through #${parent}; this relation was left out`,
            at: step.starts[row] as number,
            id: step.ids[row] as number,
          });
          continue;
        }
        objects.parentRow[childRow] = parentRow;
        objects.parentRelation[childRow] = relation;
      }
    });
  }
}

/** Answers whether `row` is `below` or one of its ancestors. */
function isAbove({ parentRow }: ObjectColumns, row: number, below: number): boolean {
  for (let up = below; up >= 0; up = parentRow[up] as number) if (up === row) return true;
  return false;
}

/** Gives occurrences their type object. */
export function readTypes(reading: Reading, { objects, rowOf }: ReadObjects): void {
  const members = { class: "IfcRelDefinesByType", from: "RelatedObjects", to: "RelatingType" };
  forEachRelation(reading, members, (occurrences, [type = 0]) => {
    const typeRow = rowOf(type);
    for (const occurrence of occurrences) {
      const row = rowOf(occurrence);
      if (row >= 0) objects.typeRow[row] = typeRow;
    }
  });
}

/**
 * Finds the levels of the model and gives every object the nearest one above it (a storey also belongs to itself).
 * Levels are storeys; in infrastructure, which has none, the parts of facilities take their place.
 */
export function readStoreys(
  reading: Reading,
  { objects, classes }: ReadObjects,
  metresPerUnit: number,
): Storey[] {
  const { texts } = reading;
  const isLevel = classes.map(({ lineage }) =>
    lineage.some((name) => name === "IfcBuildingStorey" || name === "IfcFacilityPart"),
  );
  const found: (Storey & { readonly row: number })[] = [];
  for (let row = 0; row < objects.elementCount; row++) {
    if (!isLevel[objects.classIndex[row] as number]) continue;
    const id = objects.expressId[row] as number;
    const elevationM = elevationOf(reading, id) * metresPerUnit;
    const placed = isStorey(reading, id) ? placedHeight(reading.step, id) : undefined;
    const name = texts.texts[objects.name[row] as number] || texts.texts[objects.longName[row] as number];
    found.push({
      row,
      name: name ?? "",
      ...(Number.isFinite(elevationM) ? { elevationM } : {}),
      ...(placed === undefined ? {} : { placedM: placed * metresPerUnit }),
    });
  }
  const storeys = found
    .sort((a, b) => (a.elevationM ?? Infinity) - (b.elevationM ?? Infinity) || a.row - b.row)
    .slice(0, NO_STOREY);
  const numberOf = new Map(storeys.map(({ row }, index) => [row, index]));
  for (let row = 0; row < objects.count; row++) objects.storey[row] = nearestStorey(objects, numberOf, row);
  return storeys;
}

function nearestStorey({ parentRow }: ObjectColumns, numberOf: Map<number, number>, row: number): number {
  for (let up = row; up >= 0; up = parentRow[up] as number) {
    const storey = numberOf.get(up);
    if (storey !== undefined) return storey;
  }
  return NO_STOREY;
}

/** Elevation in the file's unit; NaN where not given. */
function elevationOf(reading: Reading, id: number): number {
  const { step } = reading;
  const row = step.rowOf(id);
  const place = isStorey(reading, id) ? (classOf(reading, row)?.attributes.indexOf("Elevation") ?? -1) : -1;
  return place < 0 ? Number.NaN : numberAt(step, argumentAt(step, row, place));
}

const isStorey = (reading: Reading, id: number): boolean =>
  isA(classOf(reading, reading.step.rowOf(id)), "IfcBuildingStorey");

/** Reports elements and spaces that hang nowhere in the structure: no tree shows them and no storey switches them. */
export function reportLoose(
  { step, issues }: Reading,
  classes: readonly ObjectClass[],
  objects: ObjectColumns,
): void {
  for (let row = 0; row < objects.elementCount; row++) {
    if ((objects.parentRow[row] as number) >= 0) continue;
    const kind = classes[objects.classIndex[row] as number]?.kind;
    if (kind !== "element" && kind !== "spatial" && kind !== "space") continue;
    const id = objects.expressId[row] as number;
    issues.add({
      code: "ifc/not-in-structure",
      severity: "warning",
      message: "It is in no storey, space or assembly of the spatial structure",
      at: step.starts[step.rowOf(id)] as number,
      id,
    });
  }
}
