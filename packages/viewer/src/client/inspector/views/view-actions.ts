import type { ViewContent } from "@shuicheng/shared/contracts";
import { codeOf } from "../../api-problem.ts";
import { useRouteStore } from "../../route-store.ts";
import { encodeMarkup } from "../markup/markup-codec.ts";
import { settleMarkup } from "../markup/markup-saving.ts";
import { useMarkupStore } from "../markup/markup-store.ts";
import { useStageStore } from "../stage-store.ts";
import { leaveOutKnown } from "./known-views.ts";
import { restoreView } from "./restore-view.ts";
import { type ShownView, useSavedViewStore, type ViewNotice } from "./saved-view-store.ts";
import { captureView } from "./view-capture.ts";
import { readList, readLists, replaceView, showView, storageOf } from "./view-lists.ts";
import type { ListedView, ViewStorage } from "./view-storage.ts";
import { takeThumbnail } from "./view-thumbnail.ts";

const { setState, getState } = useSavedViewStore;
const say = (notice: ViewNotice | null): void => setState({ notice });

/** Does one thing to views at a time; what fails is said. Answers undefined where it failed, or something else was being done. */
async function work<T>(todo: () => Promise<T>): Promise<T | undefined> {
  if (getState().isBusy) return undefined;
  setState({ isBusy: true, notice: null });
  try {
    return await todo();
  } catch (error) {
    say({ kind: "failed", error });
    if (codeOf(error) === "view/conflict" || codeOf(error) === "view/unknown") void readLists();
    return undefined;
  } finally {
    setState({ isBusy: false });
  }
}

/** Saves what is seen now as a new view. @param place The browser where one may not write on the server. */
export function saveView(name: string, place: ViewStorage["place"]): Promise<ShownView | undefined> {
  return work(async () => {
    const content = await captureNow(name);
    const shown = await add(place, content);
    say({ kind: "saved", name, id: shown.view.id, place });
    return shown;
  });
}

/** Saves the view that is shown with what was drawn on it as a new one: where the old one could not be changed. */
export function saveDrawnAsNew(name: string, place: ViewStorage["place"]): Promise<ShownView | undefined> {
  return work(async () => {
    const content = getState().shown?.view.content;
    if (!content) return undefined;
    const markup = encodeMarkup(useMarkupStore.getState().shapes);
    const shown = await add(place, { ...content, name, markup });
    say({ kind: "saved", name, id: shown.view.id, place });
    return shown;
  });
}

/** A view of one's own with the same content, in this browser: where one may not change the one on the server. */
export function copyShown(name: string): Promise<ShownView | undefined> {
  return work(async () => {
    const content = getState().shown?.view.content;
    if (!content) return undefined;
    const shown = await add("browser", { ...content, name });
    say({ kind: "copied", name, id: shown.view.id, place: "browser" });
    return shown;
  });
}

async function add(place: ViewStorage["place"], content: ViewContent): Promise<ShownView> {
  const view = await storageOf(place).add(content);
  const shown = { place, view: { ...view, content } };
  showView(shown);
  await readList(place);
  return shown;
}

async function captureNow(name: string): Promise<ViewContent> {
  const { eye } = useStageStore.getState();
  const { route } = useRouteStore.getState();
  const { model } = getState();
  if (!eye || model === null || route.page !== "inspector") throw new TypeError("no model is on the page");
  return captureView({
    name,
    models: [model, ...route.others],
    revisions: getState().revisions,
    camera: eye,
    markup: [],
    thumbnail: await takeThumbnail([]),
  });
}

/** Shows a view of the list. */
export function openView({ id, place }: Pick<ListedView, "id" | "place">): Promise<void> {
  return work(async () => {
    // What was just drawn is saved before another view takes its place.
    useMarkupStore.getState().edit(false);
    await settleMarkup();
    const view = await storageOf(place).read(id);
    restoreView({ place, view });
  }) as Promise<void>;
}

/** Gives a view another name. */
export function renameView({ id, place }: ListedView, name: string): Promise<void> {
  setState({ renaming: null });
  return work(async () => {
    await settleMarkup();
    const { version, content } = await storageOf(place).read(id);
    if (content.name === name) return;
    await replaceView(place, id, version, { ...content, name });
    await readList(place);
  }) as Promise<void>;
}

/**
 * Puts what is seen now into a view. Markup keeps its camera: it would lie beside what it is about.
 */
export function updateView({ id, place, version }: ListedView): Promise<void> {
  return work(async () => {
    await settleMarkup();
    const old = await storageOf(place).read(id);
    const now = await captureNow(old.name);
    const { markup, camera, thumbnail } = old.content;
    const content = markup.length > 0 ? { ...now, markup, camera, thumbnail } : now;
    const view = await replaceView(place, id, version, content);
    showView({ place, view: { ...view, content } });
    await readList(place);
    say({ kind: "updated", name: old.name, before: { place, view: old }, version: view.version });
  }) as Promise<void>;
}

/** Takes an update back. @param version That it made. */
export function takeBackUpdate({ place, view }: ShownView, version: number): Promise<void> {
  return work(async () => {
    const again = await replaceView(place, view.id, version, view.content);
    restoreView({ place, view: { ...again, content: view.content } });
    await readList(place);
  }) as Promise<void>;
}

/** Deletes a view; the notice offers to take it back. */
export function removeView(view: ListedView): Promise<void> {
  return work(async () => {
    const { shown, opened } = getState();
    await settleMarkup();
    const version = opened.get(view.id)?.view.version ?? view.version;
    await storageOf(view.place).remove(view.id, version);
    if (shown?.view.id === view.id) showView(null);
    setState({ opened: new Map([...getState().opened].filter(([id]) => id !== view.id)) });
    await readList(view.place);
    say({ kind: "removed", view });
  }) as Promise<void>;
}

/** Brings a deleted view back. */
export function bringBack(view: ListedView): Promise<void> {
  return work(async () => {
    await storageOf(view.place).restore(view.id);
    await readList(view.place);
  }) as Promise<void>;
}

/** Adds views of a file but those that are there already, whoever saved them. */
export function addViews(
  contents: readonly ViewContent[],
  unreadable: number,
  place: ViewStorage["place"],
): Promise<void> {
  return work(async () => {
    const storage = storageOf(place);
    const names = new Set(contents.map(({ name }) => name));
    const alike = (await storage.list()).filter(({ name }) => names.has(name));
    const there = await Promise.all(alike.map(({ id }) => storage.read(id)));
    const fresh = leaveOutKnown(
      contents,
      there.map(({ content }) => content),
    );
    for (const content of fresh) await storage.add(content);
    await readList(place);
    const known = contents.length - fresh.length;
    say({ kind: "imported", count: fresh.length, known, unreadable });
  }) as Promise<void>;
}

/** Shows the view that the page's address names, on the server or else in this browser; one that is not there is said. */
export async function openLinkedView(id: string): Promise<void> {
  const { model } = getState();
  const places: ViewStorage["place"][] = getState().server ? ["server", "browser"] : ["browser"];
  for (const place of places) {
    try {
      const view = await storageOf(place).read(id);
      if (getState().model === model) restoreView({ place, view }, { isSudden: true });
      return;
    } catch (error) {
      if (codeOf(error) === "view/unknown" || codeOf(error) === "page/no-storage") continue;
      say({ kind: "failed", error });
      return;
    }
  }
  say({ kind: "unknown" });
}
