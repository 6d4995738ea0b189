import { useMarkupStore } from "../../../client/inspector/markup/markup-store.ts";
import { nameView } from "../../../client/inspector/views/name-view.ts";
import { listAllViews, useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import { copyShown, openView } from "../../../client/inspector/views/view-actions.ts";
import type { ListedView } from "../../../client/inspector/views/view-storage.ts";
import { useIsWriter } from "../../models/is-writer.ts";

/** Whether the person may change a view: one's own browser's always. */
export function useIsChangeable({ place }: ListedView): boolean {
  return useIsWriter() || place === "browser";
}

/** Goes back to the view that is shown and begins to draw on it; on a copy in this browser where it may not be changed. */
export function useStartMarkup(view: ListedView): () => void {
  const isChangeable = useIsChangeable(view);
  return () => {
    void begin(view, isChangeable);
  };
}

async function begin(view: ListedView, isChangeable: boolean): Promise<void> {
  if (!isChangeable) {
    const views = listAllViews(useSavedViewStore.getState());
    if (!(await copyShown(nameView(view.name.slice(0, 100), views, false)))) return;
  }
  // What is drawn belongs to what the view shows, not to what was done since.
  const { shown } = useSavedViewStore.getState();
  if (shown) await openView({ id: shown.view.id, place: shown.place });
  useMarkupStore.getState().edit(true);
}
