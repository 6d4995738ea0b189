import { type ElementTable, listOf } from "@shuicheng/shared/ifc";
import { describeRows, groupByClass, orderRows } from "../find/row-texts.ts";
import { writeLeaves } from "./build-type-tree.ts";
import { compareNatural } from "./natural-order.ts";
import { createTreeWriter, type TreeModel, type TreeNodeKind } from "./tree-model.ts";

/**
 * The material tree: material, class, elements. An element of several layers stands at each of its materials; one that names
 * none itself has those of its type.
 */
export function buildMaterialTree(table: ElementTable): Generator<undefined, TreeModel> {
  const names = table.materials.map(({ name, parts }) => {
    const own = new Set(parts.map(({ material }) => material).filter(Boolean));
    return own.size > 0 ? [...own] : [name];
  });
  return buildKeyTree(table, "material", table.materialsOf, (material) => names[material] ?? []);
}

/** The classification tree: system, place in it, elements. */
export function buildClassificationTree(table: ElementTable): Generator<undefined, TreeModel> {
  const keys = table.classifications.map(({ system, identification, name }) => [
    `${system}\n${[identification, name].filter(Boolean).join(" ")}`,
  ]);
  return buildKeyTree(table, "classification", table.classificationsOf, (entry) => keys[entry] ?? []);
}

/** Rows that are looked at between two looks at the clock. */
const STEP = 2000;

/** @param keysOf Of an item of `list`: names, where they have two lines the first is the root that the second stands under. */
function* buildKeyTree(
  table: ElementTable,
  kind: TreeNodeKind,
  list: ElementTable["materialsOf"],
  keysOf: (item: number) => readonly string[],
): Generator<undefined, TreeModel> {
  const { objects } = table;
  const texts = describeRows(table);
  const order = yield* orderRows(table);
  const writer = createTreeWriter(objects.count, texts.isCounted);
  const byKey = new Map<string, number[]>();
  const rest: number[] = [];
  for (let row = 0; row < objects.elementCount; row++) {
    if (row % STEP === 0) yield;
    if (!texts.isCounted(row)) continue;
    const own = listOf(list, row);
    const items = own.length > 0 ? own : listOf(list, objects.typeRow[row] as number);
    const keys = new Set([...items].flatMap(keysOf));
    if (keys.size === 0) rest.push(row);
    for (const key of keys) {
      const rows = byKey.get(key);
      if (rows) rows.push(row);
      else byKey.set(key, [row]);
    }
  }
  let root: string | undefined;
  for (const key of [...byKey.keys()].sort(compareNatural)) {
    const [first = "", second] = key.split("\n");
    if (second !== undefined && first !== root) {
      if (root !== undefined) writer.close();
      writer.open(kind, first);
      root = first;
    }
    writer.open(kind, second ?? first);
    yield* writeClasses(byKey.get(key) ?? []);
    writer.close();
  }
  if (root !== undefined) writer.close();
  if (rest.length > 0 && byKey.size > 0) {
    writer.open("rest", "");
    yield* writeClasses(rest);
    writer.close();
  }
  return writer.finish();

  function* writeClasses(rows: readonly number[]): Generator<undefined, void> {
    for (const [name, own] of groupByClass(texts, rows)) {
      writer.open("class", name);
      yield* writeLeaves({ writer, texts, order }, own);
      writer.close();
    }
  }
}
