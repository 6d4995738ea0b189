import i18next from "i18next";
import { useEffect } from "react";
import { clearMeasurement } from "../client/clear-measurement.ts";
import { useKeyStore } from "../client/key-store.ts";
import { CAMERA_PRESETS, DEEPEST_EYE_M, useViewStore } from "../client/view-store.ts";
import { findLanguage } from "../format/language.ts";
import { shareView } from "../panels/share-view.ts";
import { focusNextPanel } from "./focus-next-panel.ts";
import { isTyping } from "./is-typing.ts";

/** PgUp and PgDn move the eye this far, metres. */
const DEPTH_STEP_M = 1;

/** Keys of the City page; the dialog of keys lists them. */
export function useCityKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      if (event.key === "F6") {
        event.preventDefault();
        focusNextPanel(event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape") {
        putAway();
      } else if ((event.key === "PageUp" || event.key === "PageDown") && isInScene(event.target)) {
        event.preventDefault();
        changeDepth(event.key === "PageDown" ? -DEPTH_STEP_M : DEPTH_STEP_M);
      } else if (isSingleKey(event)) {
        pressSingleKey(event);
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Puts away one thing at a time: first a measurement, then its tool, then the selection. */
function putAway(): void {
  const { tool, measurement, setTool, select } = useViewStore.getState();
  if (tool === "measure" && measurement) clearMeasurement();
  else if (tool === "measure") setTool("select");
  else select(null);
}

/** The eye goes deeper or up again; at 0 it is above ground. */
function changeDepth(byM: number): void {
  const { underground, setUnderground } = useViewStore.getState();
  const depthM = Math.min(0, Math.max(-DEEPEST_EYE_M, underground.depthM + byM));
  setUnderground({ depthM, isBelowGround: depthM < 0 });
}

/** Single keys do nothing while typing, with a modifier, or when the person turned them off. */
function isSingleKey(event: KeyboardEvent): boolean {
  return (
    useKeyStore.getState().areLettersOn &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !isTyping(event.target)
  );
}

function pressSingleKey(event: KeyboardEvent): void {
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search")?.focus();
    return;
  }
  const preset = /^[1-5]$/.test(event.key) ? CAMERA_PRESETS[Number(event.key) - 1] : undefined;
  if (preset) useViewStore.getState().fly({ to: "preset", preset });
  else LETTERS[event.key.toLowerCase()]?.();
}

/** What a single letter does. */
const LETTERS: Readonly<Record<string, () => void>> = {
  h: () => useViewStore.getState().fly({ to: "home" }),
  n: () => useViewStore.getState().fly({ to: "north" }),
  v: () => useViewStore.getState().setTool("select"),
  m: () => useViewStore.getState().setTool("measure"),
  k: () => void shareView(findLanguage(i18next.language) ?? "zh"),
};

/** Page keys scroll a panel that has the focus; everywhere else they are the scene's. */
function isInScene(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.matches("input, textarea, select")) return false;
  const panel = target.closest<HTMLElement>("[data-panel]");
  return panel === null || panel.dataset.panel === "scene";
}
