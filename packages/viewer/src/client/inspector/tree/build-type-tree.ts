import type { ElementTable } from "@shuicheng/shared/ifc";
import { describeRows, groupByClass, orderRows, type RowOrder, type RowTexts } from "../find/row-texts.ts";
import { compareNatural } from "./natural-order.ts";
import { sortInSlices } from "./sort-in-slices.ts";
import { createTreeWriter, type TreeModel, type TreeWriter } from "./tree-model.ts";

/**
 * The type tree: class, type, its occurrences. Where a file has no type objects, the type is what its elements name in
 * ObjectType. Those of a class that name none stand after its types.
 */
export function* buildTypeTree(table: ElementTable): Generator<undefined, TreeModel> {
  const texts = describeRows(table);
  const order = yield* orderRows(table);
  const { objects, texts: all } = table;
  const writer = createTreeWriter(objects.count, texts.isCounted);
  const rows: number[] = [];
  for (let row = 0; row < objects.elementCount; row++) if (texts.isCounted(row)) rows.push(row);
  for (const [name, own] of groupByClass(texts, rows)) {
    writer.open("class", name);
    const byType = Map.groupBy(own, (row) => objects.typeRow[row] as number);
    const types = [...byType.keys()].filter((type) => type >= 0).sort(order);
    for (const type of types) {
      writer.open("object", texts.name(type), type);
      yield* writeLeaves({ writer, texts, order }, byType.get(type) ?? []);
      writer.close();
    }
    const byName = Map.groupBy(byType.get(-1) ?? [], (row) => all[objects.objectType[row] as number] ?? "");
    for (const typeName of [...byName.keys()].filter(Boolean).sort(compareNatural)) {
      writer.open("type", typeName);
      yield* writeLeaves({ writer, texts, order }, byName.get(typeName) ?? []);
      writer.close();
    }
    const untyped = byName.get("") ?? [];
    if (untyped.length > 0 && untyped.length < own.length) {
      writer.open("rest", "");
      yield* writeLeaves({ writer, texts, order }, untyped);
      writer.close();
    } else yield* writeLeaves({ writer, texts, order }, untyped);
    writer.close();
  }
  return writer.finish();
}

/** What leaves are written with. */
export interface LeafWrite {
  readonly writer: TreeWriter;
  readonly texts: RowTexts;
  readonly order: RowOrder;
}

/** Objects that are written between two looks at the clock. */
const STEP = 1000;

/** Objects with nothing below them, by name. */
export function* writeLeaves(
  { writer, texts, order }: LeafWrite,
  rows: readonly number[],
): Generator<undefined, void> {
  let written = 0;
  for (const row of yield* sortInSlices(rows, order)) {
    writer.leaf("object", texts.name(row), row);
    if (++written % STEP === 0) yield;
  }
}
