import { readAsset } from "../../asset-queries.ts";
import { useInspectorStore } from "../../inspector-store.ts";
import { listElementAssets } from "../../live-binding/element-assets.ts";
import { isLocalId } from "../../local-model-store.ts";
import { useRouteStore } from "../../route-store.ts";
import { useViewStore } from "../../view-store.ts";
import { encodeInspectorView } from "./link-format.ts";

/**
 * Goes to the city, to the element that is selected, or the first model where none is. An element that is no asset there
 * (a type, a system) shows its model. A file that is open in this browser only is not in the city: nothing happens.
 */
export async function showSelectionInCity(): Promise<void> {
  const { primary, models } = useInspectorStore.getState();
  const model = primary ? models.get(primary.model) : [...models.values()].find(({ id }) => !isLocalId(id));
  if (!model || isLocalId(model.id)) return;
  const id = primary && listElementAssets(model.id, model.table).assetOf[primary.row];
  const asset = id ? await readAsset(id).catch(() => undefined) : undefined;
  useRouteStore.getState().go({ page: "city" }, { isFresh: true });
  const { fly, select, showLayers } = useViewStore.getState();
  showLayers([model.id], true);
  if (!asset) return fly({ to: "layer", layer: model.id });
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
