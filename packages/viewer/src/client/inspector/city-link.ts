import { assetIdOf } from "@shuicheng/shared/contracts";
import { readAsset } from "../asset-queries.ts";
import { useInspectorStore } from "../inspector-store.ts";
import { useRouteStore } from "../route-store.ts";
import { useViewStore } from "../view-store.ts";
import { encodeInspectorView } from "./link-format.ts";

/**
 * Goes to the city, to the element that is selected, or the first model where none is. An element that is no asset there
 * (a type, a system) shows its model.
 */
export async function showSelectionInCity(): Promise<void> {
  const { primary, models } = useInspectorStore.getState();
  const model = primary?.model ?? models.keys().next().value;
  const globalId = primary && models.get(primary.model)?.table.objects.globalId[primary.row];
  if (model === undefined) return;
  const asset = globalId ? await readAsset(assetIdOf(model, globalId)).catch(() => undefined) : undefined;
  useRouteStore.getState().go({ page: "city" }, { isFresh: true });
  const { fly, select, showLayers } = useViewStore.getState();
  showLayers([model], true);
  if (!asset) return fly({ to: "layer", layer: model });
  const feature = { layer: asset.layer, featureIndex: asset.featureIndex };
  select(feature);
  fly({ to: "feature", feature });
}

/** Goes to the inspector, to an element of a model. @param globalId Undefined: to the whole model. */
export function openInInspector(model: string, globalId: string | undefined): void {
  const selection = globalId ? new Map([[model, [globalId]]]) : undefined;
  const fragment = selection ? encodeInspectorView({ selection }) : "";
  useRouteStore.getState().go({ page: "inspector", model, others: [] }, { fragment });
}
