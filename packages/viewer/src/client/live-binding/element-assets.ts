import { assetIdOf, createElementKeys } from "@shuicheng/shared/contracts";
import type { ElementTable } from "@shuicheng/shared/ifc";

/** Which asset of the server an element of a model is, and the other way round. */
export interface ElementAssets {
  /** By row of products: the asset's id. */
  readonly assetOf: readonly string[];
  readonly rowOf: ReadonlyMap<string, number>;
}

const known = new WeakMap<ElementTable, ElementAssets>();

/** Ids of the assets of a model's elements, as the server gave them: by GlobalId, or by place where that is missing or repeated. */
export function listElementAssets(model: string, table: ElementTable): ElementAssets {
  const before = known.get(table);
  if (before) return before;
  const { objects } = table;
  const keys = createElementKeys()(objects.globalId.slice(0, objects.elementCount));
  const assetOf = keys.map((key) => assetIdOf(model, key));
  const made = { assetOf, rowOf: new Map(assetOf.map((asset, row) => [asset, row])) };
  known.set(table, made);
  return made;
}
