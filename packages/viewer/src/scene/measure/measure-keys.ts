import type { ScreenPosition } from "../scene-contract.ts";
import type { MeasureAim } from "./measure-aim.ts";
import type { MeasuredPoint } from "./measure-line.ts";
import type { MeasureTool } from "./measure-tool.ts";

/** A press of Shift and an arrow moves the cross-hair so far, CSS pixels: a dozen presses cross a crossroads. */
const AIM_STEP_PX = 10;

const AIM_STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-AIM_STEP_PX, 0],
  ArrowRight: [AIM_STEP_PX, 0],
  ArrowUp: [0, -AIM_STEP_PX],
  ArrowDown: [0, AIM_STEP_PX],
};

/** What the keys of a measure work on. */
export interface MeasureKeyNeeds {
  readonly tool: MeasureTool;
  readonly aim: MeasureAim;
  isMeasuring(): boolean;
  /** The point in space that a pixel shows, as a click there would set it; null for the sky. */
  findPoint(at: ScreenPosition): MeasuredPoint | null;
  /** The ground there, without asking what stands on it: cheap enough for each move. */
  findGround(at: ScreenPosition): MeasuredPoint | null;
  /** The cross-hair is somewhere else, or seen for the first time. */
  onAim(): void;
}

/**
 * Measuring without a pointer: Enter sets a point at the cross-hair (where the last one is, it ends the line, as a
 * double click does), Shift and the arrows move the cross-hair, Backspace takes the last point back, Escape ends the
 * line; with no open line Escape is free for the page. Other keys move the picture under the cross-hair.
 * Listens on the picture, which has the focus while the tool is in hand. @returns Ends it.
 */
export function watchMeasureKeys(canvas: HTMLCanvasElement, needs: MeasureKeyNeeds): () => void {
  const { tool, aim } = needs;
  const showNext = () => {
    aim.show();
    tool.hover(needs.findGround(aim.place()));
    needs.onAim();
  };
  const press = () => {
    const point = needs.findPoint(aim.place());
    if (!point) return;
    const before = tool.measurement();
    tool.click(point);
    if (before?.isOpen && tool.measurement()?.points.length === before.points.length) tool.end();
  };
  const act = (event: KeyboardEvent): boolean => {
    const step = event.shiftKey ? AIM_STEPS[event.key] : undefined;
    if (step) {
      aim.moveBy(...step);
      showNext();
      return true;
    }
    switch (event.key) {
      case "Enter":
        if (!event.repeat) press();
        return true;
      case "Backspace":
        return tool.takeBack();
      case "Escape":
        return tool.end();
      default:
        return false;
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (!needs.isMeasuring() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (MOVES_PICTURE.has(event.key)) {
      // Once the camera has moved: the same pixel is another place.
      requestAnimationFrame(showNext);
    }
  };
  canvas.addEventListener("keydown", onKey);
  return () => canvas.removeEventListener("keydown", onKey);
}

const MOVES_PICTURE: ReadonlySet<string> = new Set([
  ...Object.keys(AIM_STEPS),
  "PageUp",
  "PageDown",
  "+",
  "=",
  "-",
]);
