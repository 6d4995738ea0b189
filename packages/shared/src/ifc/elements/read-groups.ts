import type { Connections } from "./ifc-data.ts";
import { createListBuilder, type ListColumn } from "./list-column.ts";
import type { ReadObjects } from "./read-objects.ts";
import { forEachRelation, type Reading } from "./reading.ts";

/** Reads which groups (systems, zones) objects are assigned to. */
export function readGroups(reading: Reading, { objects, rowOf }: ReadObjects): ListColumn {
  const assigned = createListBuilder();
  const members = { class: "IfcRelAssignsToGroup", from: "RelatedObjects", to: "RelatingGroup" };
  forEachRelation(reading, members, (owners, [group = 0]) => {
    const groupRow = rowOf(group);
    if (groupRow < 0) return;
    for (const owner of owners) {
      const row = rowOf(owner);
      if (row >= 0) assigned.add(row, groupRow);
    }
  });
  return assigned.finish(objects.count);
}

/** Where an object belongs besides the place that contains it. */
const REFERENCE_SOURCES = [
  { class: "IfcRelReferencedInSpatialStructure", from: "RelatedElements", to: "RelatingStructure" },
  { class: "IfcRelServicesBuildings", from: "RelatingSystem", to: "RelatedBuildings" },
];

/** Reads the spatial structures that products are referenced in and systems serve. */
export function readReferences(reading: Reading, { objects, rowOf }: ReadObjects): ListColumn {
  const assigned = createListBuilder();
  for (const source of REFERENCE_SOURCES) {
    forEachRelation(reading, source, (owners, places) => {
      for (const row of owners.map(rowOf)) {
        for (const place of places.map(rowOf)) if (row >= 0 && place >= 0) assigned.add(row, place);
      }
    });
  }
  return assigned.finish(objects.count);
}

const CONNECTION_SOURCES = [
  { class: "IfcRelConnectsPorts", from: "RelatingPort", to: "RelatedPort" },
  { class: "IfcRelConnectsElements", from: "RelatingElement", to: "RelatedElement" },
];

/** Reads connections of ports and of elements. */
export function readConnections(reading: Reading, { rowOf }: ReadObjects): Connections {
  const from: number[] = [];
  const to: number[] = [];
  for (const source of CONNECTION_SOURCES) {
    forEachRelation(reading, source, ([a = 0], [b = 0]) => {
      const [fromRow, toRow] = [rowOf(a), rowOf(b)];
      if (fromRow < 0 || toRow < 0) return;
      from.push(fromRow);
      to.push(toRow);
    });
  }
  return { from: Uint32Array.from(from), to: Uint32Array.from(to) };
}
