import type { Measurement } from "../../client/view-store.ts";
import { addPoint, type MeasuredPoint, measureLine } from "./measure-line.ts";

/** What the hand does while measuring. */
export interface MeasureTool {
  /** A click, or Enter at the cross-hair: adds a point, or starts anew after a finished line. */
  click(point: MeasuredPoint): void;
  /** Where the next point would be; null off the ground. */
  hover(point: MeasuredPoint | null): void;
  /** Ends an open line; one of a single point is no line and goes. Answers whether there was one. */
  end(): boolean;
  /** Takes the last point back, also of a finished line. Answers whether there was one. */
  takeBack(): boolean;
  /** Forgets everything. */
  clear(): void;
  measurement(): Measurement | null;
  /** The point under the pointer, while the line is open. */
  nextPoint(): MeasuredPoint | null;
}

/** Makes the tool; `onChange` is told each time the line is another. */
export function createMeasureTool(onChange: () => void): MeasureTool {
  let points: readonly MeasuredPoint[] = [];
  let isOpen = false;
  let next: MeasuredPoint | null = null;
  const become = (changed: readonly MeasuredPoint[], open: boolean) => {
    points = changed;
    isOpen = open && changed.length > 0;
    if (!isOpen) next = null;
    onChange();
  };
  return {
    click: (point) => become(isOpen ? addPoint(points, point) : [point], true),
    hover(point) {
      if (!isOpen) return;
      next = point;
      onChange();
    },
    end() {
      if (!isOpen) return false;
      become(points.length > 1 ? points : [], false);
      return true;
    },
    takeBack() {
      if (points.length === 0) return false;
      become(points.slice(0, -1), true);
      return true;
    },
    clear() {
      if (points.length > 0) become([], false);
    },
    measurement: () => measureLine(points, isOpen),
    nextPoint: () => next,
  };
}
