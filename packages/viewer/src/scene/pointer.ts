import { FEATURE_INDEX_PROPERTY } from "@shuicheng/shared/tiles";
import { Cartesian2, Cesium3DTileFeature, type Scene } from "cesium";
import type { SymbolCluster } from "./cluster-symbols.ts";
import type { ScreenPosition } from "./scene-contract.ts";
import type { MarkedFeature } from "./symbol-set.ts";

/** A press that moves less than this is a click. */
const CLICK_REACH_PX = 4;
/** Side of the square that is searched: a main seen from 3 km is three pixels wide. */
const PICK_SIDE_PX = 9;
/** A mouse that rests this long is asking what is there. A pick costs a drawing pass, so at most ten a second. */
const HOVER_AFTER_MS = 100;
/** A mouse that goes less than this from one event to the next is looking, not on its way. */
const SLOW_PX = 5;
/** Farther than this from where it was told, a hover is over before the next one is known. */
const HOVER_REACH_PX = 12;

/** A feature of a tileset under a pixel. */
export interface PickedFeature {
  readonly tileset: unknown;
  readonly featureIndex: number;
}

/** What the pointer needs of the scene around it. */
export interface PointerNeeds {
  findSymbol(xPx: number, yPx: number): SymbolCluster<MarkedFeature> | undefined;
  /** True while clicks set points of a measure. */
  isMeasuring(): boolean;
  /** Takes what is too faint to be meant out of a pick; @returns Puts it back. */
  stepAside(): () => void;
  /** A feature of a tileset, or `null` for a click on nothing. */
  onFeature(picked: PickedFeature | null): void;
  onSymbol(cluster: SymbolCluster<MarkedFeature>): void;
  onHover(picked: PickedFeature | null, at: ScreenPosition): void;
  onMeasureClick(picked: PickedFeature | null, at: ScreenPosition): void;
  /** With every move, cheap. */
  onMeasureMove(at: ScreenPosition): void;
  onMeasureEnd(): void;
}

/**
 * Turns clicks into picks, symbols before features, or into points of a measure; tells what the pointer rests on and
 * shows by the cursor what can be clicked. @returns Ends it.
 */
export function watchPointer(scene: Scene, needs: PointerNeeds): () => void {
  const { canvas } = scene;
  const pickAt = (at: ScreenPosition) => pickFeature(scene, needs.stepAside, at);
  let pressedAt: ScreenPosition | undefined;
  let lastAt: ScreenPosition = { xPx: 0, yPx: 0 };
  let hoverTimer: number | undefined;
  let toldAt: ScreenPosition | undefined;

  const stopHover = () => {
    window.clearTimeout(hoverTimer);
    hoverTimer = undefined;
    if (toldAt) needs.onHover(null, toldAt);
    toldAt = undefined;
  };
  const hover = () => {
    hoverTimer = undefined;
    const at = lastAt;
    const cluster = needs.findSymbol(at.xPx, at.yPx);
    const picked = cluster ? null : pickAt(at);
    canvas.style.cursor = cursorFor(needs.isMeasuring(), cluster !== undefined || picked !== null);
    if (!picked && !toldAt) return;
    toldAt = picked ? at : undefined;
    needs.onHover(picked, at);
  };

  const onDown = (event: PointerEvent) => {
    stopHover();
    canvas.focus({ preventScroll: true });
    pressedAt = event.button === 0 ? placeOf(event) : undefined;
  };
  const onUp = (event: PointerEvent) => {
    const start = pressedAt;
    pressedAt = undefined;
    const at = placeOf(event);
    if (!start || event.ctrlKey || event.shiftKey || distancePx(start, at) > CLICK_REACH_PX) return;
    if (needs.isMeasuring()) {
      needs.onMeasureClick(pickAt(at), at);
      return;
    }
    const cluster = needs.findSymbol(at.xPx, at.yPx);
    if (cluster) needs.onSymbol(cluster);
    else needs.onFeature(pickAt(at));
  };
  const onMove = (event: PointerEvent) => {
    const at = placeOf(event);
    const isSlow = distancePx(at, lastAt) < SLOW_PX;
    lastAt = at;
    if (event.buttons !== 0) {
      stopHover();
      return;
    }
    if (needs.isMeasuring()) needs.onMeasureMove(at);
    if (toldAt && distancePx(toldAt, at) > HOVER_REACH_PX) stopHover();
    if (hoverTimer !== undefined && isSlow) return;
    window.clearTimeout(hoverTimer);
    hoverTimer = window.setTimeout(hover, HOVER_AFTER_MS);
  };
  const onDoubleClick = () => {
    if (needs.isMeasuring()) needs.onMeasureEnd();
  };

  const listeners = [
    ["pointerdown", onDown],
    ["pointerup", onUp],
    ["pointermove", onMove],
    ["pointerleave", stopHover],
    ["dblclick", onDoubleClick],
  ] as const;
  for (const [type, listener] of listeners) canvas.addEventListener(type, listener as EventListener);
  return () => {
    window.clearTimeout(hoverTimer);
    for (const [type, listener] of listeners) canvas.removeEventListener(type, listener as EventListener);
  };
}

const placeOf = (event: PointerEvent): ScreenPosition => ({ xPx: event.offsetX, yPx: event.offsetY });
const distancePx = (a: ScreenPosition, b: ScreenPosition) => Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx);

function cursorFor(isMeasuring: boolean, isOverSomething: boolean): string {
  if (isMeasuring) return "crosshair";
  return isOverSomething ? "pointer" : "";
}

/** The feature of a tileset at a pixel or beside it, as a click there would find it. Costs a drawing pass. */
export function pickFeature(
  scene: Scene,
  stepAside: PointerNeeds["stepAside"],
  { xPx, yPx }: ScreenPosition,
): PickedFeature | null {
  if (scene.isDestroyed()) return null;
  const putBack = stepAside();
  try {
    const picked: unknown = scene.pick(new Cartesian2(xPx, yPx), PICK_SIDE_PX, PICK_SIDE_PX);
    if (!(picked instanceof Cesium3DTileFeature)) return null;
    const featureIndex: unknown = picked.getProperty(FEATURE_INDEX_PROPERTY);
    return typeof featureIndex === "number" ? { tileset: picked.tileset, featureIndex } : null;
  } finally {
    putBack();
  }
}
