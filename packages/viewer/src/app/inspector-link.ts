import type { StageControl } from "../bim/stage/stage-contract.ts";
import { showLinkElements } from "../client/inspector/link/link-elements.ts";
import {
  decodeInspectorView,
  type InspectorView,
  isLink,
  readViewLink,
} from "../client/inspector/link/link-format.ts";
import {
  readLinkParts,
  replaceAllParts,
  useInspectorLinkStore,
} from "../client/inspector/link/link-store.ts";
import { settleMarkup } from "../client/inspector/markup/markup-saving.ts";
import { useMarkupStore } from "../client/inspector/markup/markup-store.ts";
import type { StageEye } from "../client/inspector/stage-store.ts";
import { asOneStep } from "../client/inspector/views/restore-view.ts";
import { useSavedViewStore } from "../client/inspector/views/saved-view-store.ts";
import { openLinkedView } from "../client/inspector/views/view-actions.ts";
import { showView } from "../client/inspector/views/view-lists.ts";
import { type OpenModel, useInspectorStore } from "../client/inspector-store.ts";

/** The link that the page was opened by, or that was put into its address since. */
interface InspectorLink {
  /** When something is drawn: looks where the link says. @param otherwise Done where it says nothing. */
  showView(otherwise: () => void): void;
  /** When tables are read: selects, hides and ghosts what the link says, or the view that was restored. What is lost is said. */
  showElements(): void;
  close(): void;
}

/** Reads the address's fragment, and each that is put there while the page is open: a view of its own, or the name of a saved one. */
export function openInspectorLink(stage: StageControl | undefined): InspectorLink {
  let { savedView, view } = readFragment();
  const seen = new Set<string>();
  let hasTools = false;
  let hasLooked = false;

  const look = (eye: StageEye): void => {
    useInspectorStore.getState().setWalking(false);
    useInspectorStore.getState().setProjection(eye.projection);
    stage?.setView(eye, { isSudden: true });
  };
  /** Shows models as the view says, those that come after a saved view was restored as that one says. */
  const showModels = (models: Iterable<OpenModel>): void => {
    const { states } = useInspectorStore.getState();
    const elements = useSavedViewStore.getState().elements ?? view;
    const next = new Map(states);
    const lost: string[] = [];
    let { primary } = useInspectorStore.getState();
    for (const { id, table } of models) {
      seen.add(id);
      const shown = showLinkElements(elements, id, table, next.get(id));
      next.set(id, shown.states);
      primary = shown.primary ?? primary;
      lost.push(...shown.lost);
    }
    useInspectorStore.setState({ states: next, primary });
    useInspectorLinkStore.setState((notes) => ({ lost: [...notes.lost, ...lost] }));
  };
  const noteTools = (isRead: boolean): void =>
    useInspectorLinkStore.setState(({ isUnreadable }) => ({ isUnreadable: isUnreadable || !isRead }));
  const openSavedView = async (): Promise<void> => {
    const { model } = useSavedViewStore.getState();
    if (savedView === undefined || model === null || !useInspectorStore.getState().models.has(model)) return;
    const id = savedView;
    savedView = undefined;
    // What was just drawn is saved before another view takes its place.
    useMarkupStore.getState().edit(false);
    await settleMarkup();
    await openLinkedView(id);
  };
  /** A link that was put into the address of this page: what the page itself does to its address tells no such event. */
  const onHashChange = ({ oldURL, newURL }: HashChangeEvent): void => {
    const [before, after] = [new URL(oldURL), new URL(newURL)];
    if (before.pathname + before.search !== after.pathname + after.search || !isLink(after.hash)) return;
    ({ savedView, view } = readFragment());
    if (savedView !== undefined) return void openSavedView();
    if (view.eye) look(view.eye);
    asOneStep(() => {
      showView(null);
      useSavedViewStore.setState({ elements: null });
      useInspectorStore.setState({ primary: null });
      showModels(useInspectorStore.getState().models.values());
      noteTools(replaceAllParts(view.tools ?? new Map()));
    });
  };
  window.addEventListener("hashchange", onHashChange);

  return {
    showView(otherwise) {
      if (!view.eye || !stage) otherwise();
      else if (!hasLooked) {
        hasLooked = true;
        look(view.eye);
      }
    },
    showElements() {
      const { models } = useInspectorStore.getState();
      for (const id of seen) if (!models.has(id)) seen.delete(id);
      showModels([...models.values()].filter(({ id }) => !seen.has(id)));
      if (!hasTools) noteTools(readLinkParts(view.tools ?? new Map()));
      hasTools = true;
      void openSavedView();
    },
    close() {
      window.removeEventListener("hashchange", onHashChange);
      useInspectorLinkStore.setState({ lost: [], isUnreadable: false, shared: null });
    },
  };
}

function readFragment(): { savedView: string | undefined; view: InspectorView } {
  const { hash } = window.location;
  const savedView = readViewLink(hash);
  const { view, unreadable } = decodeInspectorView(savedView === undefined ? hash : "");
  useInspectorLinkStore.setState({ lost: [], isUnreadable: unreadable > 0, shared: null });
  return { savedView, view };
}
