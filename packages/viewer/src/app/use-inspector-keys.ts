import { useEffect } from "react";
import { showSelectionInCity } from "../client/inspector/link/city-link.ts";
import { redoLatest, undoLatest } from "../client/inspector/tool-history.ts";
import { toolKeys } from "../client/inspector/tool-keys.ts";
import { fitSelection, useInspectorStore } from "../client/inspector-store.ts";
import { useKeyStore } from "../client/key-store.ts";
import { shareInspectorView } from "../panels/inspector/share-inspector-view.ts";
import { focusNextPanel } from "./focus-next-panel.ts";
import { isTyping } from "./is-typing.ts";

const SIDES = ["top", "bottom", "front", "back", "left", "right"] as const;

/** Keys of the inspector; the dialog of keys lists them. */
export function useInspectorKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      if (event.key === "F6") {
        event.preventDefault();
        focusNextPanel(event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape") putAway();
      else if (isTyping(event.target)) return;
      else if ((event.ctrlKey || event.metaKey) && !event.altKey) pressUndo(event);
      else if (useKeyStore.getState().areLettersOn && !event.altKey) pressSingle(event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** One thing at a time: walking, then a tool, then the selection. */
function putAway(): void {
  const { isWalking, setWalking, clearSelection } = useInspectorStore.getState();
  if (isWalking) setWalking(false);
  else if (!toolKeys.putAway()) clearSelection();
}

function pressUndo(event: KeyboardEvent): void {
  const key = event.key.toLowerCase();
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if (!isRedo && key !== "z") return;
  event.preventDefault();
  if (isRedo) redoLatest();
  else undoLatest();
}

function pressSingle(event: KeyboardEvent): void {
  const side = /^[1-6]$/.test(event.key) ? SIDES[Number(event.key) - 1] : undefined;
  const look = side && (() => useInspectorStore.getState().look({ to: "side", side }));
  const press = look ?? LETTERS[event.key.toLowerCase()] ?? toolKeys.find(event.key.toLowerCase());
  if (!press) return;
  event.preventDefault();
  press();
}

/** What a single key does, beside `1` to `6` and those that tools add. */
export const LETTERS: Readonly<Record<string, () => void>> = {
  i: () => useInspectorStore.getState().isolate(),
  delete: () => useInspectorStore.getState().hideSelected(),
  j: () => useInspectorStore.getState().hideSelected(),
  r: () => useInspectorStore.getState().toggleGhosts(),
  a: () => useInspectorStore.getState().showAll(),
  h: fitSelection,
  "0": () => useInspectorStore.getState().look({ to: "home" }),
  home: () => useInspectorStore.getState().look({ to: "home" }),
  e: () => useInspectorStore.getState().setEdges(!useInspectorStore.getState().hasEdges),
  p: () => {
    const { projection, setProjection } = useInspectorStore.getState();
    setProjection(projection === "perspective" ? "orthographic" : "perspective");
  },
  g: () => useInspectorStore.getState().setWalking(true),
  b: () => void showSelectionInCity(),
  k: () => void shareInspectorView(),
  "/": () => document.getElementById("inspector-search")?.focus(),
  "?": () => useInspectorStore.setState({ isShowingKeys: true }),
};
