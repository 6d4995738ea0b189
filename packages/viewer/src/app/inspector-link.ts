import type { StageControl } from "../bim/stage/stage-contract.ts";
import { ELEMENT_STATE, withAllBut, withState } from "../client/inspector/element-states.ts";
import { decodeInspectorView, type GlobalIdsByModel } from "../client/inspector/link-format.ts";
import { readLinkParts, useInspectorLinkStore } from "../client/inspector/link-store.ts";
import { useInspectorStore } from "../client/inspector-store.ts";

/** The link that the page was opened by. */
interface InspectorLink {
  /** When something is drawn: looks where the link says. @param otherwise Done where it says nothing. */
  showView(otherwise: () => void): void;
  /** When tables are read: selects, hides and ghosts what the link says. What is lost is said. */
  showElements(): void;
  close(): void;
}

/** Reads the address's fragment. */
export function openInspectorLink(stage: StageControl | undefined): InspectorLink {
  const { view, unreadable } = decodeInspectorView(window.location.hash);
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
      const lost: string[] = [...useInspectorLinkStore.getState().lost];
      const next = new Map(states);
      let primary = useInspectorStore.getState().primary;
      for (const [id, { table }] of models) {
        if (seen.has(id)) continue;
        seen.add(id);
        const rowOf = new Map(table.objects.globalId.map((globalId, row) => [globalId, row]));
        const rowsOf = (ids: GlobalIdsByModel | undefined): number[] | undefined =>
          ids?.get(id)?.flatMap((globalId) => {
            const row = rowOf.get(globalId);
            if (row === undefined) lost.push(globalId);
            return row ?? [];
          });
        let own = next.get(id) ?? new Uint8Array(table.objects.count);
        const [selected, hidden] = [rowsOf(view.selection), rowsOf(view.hidden)];
        const [isolated, solid] = [rowsOf(view.isolated), rowsOf(view.solid)];
        if (isolated) own = withAllBut(own, isolated, ELEMENT_STATE.hidden);
        if (hidden) own = withState(own, hidden, ELEMENT_STATE.hidden, true);
        if (solid) own = withAllBut(own, solid, ELEMENT_STATE.ghosted);
        if (selected) own = withState(own, selected, ELEMENT_STATE.selected, true);
        const last = selected?.at(-1);
        if (last !== undefined) primary = { model: id, row: last };
        next.set(id, own);
      }
      useInspectorStore.setState({ states: next, primary });
      const isRead = hasTools || readLinkParts(view.tools ?? new Map());
      hasTools = true;
      useInspectorLinkStore.setState((notes) => ({ lost, isUnreadable: notes.isUnreadable || !isRead }));
    },
    close: () => useInspectorLinkStore.setState({ lost: [], isUnreadable: false, shared: null }),
  };
}
