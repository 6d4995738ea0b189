import { useMarkupStore } from "../client/inspector/markup/markup-store.ts";
import { isTyping } from "./is-typing.ts";

/** How far an arrow key moves a shape, heights of the view; with Shift further. */
const NUDGE = 0.004;
const NUDGE_FAR = 0.04;

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Keys of the shape in hand, while markup is edited: Delete takes it away, arrows move it, Enter changes its text. They come before
 * those of the inspector, which would hide elements. Answers what ends it.
 */
export function listenToMarkupKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const { isEditing, shapes, selected } = useMarkupStore.getState();
    const held = shapes[selected];
    if (!isEditing || !held || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
}

function press({ key, shiftKey, target }: KeyboardEvent): boolean {
  const { shapes, selected, removeSelected, moveSelected, write } = useMarkupStore.getState();
  const held = shapes[selected];
  const way = WAYS[key];
  if (key === "Delete" || key === "Backspace") removeSelected();
  else if (way) {
    const far = shiftKey ? NUDGE_FAR : NUDGE;
    moveSelected(way[0] * far, way[1] * far);
  } else if (key === "Enter" && held?.kind === "text" && !(target instanceof HTMLButtonElement))
    write({ at: held.at, shape: selected, text: held.text });
  else return false;
  return true;
}
