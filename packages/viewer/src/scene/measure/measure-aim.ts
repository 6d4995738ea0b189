import type { ScreenPosition } from "../scene-contract.ts";

/** Where on the picture the keyboard sets the next point of a measure: a cross-hair that a pointer never needs. */
export interface MeasureAim {
  /** The middle of the picture until somebody moved it, by key or pointer. */
  place(): ScreenPosition;
  /** Whether the cross-hair is drawn: keys were used last. */
  isShown(): boolean;
  show(): void;
  /** Moves by CSS pixels, not beyond the picture's edge. */
  moveBy(byXPx: number, byYPx: number): void;
  /** A pointer has a cursor of its own: the cross-hair goes there unseen. */
  followPointer(at: ScreenPosition): void;
  /** Back to the middle, unseen. */
  reset(): void;
}

/** Makes the aim of a picture; `sizeOf` tells its size now, CSS pixels. */
export function createMeasureAim(sizeOf: () => { widthPx: number; heightPx: number }): MeasureAim {
  let at: ScreenPosition | null = null;
  let isShown = false;
  const place = (): ScreenPosition => {
    const { widthPx, heightPx } = sizeOf();
    if (!at) return { xPx: widthPx / 2, yPx: heightPx / 2 };
    return { xPx: clamp(at.xPx, widthPx), yPx: clamp(at.yPx, heightPx) };
  };
  return {
    place,
    isShown: () => isShown,
    show() {
      isShown = true;
    },
    moveBy(byXPx, byYPx) {
      const { xPx, yPx } = place();
      at = { xPx: xPx + byXPx, yPx: yPx + byYPx };
      at = place();
      isShown = true;
    },
    followPointer(pointer) {
      at = pointer;
      isShown = false;
    },
    reset() {
      at = null;
      isShown = false;
    },
  };
}

const clamp = (valuePx: number, sizePx: number) => Math.min(Math.max(valuePx, 0), sizePx);
