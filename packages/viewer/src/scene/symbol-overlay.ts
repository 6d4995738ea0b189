import type { Scene } from "cesium";
import type { ThemeName } from "../client/view-store.ts";
import { clusterSymbols, type PlacedMark, type SymbolCluster } from "./cluster-symbols.ts";
import { drawSelection, type HitBox } from "./draw-symbol.ts";
import { layCanvas, startDrawing } from "./overlay-canvas.ts";
import { createProjection } from "./project-points.ts";
import type { FeaturePick } from "./scene-contract.ts";
import type { MarkedFeature, SymbolSet } from "./symbol-set.ts";
import { createSymbolSprites } from "./symbol-sprites.ts";

/** Half of the blink's period: 1 Hz. */
const BLINK_MS = 500;
/** Symbols whose foot is this far off the picture still show their head. */
const MARGIN_PX = 40;

/** The marks over the picture: always on top, crisp, and independent of which tiles are loaded. */
export interface SymbolOverlay {
  /** Draws for the frame that `scene` has just drawn. */
  draw(scene: Scene, selection: FeaturePick | null, theme: ThemeName): void;
  /** The symbol under a point, topmost first. */
  findAt(xPx: number, yPx: number): SymbolCluster<MarkedFeature> | undefined;
  count(): number;
  dispose(): void;
}

/**
 * Lays a canvas over the scene. Marks are placed and grouped anew with every frame that Cesium draws; the ring of an
 * unacknowledged one blinks at 1 Hz on this canvas alone, so the 3D scene stays idle, and not at all where the person
 * has asked for less motion (a ring that stands still says the same).
 */
export function createSymbolOverlay(container: HTMLElement, symbols: SymbolSet): SymbolOverlay {
  const canvas = layCanvas(container);
  const context = canvas.getContext("2d");
  const drawSprite = createSymbolSprites();
  const lessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  let clusters: SymbolCluster<MarkedFeature>[] = [];
  let boxes: HitBox[] = [];
  let selectionAt: { readonly xPx: number; readonly yPx: number } | null = null;
  let isRingShown = true;
  let theme: ThemeName = "night";

  const paint = () => {
    if (!context) return;
    startDrawing(context);
    if (selectionAt) drawSelection(context, selectionAt, theme);
    boxes = clusters.map((cluster) => drawSprite(context, cluster, { isRingShown, theme }));
  };
  const blink = window.setInterval(() => {
    const canBlink = !lessMotion.matches && !document.hidden;
    const shown = canBlink ? !isRingShown : true;
    if (shown === isRingShown || !clusters.some(({ isUnacknowledged }) => isUnacknowledged)) return;
    isRingShown = shown;
    paint();
  }, BLINK_MS);

  return {
    draw(scene, selection, shownTheme) {
      theme = shownTheme;
      const project = createProjection(scene, MARGIN_PX);
      const placed: PlacedMark<MarkedFeature>[] = [];
      for (const owner of symbols.toDraw()) {
        const at = project(owner.footEcefM);
        if (at) placed.push({ owner, mark: owner.mark, ...at });
      }
      // Best last: the worst lies on top, and nearer ones over farther ones.
      clusters = clusterSymbols(placed).sort(
        (a, b) => a.lead.mark.rank - b.lead.mark.rank || a.lead.yPx - b.lead.yPx,
      );
      const foot = selection && symbols.findFoot(selection);
      selectionAt = foot ? project(foot) : null;
      paint();
    },
    findAt(xPx, yPx) {
      const at = boxes.findLastIndex(
        (box) => xPx >= box.leftPx && xPx <= box.rightPx && yPx >= box.topPx && yPx <= box.bottomPx,
      );
      return clusters[at];
    },
    count: () => clusters.length,
    dispose() {
      window.clearInterval(blink);
      canvas.remove();
    },
  };
}
