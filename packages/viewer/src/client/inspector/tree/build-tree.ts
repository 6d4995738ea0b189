import type { ElementTable } from "@shuicheng/shared/ifc";
import { runAtOnce, runInSlices } from "../run-in-slices.ts";
import { buildClassificationTree, buildMaterialTree } from "./build-material-trees.ts";
import { buildSpatialTree } from "./build-spatial-tree.ts";
import { buildSystemTree } from "./build-system-tree.ts";
import { buildTypeTree } from "./build-type-tree.ts";
import type { TreeModel } from "./tree-model.ts";

/** Ways to put the objects of a model in order. */
export const TREE_ORDERS = ["space", "type", "system", "material", "classification"] as const;
/** One of {@link TREE_ORDERS}. */
export type TreeOrder = (typeof TREE_ORDERS)[number];

const BUILDERS: Readonly<Record<TreeOrder, (table: ElementTable) => Generator<undefined, TreeModel>>> = {
  space: buildSpatialTree,
  type: buildTypeTree,
  system: buildSystemTree,
  material: buildMaterialTree,
  classification: buildClassificationTree,
};

const built = new WeakMap<ElementTable, Map<TreeOrder, TreeModel>>();

/** Models up to this size have their trees at once, in some milliseconds: nobody sees a list without them. */
const SMALL = 3_000;

/**
 * A model's tree, kept as long as its table. Without nodes where the model has nothing of the kind. Undefined where the model
 * is large and its tree is not built yet: see {@link buildTree}.
 */
export function treeOf(table: ElementTable, order: TreeOrder): TreeModel | undefined {
  const tree = built.get(table)?.get(order);
  if (tree || table.objects.count > SMALL) return tree;
  return keep(table, order, runAtOnce(BUILDERS[order](table)));
}

const building = new WeakMap<ElementTable, Map<TreeOrder, Promise<TreeModel>>>();

/** Builds a tree in slices, so that the picture moves on meanwhile. Whoever asks while it is being built waits for the same one. */
export function buildTree(table: ElementTable, order: TreeOrder): Promise<TreeModel> {
  const tree = treeOf(table, order);
  if (tree) return Promise.resolve(tree);
  const own = building.get(table) ?? new Map<TreeOrder, Promise<TreeModel>>();
  building.set(table, own);
  const begun =
    own.get(order) ?? runInSlices(BUILDERS[order](table)).then((whole) => keep(table, order, whole));
  own.set(order, begun);
  return begun;
}

function keep(table: ElementTable, order: TreeOrder, tree: TreeModel): TreeModel {
  const own = built.get(table) ?? new Map<TreeOrder, TreeModel>();
  built.set(table, own.set(order, tree));
  building.get(table)?.delete(order);
  return tree;
}
