import { type Camera, Vector3 } from "three";
import type { OverlayDraw } from "./stage-contract.ts";

/** A canvas over the picture, for lines and words that tools draw. */
export interface Overlay {
  add(draw: OverlayDraw, onRemove: () => void): () => void;
  setSize(widthPx: number, heightPx: number): void;
  draw(camera: Camera, size: { readonly widthPx: number; readonly heightPx: number }): void;
  dispose(): void;
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
    draw(camera, { widthPx, heightPx }) {
      if (draws.size === 0 && isClean) return;
      const context = canvas.getContext("2d");
      if (!context) return;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, widthPx, heightPx);
      isClean = draws.size === 0;
      for (const draw of draws) {
        context.save();
        draw(context, {
          widthPx,
          heightPx,
          project(pointM) {
            scratch.set(...pointM).applyMatrix4(camera.matrixWorldInverse);
            if (scratch.z >= 0 && "isPerspectiveCamera" in camera) return undefined;
            scratch.applyMatrix4(camera.projectionMatrix);
            return {
              xPx: ((scratch.x + 1) / 2) * widthPx,
              yPx: ((1 - scratch.y) / 2) * heightPx,
              depth: scratch.z,
            };
          },
        });
        context.restore();
      }
    },
    dispose() {
      draws.clear();
      canvas.remove();
    },
  };
}
