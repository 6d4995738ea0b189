import {
  type ChartRange,
  chooseWindow,
  panWindow,
  type TimeWindow,
  zoomWindow,
} from "../../client/charts/chart-view.ts";
import { PLOT } from "./chart-picture.ts";

/** A stretch that is being chosen with the pointer, as shares of the plot's width. */
export interface ChosenShare {
  readonly from: number;
  readonly to: number;
}

/** What gestures ask of the chart. */
interface GestureNeeds {
  window(): TimeWindow;
  nowMs(): number;
  /** The next click or drag places an annotation. */
  isPlacing(): boolean;
  /** `isStep`: the beginning of a gesture, which can be gone back from. */
  show(range: ChartRange, isStep: boolean): void;
  choosing(share: ChosenShare | null): void;
  place(fromMs: number, toMs: number): void;
  goBack(): void;
}

/** One notch of a wheel is about this much. */
const WHEEL_FACTOR = 1.0015;
/** A pointer that moved less than this has clicked. */
const CLICK_PX = 4;
/** Notches within this time are one step back. */
const WHEEL_PAUSE_MS = 600;

/** Lets a chart be zoomed with the wheel, moved by dragging, and a stretch of it chosen with Shift. @returns Ends it. */
export function attachGestures(element: HTMLElement, needs: GestureNeeds): () => void {
  let drag: {
    readonly atPx: number;
    readonly window: TimeWindow;
    readonly isChoosing: boolean;
    hasMoved: boolean;
  } | null = null;
  let lastWheelMs = 0;

  const shareAt = (xPx: number): number => {
    const { left, width } = element.getBoundingClientRect();
    return (xPx - left - PLOT.left) / Math.max(1, width - PLOT.left - PLOT.right);
  };
  const clamp = (share: number): number => Math.min(1, Math.max(0, share));
  const timeAt = (share: number, { fromMs, toMs }: TimeWindow): number => fromMs + share * (toMs - fromMs);

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const window = needs.window();
    const isStep = event.timeStamp - lastWheelMs > WHEEL_PAUSE_MS;
    lastWheelMs = event.timeStamp;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      needs.show(panWindow(window, event.deltaX / element.clientWidth, needs.nowMs()), isStep);
      return;
    }
    const aboutMs = timeAt(clamp(shareAt(event.clientX)), window);
    needs.show(zoomWindow(window, { factor: WHEEL_FACTOR ** event.deltaY, aboutMs }, needs.nowMs()), isStep);
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const isChoosing = event.shiftKey || needs.isPlacing();
    drag = { atPx: event.clientX, window: needs.window(), isChoosing, hasMoved: false };
  };
  const onMove = (event: PointerEvent): void => {
    if (!drag) return;
    const isFirst = !drag.hasMoved;
    if (isFirst && Math.abs(event.clientX - drag.atPx) < CLICK_PX) return;
    drag.hasMoved = true;
    const [from, to] = [shareAt(drag.atPx), shareAt(event.clientX)];
    if (drag.isChoosing) needs.choosing({ from: clamp(Math.min(from, to)), to: clamp(Math.max(from, to)) });
    else needs.show(panWindow(drag.window, from - to, needs.nowMs()), isFirst);
  };
  const onUp = (event: PointerEvent): void => {
    const ended = drag;
    drag = null;
    needs.choosing(null);
    if (!ended?.isChoosing) return;
    const [a, b] = [ended.atPx, event.clientX].map((xPx) => timeAt(clamp(shareAt(xPx)), ended.window));
    if (a === undefined || b === undefined) return;
    if (needs.isPlacing())
      needs.place(Math.round(Math.min(a, b)), Math.round(ended.hasMoved ? Math.max(a, b) : Math.min(a, b)));
    else if (ended.hasMoved) needs.show(chooseWindow(a, b), true);
  };
  const onCancel = (): void => {
    drag = null;
    needs.choosing(null);
  };
  const onDouble = (): void => needs.goBack();

  element.addEventListener("wheel", onWheel, { passive: false });
  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onCancel);
  element.addEventListener("dblclick", onDouble);
  return () => {
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", onUp);
    element.removeEventListener("pointercancel", onCancel);
    element.removeEventListener("dblclick", onDouble);
  };
}
