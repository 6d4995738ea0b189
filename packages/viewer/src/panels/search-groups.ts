import type { Asset } from "@shuicheng/shared/contracts";

/** Results of one layer, best first. */
export interface SearchGroup {
  readonly layer: string;
  readonly assets: readonly Asset[];
}

/** Results by layer: the layer of the best result first, within a layer in the server's order. */
export function groupResults(found: readonly Asset[]): SearchGroup[] {
  return [...Map.groupBy(found, (asset) => asset.layer)].map(([layer, assets]) => ({ layer, assets }));
}
