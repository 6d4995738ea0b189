import {
  type ClassificationEntry,
  type ElementTable,
  listOf,
  type MaterialDefinition,
  NO_STOREY,
  type ObjectKind,
  PARENT_RELATIONS,
  type ParentRelation,
} from "../elements/index.ts";
import { type DescribedSet, describeSets } from "./describe-sets.ts";

/** Another object, as much as a link to it shows. */
export interface ObjectLink {
  readonly row: number;
  readonly globalId: string;
  readonly class: string;
  readonly name: string;
}

/** Everything about one object, for a panel. Plain JSON; what is absent is left out or an empty list. */
export interface ElementDescription extends ObjectLink {
  readonly kind: ObjectKind;
  /** `#id` in the file. */
  readonly expressId: number;
  readonly longName?: string;
  readonly description?: string;
  readonly objectType?: string;
  readonly predefinedType?: string;
  readonly tag?: string;
  readonly hasRepresentation: boolean;
  readonly type?: ObjectLink;
  readonly storey?: { readonly row: number; readonly name: string; readonly elevationM?: number };
  /** How it hangs under the first of `path`. */
  readonly parentRelation: ParentRelation;
  /** From its parent up to the project. */
  readonly path: readonly ObjectLink[];
  /** What hangs under it: parts, contents, ports, openings. */
  readonly parts: readonly ObjectLink[];
  /** Own sets first, then those of its type; a property of its own hides the type's. */
  readonly sets: readonly DescribedSet[];
  /** Own ones, or where there are none those of its type. */
  readonly materials: readonly MaterialDefinition[];
  readonly classifications: readonly ClassificationEntry[];
  /** Systems, zones and other groups. */
  readonly groups: readonly ObjectLink[];
  /** Of a group its members, of a type its occurrences. */
  readonly members: readonly ObjectLink[];
  readonly referencedIn: readonly ObjectLink[];
  /** Connected ports and elements; of an element also those that its ports lead to. */
  readonly connectedTo: readonly ObjectLink[];
}

/** Lists longer than this are cut: a panel shows no more, and a storey may have ten thousand parts. */
const MAX_LINKS = 1000;

/**
 * Gathers everything about the object in `row` (an element, type object, group or the project). O(objects).
 * The row must exist.
 */
export function describeElement(table: ElementTable, row: number): ElementDescription {
  const { objects, texts } = table;
  const link = (other: number) => linkTo(table, other);
  const text = (column: Uint32Array): string => texts[column[row] as number] ?? "";
  const typeRow = objects.typeRow[row] as number;
  const storey = table.storeys[objects.storey[row] as number];
  const hasStorey = objects.storey[row] !== NO_STOREY && storey !== undefined;
  const longName = text(objects.longName);
  const description = text(objects.description);
  const objectType = text(objects.objectType);
  const predefinedType = text(objects.predefinedType);
  const tag = text(objects.tag);
  return {
    ...link(row),
    kind: table.classes[objects.classIndex[row] as number]?.kind ?? "element",
    expressId: objects.expressId[row] as number,
    ...(longName ? { longName } : {}),
    ...(description ? { description } : {}),
    ...(objectType ? { objectType } : {}),
    ...(predefinedType ? { predefinedType } : {}),
    ...(tag ? { tag } : {}),
    hasRepresentation: objects.hasRepresentation[row] === 1,
    ...(typeRow >= 0 ? { type: link(typeRow) } : {}),
    ...(hasStorey ? { storey } : {}),
    parentRelation: PARENT_RELATIONS[objects.parentRelation[row] as number] ?? "none",
    path: pathOf(table, row).map(link),
    parts: rowsWhere(objects.parentRow, row).map(link),
    sets: describeSets(table, row),
    materials: ownOrTypes(table, table.materialsOf, row).map((n) => table.materials[n] as MaterialDefinition),
    classifications: ownOrTypes(table, table.classificationsOf, row).map(
      (n) => table.classifications[n] as ClassificationEntry,
    ),
    groups: [...listOf(table.groupsOf, row)].map(link),
    members: membersOf(table, row).map(link),
    referencedIn: [...listOf(table.referencedIn, row)].map(link),
    connectedTo: connectedTo(table, row).map(link),
  };
}

function linkTo({ objects, classes, texts }: ElementTable, row: number): ObjectLink {
  return {
    row,
    globalId: objects.globalId[row] as string,
    class: classes[objects.classIndex[row] as number]?.name ?? "",
    name: texts[objects.name[row] as number] ?? "",
  };
}

function pathOf({ objects }: ElementTable, row: number): number[] {
  const path: number[] = [];
  for (let up = objects.parentRow[row] as number; up >= 0; up = objects.parentRow[up] as number)
    path.push(up);
  return path;
}

function rowsWhere(column: Int32Array, value: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < column.length && rows.length < MAX_LINKS; row++) {
    if (column[row] === value) rows.push(row);
  }
  return rows;
}

function membersOf({ objects, groupsOf }: ElementTable, row: number): number[] {
  const occurrences = rowsWhere(objects.typeRow, row);
  // Most objects are no group: one look at all lists together is quicker than one at each.
  if (occurrences.length > 0 || !groupsOf.items.includes(row)) return occurrences;
  const members: number[] = [];
  for (let member = 0; member < objects.count && members.length < MAX_LINKS; member++) {
    if (listOf(groupsOf, member).includes(row)) members.push(member);
  }
  return members;
}

function ownOrTypes({ objects }: ElementTable, list: ElementTable["setsOf"], row: number): number[] {
  const own = listOf(list, row);
  return [...(own.length > 0 ? own : listOf(list, objects.typeRow[row] as number))];
}

/** Of an element the elements at the other ends of its ports stand for those ports. */
function connectedTo({ objects, classes, connections }: ElementTable, row: number): number[] {
  const isPort = (one: number) => classes[objects.classIndex[one] as number]?.kind === "port";
  const ends = new Set([row, ...rowsWhere(objects.parentRow, row).filter(isPort)]);
  const found = new Set<number>();
  connections.from.forEach((from, i) => {
    const to = connections.to[i] as number;
    for (const [near, far] of [
      [from, to],
      [to, from],
    ] as const) {
      if (!ends.has(near)) continue;
      const owner = objects.parentRow[far] as number;
      found.add(near !== row && isPort(far) && owner >= 0 ? owner : far);
    }
  });
  found.delete(row);
  return [...found].slice(0, MAX_LINKS);
}

/** Row of the object with this GlobalId (the first, should it occur twice), −1 where there is none. */
export function rowOfGlobalId({ objects }: ElementTable, globalId: string): number {
  return globalId === "" ? -1 : objects.globalId.indexOf(globalId);
}
