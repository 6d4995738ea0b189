import type { SavedView, ViewContent } from "@shuicheng/shared/contracts";
import { isLocalId } from "../../local-model-store.ts";
import { useMarkupStore } from "../markup/markup-store.ts";
import { createBrowserViews } from "./browser-views.ts";
import { type ShownView, useSavedViewStore, type ViewList } from "./saved-view-store.ts";
import { keyOfModel } from "./view-models.ts";
import { createServerViews, type ListedView, type ViewStorage } from "./view-storage.ts";

const { setState, getState } = useSavedViewStore;

/** Where views of the model on the page are kept. */
export function storageOf(place: ViewStorage["place"]): ViewStorage {
  const model = getState().model ?? "";
  return place === "server" ? createServerViews(model) : createBrowserViews(keyOfModel(model));
}

/** Makes a model's views those of the page, and reads their lists. */
export function openViews(model: string): void {
  const loading: ViewList = { phase: "loading", items: [] };
  setState({ model, server: isLocalId(model) ? null : loading, browser: loading });
  void readLists();
}

/** Reads both lists anew; what is there stays meanwhile. */
export async function readLists(): Promise<void> {
  const { server } = getState();
  await Promise.all([server && readList("server"), readList("browser")]);
}

/** Reads one list anew. */
export async function readList(place: ViewStorage["place"]): Promise<void> {
  const { model } = getState();
  const put = (list: ViewList): void => {
    if (getState().model === model) setState({ [place]: list });
  };
  try {
    put({ phase: "ready", items: await storageOf(place).list() });
  } catch (error) {
    put({ phase: "failed", items: getState()[place]?.items ?? [], error });
  }
}

/** Saves a changed content; the list and what is shown of that view follow. */
export async function replaceView(
  place: ViewStorage["place"],
  id: string,
  version: number,
  content: ViewContent,
): Promise<SavedView> {
  const view = await storageOf(place).replace(id, version, content);
  const whole: ShownView = { place, view: { ...view, content } };
  const { shown, opened, [place]: list } = getState();
  const relist = (each: ListedView): ListedView =>
    each.id === id ? { ...each, ...view, picture: pictureOf(each.picture, whole) } : each;
  setState({
    opened: new Map(opened).set(id, whole),
    ...(shown?.view.id === id ? { shown: whole } : {}),
    ...(list ? { [place]: { ...list, items: list.items.map(relist) } } : {}),
  });
  return view;
}

/** Of the server its address with the new version, of the browser the picture itself. */
function pictureOf(before: string | null, { place, view }: ShownView): string | null {
  const { thumbnail } = view.content;
  if (place === "server" && before) return before.replace(/version=\d+$/, `version=${view.version}`);
  return thumbnail && `data:image/jpeg;base64,${thumbnail}`;
}

/** Makes a view the one that is shown, with its markup. */
export function showView(shown: ShownView | null): void {
  // Words that are being written belong to the view of before.
  useMarkupStore.getState().finishWriting();
  const { opened } = getState();
  setState({ shown, ...(shown ? { opened: new Map(opened).set(shown.view.id, shown) } : {}) });
  useMarkupStore.getState().show(shown?.view.content.camera ?? null, shown?.view.content.markup ?? []);
}
