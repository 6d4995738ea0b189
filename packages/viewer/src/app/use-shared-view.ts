import i18next from "i18next";
import { useEffect } from "react";
import { useNoticeStore } from "../client/notice-store.ts";
import { decodeShareLink, encodeShareLink } from "../client/share-link.ts";
import { showSharedView, viewToShare } from "../client/shared-view.ts";
import { useViewStore, type ViewState } from "../client/view-store.ts";
import { findLanguage, type Language } from "../format/language.ts";

/** The address follows the view this long after its last change; browsers refuse an address that changes all the time. */
const WRITE_DELAY_MS = 600;

/**
 * Keeps the address and the view the same: on opening, and when somebody pastes another link, the view is the
 * link's; after that the address is the view's. What a link says badly is passed over and told.
 */
export function useSharedView(): void {
  useEffect(() => {
    const open = (): void => {
      const link = decodeShareLink(window.location.hash);
      if (!link) return;
      if (link.view.language) void i18next.changeLanguage(link.view.language);
      showSharedView(link.view);
      const count = link.unreadable.length;
      if (count > 0) useNoticeStore.getState().tell({ kind: "linkUnreadable", count });
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      timer = undefined;
      const state = useViewStore.getState();
      if (state.eye === null) return; // the camera of the link, or of nothing yet, must not be overwritten
      const fragment = encodeShareLink(viewToShare(state, currentLanguage()));
      if (window.location.hash !== `#${fragment}`) window.history.replaceState(null, "", `#${fragment}`);
    };
    const schedule = (): void => {
      timer ??= setTimeout(write, WRITE_DELAY_MS);
    };
    open();
    const leave = useViewStore.subscribe((state, before) => {
      if (isOtherView(state, before)) schedule();
    });
    i18next.on("languageChanged", schedule);
    window.addEventListener("hashchange", open);
    return () => {
      clearTimeout(timer);
      leave();
      i18next.off("languageChanged", schedule);
      window.removeEventListener("hashchange", open);
    };
  }, []);
}

function currentLanguage(): Language {
  return findLanguage(i18next.language) ?? "zh";
}

/** Whether anything that a link carries changed; hovering and loading are not. */
function isOtherView(state: ViewState, before: ViewState): boolean {
  return SHARED.some((key) => state[key] !== before[key]);
}

const SHARED = [
  "eye",
  "hiddenLayers",
  "layerOpacity",
  "switchedClasses",
  "hiddenStoreys",
  "selection",
  "theme",
  "underground",
] as const satisfies readonly (keyof ViewState)[];
