import type { ClassificationEntry } from "./ifc-data.ts";
import { createListBuilder, type ListColumn } from "./list-column.ts";
import type { ReadObjects } from "./read-objects.ts";
import { forEachRelation, openRecord, type Reading, type RecordReader } from "./reading.ts";

/** Places in classifications, and who has them. */
export interface ReadClassifications {
  readonly classifications: readonly ClassificationEntry[];
  readonly classificationsOf: ListColumn;
}

/** Reads IfcRelAssociatesClassification: references with the system at their root. */
export function readClassifications(reading: Reading, { objects, rowOf }: ReadObjects): ReadClassifications {
  const classifications: ClassificationEntry[] = [];
  const numberOf = new Map<number, number>();
  const assigned = createListBuilder();
  const members = {
    class: "IfcRelAssociatesClassification",
    from: "RelatedObjects",
    to: "RelatingClassification",
  };
  forEachRelation(reading, members, (owners, [id = 0]) => {
    const record = openRecord(reading, id);
    if (!record) return;
    let number = numberOf.get(id);
    if (number === undefined) {
      number = classifications.push(readEntry(record)) - 1;
      numberOf.set(id, number);
    }
    for (const owner of owners) {
      const row = rowOf(owner);
      if (row >= 0) assigned.add(row, number);
    }
  });
  return { classifications, classificationsOf: assigned.finish(objects.count) };
}

/** References refer to wider ones up to the system itself; more steps than this are a circle. */
const MAX_STEPS = 32;

function readEntry(record: RecordReader): ClassificationEntry {
  let system: RecordReader | undefined = record;
  for (let i = 0; i < MAX_STEPS && system && system.className !== "IfcClassification"; i++) {
    system = system.record("ReferencedSource");
  }
  const isSystem = system === record;
  return {
    system: system?.text("Name") ?? "",
    edition: system?.text("Edition") ?? "",
    // ItemReference until IFC2x3; an IfcClassificationNotation has neither.
    identification: isSystem ? "" : record.text("Identification") || record.text("ItemReference"),
    name: isSystem ? "" : record.text("Name"),
    location: record.text("Location"),
  };
}
