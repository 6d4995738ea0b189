import { type Camera, Color, Scene, SRGBColorSpace, WebGLRenderer } from "three";
import { createListeners } from "./listeners.ts";
import type { Triple } from "./stage-contract.ts";

const MAX_PIXEL_RATIO = 2;

/** The canvas of a stage, its scene, and what draws one on the other. */
export interface StagePainter {
  readonly renderer: WebGLRenderer;
  readonly canvas: HTMLCanvasElement;
  readonly scene: Scene;
  /** Of the canvas, CSS pixels. */
  readonly size: { readonly widthPx: number; readonly heightPx: number };
  /** sRGB, 0 to 1. */
  background: Triple;
  readonly isLost: boolean;
  /** Draw calls of the last frame, and frames so far. */
  readonly counts: { readonly drawCalls: number; readonly frames: number };
  /** Told when the graphics context is lost, and when it is back. */
  onContext(listener: (isLost: boolean) => void): () => void;
  /** Takes the size of the host. */
  takeSize(): void;
  /** Draws a frame; false, and nothing is done, while the graphics context is lost. @param prepare Done before it is drawn. */
  paint(camera: Camera, prepare: (camera: Camera) => void): boolean;
  dispose(): void;
}

/**
 * Puts a canvas into `host`, as large as it.
 *
 * @throws where the browser gives no WebGL 2 context.
 */
export function openPainter(host: HTMLElement, { antialias }: { readonly antialias: boolean }): StagePainter {
  const renderer = new WebGLRenderer({ antialias, stencil: true, powerPreference: "high-performance" });
  const canvas = renderer.domElement;
  canvas.tabIndex = 0;
  canvas.style.cssText = "display:block;width:100%;height:100%;touch-action:none;outline:none";
  host.append(canvas);
  const scene = new Scene();
  const clearColour = new Color();
  const contextListeners = createListeners<boolean>();
  const size = { widthPx: 1, heightPx: 1 };
  const counts = { drawCalls: 0, frames: 0 };
  let isLost = false;
  const onLost = (event: Event): void => {
    // Says that it may come back: three.js then makes everything anew.
    event.preventDefault();
    isLost = true;
    contextListeners.tell(true);
  };
  const onRestored = (): void => {
    isLost = false;
    contextListeners.tell(false);
  };
  canvas.addEventListener("webglcontextlost", onLost);
  canvas.addEventListener("webglcontextrestored", onRestored);
  const painter: StagePainter = {
    ...{ renderer, canvas, scene, size, counts },
    background: [0, 0, 0],
    get isLost() {
      return isLost;
    },
    onContext: contextListeners.add,
    takeSize() {
      size.widthPx = Math.max(1, host.clientWidth);
      size.heightPx = Math.max(1, host.clientHeight);
      renderer.setPixelRatio(Math.min(window.devicePixelRatio, MAX_PIXEL_RATIO));
      renderer.setSize(size.widthPx, size.heightPx, false);
    },
    paint(camera, prepare) {
      if (isLost) return false;
      camera.updateMatrixWorld();
      prepare(camera);
      renderer.setClearColor(clearColour.setRGB(...painter.background, SRGBColorSpace), 1);
      renderer.render(scene, camera);
      counts.drawCalls = renderer.info.render.calls;
      counts.frames++;
      return true;
    },
    dispose() {
      canvas.removeEventListener("webglcontextlost", onLost);
      canvas.removeEventListener("webglcontextrestored", onRestored);
      renderer.dispose();
      renderer.forceContextLoss();
      canvas.remove();
    },
  };
  return painter;
}
