import { type Datastream, keyOfAsset } from "@shuicheng/shared/contracts";
import type { OpenModel } from "../inspector-store.ts";
import { listElementAssets } from "./element-assets.ts";

/** What a datastream observes, as the inspector sees it. */
export type BoundElement =
  | { readonly kind: "element"; readonly model: OpenModel; readonly row: number }
  /** Its model is open and has no such element any more. */
  | { readonly kind: "lost"; readonly model: OpenModel; readonly globalId: string }
  /** Something of another layer. */
  | { readonly kind: "elsewhere"; readonly asset: string };

/** Finds what a datastream is bound to among open models. */
export function findBoundElement(
  models: readonly OpenModel[],
  { layer, asset }: Pick<Datastream, "layer" | "asset">,
): BoundElement {
  const model = models.find(({ id }) => id === layer);
  if (!model) return { kind: "elsewhere", asset };
  const row = listElementAssets(model.id, model.table).rowOf.get(asset);
  return row === undefined
    ? { kind: "lost", model, globalId: keyOfAsset(model.id, asset) }
    : { kind: "element", model, row };
}

/** What an element is called: its name, else its class and GlobalId. */
export function nameOfElement({ table }: OpenModel, row: number): string {
  const { objects, texts, classes } = table;
  const name = texts[objects.name[row] as number] ?? "";
  return name || `${classes[objects.classIndex[row] as number]?.name ?? ""} ${objects.globalId[row] ?? ""}`;
}
