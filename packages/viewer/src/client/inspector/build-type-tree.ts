import type { ElementTable } from "@shuicheng/shared/ifc";
import { compareNatural } from "./natural-order.ts";
import { describeRows, groupByClass, type RowTexts } from "./row-texts.ts";
import { createTreeWriter, type TreeModel, type TreeWriter } from "./tree-model.ts";

/**
 * The type tree: class, type, its occurrences. Where a file has no type objects, the type is what its elements name in
 * ObjectType. Those of a class that name none stand after its types.
 */
export function buildTypeTree(table: ElementTable): TreeModel {
  const texts = describeRows(table);
  const { objects, texts: all } = table;
  const writer = createTreeWriter(objects.count, texts.isCounted);
  const rows: number[] = [];
  for (let row = 0; row < objects.elementCount; row++) if (texts.isCounted(row)) rows.push(row);
  for (const [name, own] of groupByClass(texts, rows)) {
    writer.open("class", name);
    const byType = Map.groupBy(own, (row) => objects.typeRow[row] as number);
    const types = [...byType.keys()].filter((type) => type >= 0).sort(texts.compare);
    for (const type of types) {
      writer.open("object", texts.name(type), type);
      writeLeaves(writer, texts, byType.get(type) ?? []);
      writer.close();
    }
    const byName = Map.groupBy(byType.get(-1) ?? [], (row) => all[objects.objectType[row] as number] ?? "");
    for (const typeName of [...byName.keys()].filter(Boolean).sort(compareNatural)) {
      writer.open("type", typeName);
      writeLeaves(writer, texts, byName.get(typeName) ?? []);
      writer.close();
    }
    const untyped = byName.get("") ?? [];
    if (untyped.length > 0 && untyped.length < own.length) {
      writer.open("rest", "");
      writeLeaves(writer, texts, untyped);
      writer.close();
    } else writeLeaves(writer, texts, untyped);
    writer.close();
  }
  return writer.finish();
}

/** Objects with nothing below them, by name. */
export function writeLeaves(writer: TreeWriter, texts: RowTexts, rows: number[]): void {
  for (const row of rows.sort(texts.compare)) writer.leaf("object", texts.name(row), row);
}
