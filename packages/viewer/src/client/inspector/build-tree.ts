import type { ElementTable } from "@shuicheng/shared/ifc";
import { buildClassificationTree, buildMaterialTree } from "./build-material-trees.ts";
import { buildSpatialTree } from "./build-spatial-tree.ts";
import { buildSystemTree } from "./build-system-tree.ts";
import { buildTypeTree } from "./build-type-tree.ts";
import type { TreeModel } from "./tree-model.ts";

/** Ways to put the objects of a model in order. */
export const TREE_ORDERS = ["space", "type", "system", "material", "classification"] as const;
/** One of {@link TREE_ORDERS}. */
export type TreeOrder = (typeof TREE_ORDERS)[number];

const BUILDERS: Readonly<Record<TreeOrder, (table: ElementTable) => TreeModel>> = {
  space: buildSpatialTree,
  type: buildTypeTree,
  system: buildSystemTree,
  material: buildMaterialTree,
  classification: buildClassificationTree,
};

const built = new WeakMap<ElementTable, Map<TreeOrder, TreeModel>>();

/** A model's tree; built when it is asked for first and kept as long as its table. Without nodes where the model has nothing of the kind. */
export function treeOf(table: ElementTable, order: TreeOrder): TreeModel {
  const own = built.get(table) ?? new Map<TreeOrder, TreeModel>();
  built.set(table, own);
  const tree = own.get(order) ?? BUILDERS[order](table);
  own.set(order, tree);
  return tree;
}
