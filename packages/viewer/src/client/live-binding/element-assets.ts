import { assetIdOf, createElementKeys } from "@shuicheng/shared/contracts";
import type { ElementTable } from "@shuicheng/shared/ifc";
import { runAtOnce, runInSlices } from "../inspector/run-in-slices.ts";

/** Which asset of the server an element of a model is, and the other way round. */
export interface ElementAssets {
  /** By row of products: the asset's id. */
  readonly assetOf: readonly string[];
  readonly rowOf: ReadonlyMap<string, number>;
}

const known = new WeakMap<ElementTable, ElementAssets>();

/** Ids of the assets of a model's elements, as the server gave them: by GlobalId, or by place where that is missing or repeated. */
export function listElementAssets(model: string, table: ElementTable): ElementAssets {
  return known.get(table) ?? keep(table, runAtOnce(listInSteps(model, table)));
}

/** Lists them in slices, before somebody asks: of 100,000 elements it would be a long task of the first click. */
export async function prepareElementAssets(model: string, table: ElementTable): Promise<void> {
  if (!known.has(table)) keep(table, await runInSlices(listInSteps(model, table)));
}

/** Elements between two looks at the clock. */
const STEP = 2000;

function* listInSteps(model: string, { objects }: ElementTable): Generator<undefined, ElementAssets> {
  const { globalId, elementCount } = objects;
  const keysOf = createElementKeys();
  const assetOf: string[] = [];
  const rowOf = new Map<string, number>();
  for (let from = 0; from < elementCount; from += STEP) {
    for (const key of keysOf(globalId.slice(from, Math.min(from + STEP, elementCount)))) {
      const asset = assetIdOf(model, key);
      rowOf.set(asset, assetOf.length);
      assetOf.push(asset);
    }
    yield;
  }
  return { assetOf, rowOf };
}

function keep(table: ElementTable, assets: ElementAssets): ElementAssets {
  known.set(table, assets);
  return assets;
}
