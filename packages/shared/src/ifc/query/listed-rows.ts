import type { ElementTable, ObjectKind } from "../elements/index.ts";

/** What only orders or pierces others; people count what is left: elements and rooms. */
const UNLISTED: ReadonlySet<ObjectKind> = new Set(["spatial", "opening", "port", "project", "type", "group"]);

/**
 * By row of the table: 1 for elements and rooms, which trees count and which filters, colours and lists of results are
 * about; 0 for places (storeys), openings, ports, types, groups and the project.
 */
export function markListed({ objects, classes }: ElementTable): Uint8Array {
  const isListedClass = classes.map(({ kind }) => !UNLISTED.has(kind));
  const marks = new Uint8Array(objects.count);
  for (let row = 0; row < objects.elementCount; row++) {
    if (isListedClass[objects.classIndex[row] as number]) marks[row] = 1;
  }
  return marks;
}
