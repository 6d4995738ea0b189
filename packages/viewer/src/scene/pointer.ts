import { FEATURE_INDEX_PROPERTY } from "@shuicheng/shared/tiles";
import { Cartesian2, Cesium3DTileFeature, type Scene } from "cesium";
import type { SymbolCluster } from "./cluster-symbols.ts";
import type { MarkedFeature } from "./symbol-set.ts";

/** A press that moves less than this is a click. */
const CLICK_REACH_PX = 4;
/** Side of the square that is searched: a main seen from 3 km is three pixels wide. */
const PICK_SIDE_PX = 9;
/** A mouse that rests this long is asking what is there. A pick costs a drawing pass, so not with every move. */
const HOVER_AFTER_MS = 90;

/** What the pointer needs of the scene around it. */
export interface PointerNeeds {
  findSymbol(xPx: number, yPx: number): SymbolCluster<MarkedFeature> | undefined;
  /** A feature of a tileset, or `null` for a click on nothing. */
  onFeature(picked: { readonly tileset: unknown; readonly featureIndex: number } | null): void;
  onSymbol(cluster: SymbolCluster<MarkedFeature>): void;
}

/** Turns clicks into picks, symbols before features, and shows by the cursor what can be clicked. @returns Ends it. */
export function watchPointer(scene: Scene, needs: PointerNeeds): () => void {
  const { canvas } = scene;
  let pressedAt: { readonly xPx: number; readonly yPx: number } | undefined;
  let hoverTimer: number | undefined;

  const onDown = (event: PointerEvent) => {
    window.clearTimeout(hoverTimer);
    canvas.focus({ preventScroll: true });
    pressedAt = event.button === 0 ? { xPx: event.offsetX, yPx: event.offsetY } : undefined;
  };
  const onUp = (event: PointerEvent) => {
    const start = pressedAt;
    pressedAt = undefined;
    if (!start || event.ctrlKey || event.shiftKey) return;
    if (Math.hypot(event.offsetX - start.xPx, event.offsetY - start.yPx) > CLICK_REACH_PX) return;
    const cluster = needs.findSymbol(event.offsetX, event.offsetY);
    if (cluster) needs.onSymbol(cluster);
    else needs.onFeature(pickFeature(scene, event.offsetX, event.offsetY));
  };
  const onMove = (event: PointerEvent) => {
    window.clearTimeout(hoverTimer);
    if (event.buttons !== 0) return;
    const { offsetX, offsetY } = event;
    if (needs.findSymbol(offsetX, offsetY)) {
      canvas.style.cursor = "pointer";
      return;
    }
    hoverTimer = window.setTimeout(() => {
      canvas.style.cursor = pickFeature(scene, offsetX, offsetY) ? "pointer" : "";
    }, HOVER_AFTER_MS);
  };
  const onLeave = () => window.clearTimeout(hoverTimer);

  canvas.addEventListener("pointerdown", onDown);
  canvas.addEventListener("pointerup", onUp);
  canvas.addEventListener("pointermove", onMove);
  canvas.addEventListener("pointerleave", onLeave);
  return () => {
    window.clearTimeout(hoverTimer);
    canvas.removeEventListener("pointerdown", onDown);
    canvas.removeEventListener("pointerup", onUp);
    canvas.removeEventListener("pointermove", onMove);
    canvas.removeEventListener("pointerleave", onLeave);
  };
}

function pickFeature(
  scene: Scene,
  xPx: number,
  yPx: number,
): { readonly tileset: unknown; readonly featureIndex: number } | null {
  if (scene.isDestroyed()) return null;
  const picked: unknown = scene.pick(new Cartesian2(xPx, yPx), PICK_SIDE_PX, PICK_SIDE_PX);
  if (!(picked instanceof Cesium3DTileFeature)) return null;
  const featureIndex: unknown = picked.getProperty(FEATURE_INDEX_PROPERTY);
  return typeof featureIndex === "number" ? { tileset: picked.tileset, featureIndex } : null;
}
