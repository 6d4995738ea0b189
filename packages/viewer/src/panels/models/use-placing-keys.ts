import { useEffect } from "react";
import { movePlace } from "../../client/move-place.ts";
import { type DraftPlace, usePlacingStore } from "../../client/placing-store.ts";
import { useViewStore } from "../../client/view-store.ts";

/** Steps of one press, and with Shift. */
const MOVE_M = { plain: 1, shift: 10 } as const;
const TURN_DEG = { plain: 1, shift: 15 } as const;
const RISE_M = { plain: 0.1, shift: 1 } as const;

/** Directions of the arrows on the picture, degrees clockwise from where the eye looks. */
const ARROWS: Readonly<Record<string, number>> = {
  ArrowUp: 0,
  ArrowRight: 90,
  ArrowDown: 180,
  ArrowLeft: 270,
};

/** Keys that place a model, while the focus is on the scene or in the panel of placing; numbers are written in peace. */
export function usePlacingKeys({
  onApply,
  onCancel,
}: {
  readonly onApply: () => void;
  readonly onCancel: () => void;
}): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !isOurs(event.target))
        return;
      if (!act(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const act = (event: KeyboardEvent): boolean => {
      if (event.key === "Escape") {
        onCancel();
        return true;
      }
      if (event.key === "Enter") {
        if (isButton(event.target)) return false;
        onApply();
        return true;
      }
      if (isField(event.target)) return false;
      const { draft, change } = usePlacingStore.getState();
      const { headingDeg = 0, groundHeightM = null } = useViewStore.getState().eye ?? {};
      const part = draft && pressOn(draft, event, { headingDeg, groundHeightM });
      if (part) change(part);
      return Boolean(part);
    };
    // Before the camera's own keys and the page's.
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [onApply, onCancel]);
}

/** Where the eye looks: degrees clockwise from north, and the ground's height there, metres, where it is known. */
interface PlacingView {
  readonly headingDeg: number;
  readonly groundHeightM: number | null;
}

/** What a key changes of a place; undefined for keys that mean something else. */
export function pressOn(
  draft: DraftPlace,
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  view: PlacingView,
): Partial<DraftPlace> | undefined {
  const size = shiftKey ? "shift" : "plain";
  const arrow = ARROWS[key];
  if (arrow !== undefined) return movePlace(draft, view.headingDeg + arrow, MOVE_M[size]);
  // Shift makes braces of brackets on most keyboards.
  if (key === "[" || key === "{") return { headingDeg: wrap(draft.headingDeg - TURN_DEG[size]) };
  if (key === "]" || key === "}") return { headingDeg: wrap(draft.headingDeg + TURN_DEG[size]) };
  if (key !== "PageUp" && key !== "PageDown") return undefined;
  const riseM = key === "PageUp" ? RISE_M[size] : -RISE_M[size];
  // What stands on the ground begins there.
  return { heightM: Math.round(((draft.heightM ?? view.groundHeightM ?? 0) + riseM) * 1_000) / 1_000 };
}

const wrap = (deg: number): number => ((deg % 360) + 360) % 360;

function isOurs(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true;
  if (document.querySelector("dialog[open]")) return false;
  const panel = target.closest<HTMLElement>("[data-panel]");
  return panel === null || panel.dataset.panel === "scene" || panel.dataset.panel === "placing";
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
const isButton = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("button, a, input[type=checkbox]");
