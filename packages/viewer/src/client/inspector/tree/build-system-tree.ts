import { type ElementTable, listOf } from "@shuicheng/shared/ifc";
import { describeRows, groupByClass, orderRows, type RowTexts } from "../find/row-texts.ts";
import { type LeafWrite, writeLeaves } from "./build-type-tree.ts";
import { createTreeWriter, type TreeModel } from "./tree-model.ts";

/**
 * The system tree: groups by their class (systems, zones, groups), in each the groups that belong to it and its members. An
 * object in two systems stands in both. A group that is its own ancestor is shown once.
 */
export function* buildSystemTree(table: ElementTable): Generator<undefined, TreeModel> {
  const texts = describeRows(table);
  const order = yield* orderRows(table);
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
  const write = { writer, texts, order, members, written };
  yield;
  for (const [name, own] of groupByClass(texts, roots)) {
    writer.open("class", name);
    for (const group of own.sort(order)) yield* writeGroup(write, group);
    writer.close();
  }
  // Circles have no root.
  for (const group of groups) if (!written.has(group)) yield* writeGroup(write, group);
  return writer.finish();
}

interface Members {
  readonly groups: ReadonlyMap<number, readonly number[]>;
  readonly objects: ReadonlyMap<number, readonly number[]>;
}

interface Write extends LeafWrite {
  readonly members: Members;
  readonly written: Set<number>;
}

function* writeGroup(write: Write, group: number): Generator<undefined, void> {
  const { writer, texts, order, members, written } = write;
  written.add(group);
  writer.open("object", texts.name(group), group);
  const below = (members.groups.get(group) ?? []).filter((each) => !written.has(each));
  for (const each of below.sort(order)) yield* writeGroup(write, each);
  yield* writeLeaves(write, members.objects.get(group) ?? []);
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
