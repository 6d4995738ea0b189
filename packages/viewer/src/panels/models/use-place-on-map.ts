import type { Model } from "@shuicheng/shared/contracts";
import { usePlacingStore } from "../../client/placing-store.ts";
import { useRouteStore } from "../../client/route-store.ts";
import { useViewStore } from "../../client/view-store.ts";

/** Answers how to take a model to the city and begin to place it there: where it stands, or where the city is looked at. */
export function usePlaceOnMap(): (model: Model) => void {
  const go = useRouteStore((state) => state.go);
  const begin = usePlacingStore((state) => state.begin);
  return (model) => {
    const isPlaced = model.placement.lon !== null;
    begin(model);
    const { fly, select, setTool } = useViewStore.getState();
    select(null);
    setTool("select");
    go({ page: "city" }, { isFresh: isPlaced });
    if (isPlaced) fly({ to: "layer", layer: model.id });
  };
}
