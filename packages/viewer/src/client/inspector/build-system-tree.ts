import { type ElementTable, listOf } from "@shuicheng/shared/ifc";
import { writeLeaves } from "./build-type-tree.ts";
import { describeRows, groupByClass, type RowTexts } from "./row-texts.ts";
import { createTreeWriter, type TreeModel, type TreeWriter } from "./tree-model.ts";

/**
 * The system tree: groups by their class (systems, zones, groups), in each the groups that belong to it and its members. An
 * object in two systems stands in both. A group that is its own ancestor is shown once.
 */
export function buildSystemTree(table: ElementTable): TreeModel {
  const texts = describeRows(table);
  const { objects } = table;
  const writer = createTreeWriter(objects.count, texts.isCounted);
  const members = listMembers(table, texts);
  const groups: number[] = [];
  for (let row = objects.elementCount; row < objects.count; row++) {
    if (texts.kind(row) === "group") groups.push(row);
  }
  const isBelow = new Set(groups.flatMap((group) => members.groups.get(group) ?? []));
  const roots = groups.filter((group) => !isBelow.has(group));
  const written = new Set<number>();
  for (const [name, own] of groupByClass(texts, roots)) {
    writer.open("class", name);
    for (const group of own.sort(texts.compare)) writeGroup({ writer, texts, members, written }, group);
    writer.close();
  }
  // Circles have no root.
  for (const group of groups) if (!written.has(group)) writeGroup({ writer, texts, members, written }, group);
  return writer.finish();
}

interface Members {
  readonly groups: ReadonlyMap<number, readonly number[]>;
  readonly objects: ReadonlyMap<number, readonly number[]>;
}

interface Write {
  readonly writer: TreeWriter;
  readonly texts: RowTexts;
  readonly members: Members;
  readonly written: Set<number>;
}

function writeGroup(write: Write, group: number): void {
  const { writer, texts, members, written } = write;
  written.add(group);
  writer.open("object", texts.name(group), group);
  const below = (members.groups.get(group) ?? []).filter((each) => !written.has(each));
  for (const each of below.sort(texts.compare)) writeGroup(write, each);
  writeLeaves(writer, texts, [...(members.objects.get(group) ?? [])]);
  writer.close();
}

/** A group is in another by assignment or by decomposition. */
function listMembers({ objects, groupsOf }: ElementTable, texts: RowTexts): Members {
  const found = { groups: new Map<number, number[]>(), objects: new Map<number, number[]>() };
  for (let row = 0; row < objects.count; row++) {
    const isGroup = texts.kind(row) === "group";
    if (!isGroup && !texts.isCounted(row)) continue;
    const above = new Set(listOf(groupsOf, row));
    const parent = objects.parentRow[row] as number;
    if (isGroup && parent >= 0 && texts.kind(parent) === "group") above.add(parent);
    const into = isGroup ? found.groups : found.objects;
    for (const group of above) {
      const list = into.get(group);
      if (list) list.push(row);
      else into.set(group, [row]);
    }
  }
  return found;
}
