import { type Camera, Vector3 } from "three";
import type { OverlayDraw, StageProjection } from "./stage-contract.ts";

/** A canvas over the picture, for lines and words that tools draw. */
export interface Overlay {
  add(draw: OverlayDraw, onRemove: () => void): () => void;
  setSize(widthPx: number, heightPx: number): void;
  draw(camera: Camera, size: OverlaySize): void;
  /** Draws the same on a picture, whose context is scaled already. */
  drawOn(context: CanvasRenderingContext2D, camera: Camera, size: OverlaySize): void;
  dispose(): void;
}

/** CSS pixels. */
interface OverlaySize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const scratch = new Vector3();

/** Puts the canvas over all of `host`; pointers go through it. */
export function createOverlay(host: HTMLElement): Overlay {
  const canvas = document.createElement("canvas");
  canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%;pointer-events:none";
  canvas.setAttribute("aria-hidden", "true");
  host.append(canvas);
  const draws = new Set<OverlayDraw>();
  let ratio = 1;
  let isClean = true;
  const drawAll = (
    context: CanvasRenderingContext2D,
    camera: Camera,
    { widthPx, heightPx }: OverlaySize,
    isPicture: boolean,
  ): void => {
    for (const draw of draws) {
      context.save();
      const heightShare: number = (isPicture ? camera.userData.heightShare : undefined) ?? 1;
      const project = projectionOf(camera, { widthPx, heightPx });
      draw(context, { widthPx, heightPx, isPicture, heightShare, project });
      context.restore();
    }
  };
  return {
    add(draw, onRemove) {
      draws.add(draw);
      return () => {
        draws.delete(draw);
        onRemove();
      };
    },
    setSize(widthPx, heightPx) {
      ratio = Math.min(window.devicePixelRatio, 2);
      canvas.width = Math.round(widthPx * ratio);
      canvas.height = Math.round(heightPx * ratio);
    },
    draw(camera, size) {
      if (draws.size === 0 && isClean) return;
      const context = canvas.getContext("2d");
      if (!context) return;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.widthPx, size.heightPx);
      // Chromium (156) keeps an older drawing where a canvas is cleared and nothing is drawn then; nobody sees this.
      context.fillStyle = "rgb(0 0 0 / 0.4%)";
      context.fillRect(0, 0, 1, 1);
      isClean = draws.size === 0;
      drawAll(context, camera, size, false);
    },
    drawOn: (context, camera, size) => drawAll(context, camera, size, true),
    dispose() {
      draws.clear();
      canvas.remove();
    },
  };
}

function projectionOf(camera: Camera, { widthPx, heightPx }: OverlaySize): StageProjection {
  return (pointM) => {
    scratch.set(...pointM).applyMatrix4(camera.matrixWorldInverse);
    if (scratch.z >= 0 && "isPerspectiveCamera" in camera) return undefined;
    scratch.applyMatrix4(camera.projectionMatrix);
    return {
      xPx: ((scratch.x + 1) / 2) * widthPx,
      yPx: ((1 - scratch.y) / 2) * heightPx,
      depth: scratch.z,
    };
  };
}
