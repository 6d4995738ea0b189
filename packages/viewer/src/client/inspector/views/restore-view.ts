import { type ElementRef, useInspectorStore } from "../../inspector-store.ts";
import { useRouteStore } from "../../route-store.ts";
import type { ElementStates } from "../element-states.ts";
import { showLinkElements } from "../link/link-elements.ts";
import { replaceAllParts, writeAllParts } from "../link/link-store.ts";
import { recordStep, useToolHistory } from "../tool-history.ts";
import { type ShownView, useSavedViewStore } from "./saved-view-store.ts";
import { showView } from "./view-lists.ts";
import { idOfKey, linkOfModels } from "./view-models.ts";

/** What undo brings back. The camera stays where it is. */
interface Moment {
  readonly states: ReadonlyMap<string, ElementStates>;
  readonly primary: ElementRef | null;
  readonly parts: ReadonlyMap<string, string>;
  readonly shown: ShownView | null;
}

/**
 * Shows a view: its models, elements, cuts, filters, colours and markup at once, as one step that can be undone; the camera flies
 * there. What is lost is counted, and the rest is shown.
 */
export function restoreView(shown: ShownView, { isSudden = false } = {}): void {
  const { model } = useSavedViewStore.getState();
  const { content } = shown.view;
  if (model === null) return;
  const before = momentNow();
  const idOf = (key: string | null) => (key === null ? model : idOfKey(key));
  const others = content.models.slice(1).map(({ model: key }) => idOf(key));
  goTo(others.filter((id) => id !== undefined));
  const elements = linkOfModels(content.models, idOf);
  const camera = content.camera;
  const absent = content.models.flatMap(({ name }, at) =>
    at > 0 && others[at - 1] === undefined ? [name] : [],
  );
  let lost = 0;
  let isRead = true;
  withoutSteps(() => {
    const { models, states } = useInspectorStore.getState();
    const next = new Map(states);
    let primary: ElementRef | null = null;
    for (const [id, { table }] of models) {
      const of = showLinkElements(elements, id, table, states.get(id));
      next.set(id, of.states);
      primary = of.primary ?? primary;
      lost += of.lost.length;
    }
    useInspectorStore.setState({ states: next, primary });
    isRead = replaceAllParts(new Map(Object.entries(content.parts)));
  });
  showView(shown);
  const after = momentNow();
  useSavedViewStore.setState({
    elements,
    flight: { eye: camera, isSudden },
    notice: { kind: "restored", name: content.name, lost, absent, isUnreadable: !isRead },
  });
  recordStep({ undo: () => comeBack(before), redo: () => comeBack(after) });
}

/** Makes one step that can be undone of what changes elements and tools. */
export function asOneStep(change: () => void): void {
  const before = momentNow();
  withoutSteps(change);
  const after = momentNow();
  recordStep({ undo: () => comeBack(before), redo: () => comeBack(after) });
}

/** Opens the view's models beside its own, and closes others; the browser's way back brings them again. */
function goTo(others: readonly string[]): void {
  const { route, go } = useRouteStore.getState();
  if (route.page !== "inspector") return;
  const isSame = others.length === route.others.length && others.every((id) => route.others.includes(id));
  if (!isSame) go({ ...route, others });
}

function momentNow(): Moment {
  const { states, primary } = useInspectorStore.getState();
  const { shown } = useSavedViewStore.getState();
  return { states, primary, parts: writeAllParts(), shown };
}

function comeBack({ states, primary, parts, shown }: Moment): void {
  withoutSteps(() => {
    const now = useInspectorStore.getState().states;
    // Models that were opened since stay as they are, those that were closed stay away.
    const next = [...now].map(([id, own]) => {
      const old = states.get(id);
      return [id, old?.length === own.length ? old : own] as const;
    });
    useInspectorStore.setState({ states: new Map(next), primary });
    replaceAllParts(parts);
  });
  const { shown: now, opened } = useSavedViewStore.getState();
  // As it is kept by now, or none where it was deleted.
  if (now?.view.id !== shown?.view.id) showView(shown && (opened.get(shown.view.id) ?? null));
  useSavedViewStore.setState({ notice: null });
}

/** Tools that make steps of what they read make none here: all of it is one. */
function withoutSteps(work: () => void): void {
  const before = useToolHistory.getState();
  work();
  useToolHistory.setState({ done: before.done, undone: before.undone });
}
