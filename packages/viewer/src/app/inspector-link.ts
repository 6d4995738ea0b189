import type { StageControl } from "../bim/stage/stage-contract.ts";
import { showLinkElements } from "../client/inspector/link/link-elements.ts";
import { decodeInspectorView, readViewLink } from "../client/inspector/link/link-format.ts";
import { readLinkParts, useInspectorLinkStore } from "../client/inspector/link/link-store.ts";
import { useSavedViewStore } from "../client/inspector/views/saved-view-store.ts";
import { openLinkedView } from "../client/inspector/views/view-actions.ts";
import { useInspectorStore } from "../client/inspector-store.ts";

/** The link that the page was opened by. */
interface InspectorLink {
  /** When something is drawn: looks where the link says. @param otherwise Done where it says nothing. */
  showView(otherwise: () => void): void;
  /** When tables are read: selects, hides and ghosts what the link says, or the view that was restored. What is lost is said. */
  showElements(): void;
  close(): void;
}

/** Reads the address's fragment: a view of its own, or the name of a saved one. */
export function openInspectorLink(stage: StageControl | undefined): InspectorLink {
  let savedView = readViewLink(window.location.hash);
  const { view, unreadable } = decodeInspectorView(savedView === undefined ? window.location.hash : "");
  useInspectorLinkStore.setState({ lost: [], isUnreadable: unreadable > 0, shared: null });
  const seen = new Set<string>();
  let hasTools = false;
  let hasLooked = false;
  return {
    showView(otherwise) {
      if (!view.eye || !stage) {
        otherwise();
        return;
      }
      if (hasLooked) return;
      hasLooked = true;
      useInspectorStore.getState().setProjection(view.eye.projection);
      stage.setView(view.eye, { isSudden: true });
    },
    showElements() {
      const { models, states } = useInspectorStore.getState();
      // Models that come after a saved view was restored are shown as that one says.
      const { elements, model: own } = useSavedViewStore.getState();
      for (const id of seen) if (!models.has(id)) seen.delete(id);
      const fresh = [...models].filter(([id]) => !seen.has(id));
      const next = new Map(states);
      const lost: string[] = [];
      let { primary } = useInspectorStore.getState();
      for (const [id, { table }] of fresh) {
        seen.add(id);
        const shown = showLinkElements(elements ?? view, id, table, next.get(id));
        next.set(id, shown.states);
        primary = shown.primary ?? primary;
        lost.push(...shown.lost);
      }
      useInspectorStore.setState({ states: next, primary });
      const isRead = hasTools || readLinkParts(view.tools ?? new Map());
      hasTools = true;
      useInspectorLinkStore.setState((notes) => ({
        lost: [...notes.lost, ...lost],
        isUnreadable: notes.isUnreadable || !isRead,
      }));
      if (savedView !== undefined && own !== null && models.has(own)) {
        void openLinkedView(savedView);
        savedView = undefined;
      }
    },
    close: () => useInspectorLinkStore.setState({ lost: [], isUnreadable: false, shared: null }),
  };
}
