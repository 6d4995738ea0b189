import type { StageControl } from "../bim/stage/stage-contract.ts";
import { useClashStore } from "../client/inspector/cuts/clash-store.ts";
import { useSectionStore } from "../client/inspector/cuts/section-store.ts";
import { useFederationStore } from "../client/inspector/federation/federation-store.ts";
import { useInspectorStore } from "../client/inspector-store.ts";

/** What a browser test needs to find an element's pixel: `window.__inspector`. The page's own user could do it all by hand. */
export interface InspectorHandle {
  readonly stage: StageControl;
  readonly store: typeof useInspectorStore;
  readonly sections: typeof useSectionStore;
  readonly federation: typeof useFederationStore;
  readonly clashes: typeof useClashStore;
  /** A pixel of the window at which an element is what a click would meet; null where it is covered or out of sight. */
  pixelOf(model: string, row: number): { readonly xPx: number; readonly yPx: number } | null;
}

declare global {
  interface Window {
    __inspector?: InspectorHandle;
  }
}

/** Hangs the handle on the window. Answers what takes it away. */
export function exposeInspector(stage: StageControl): () => void {
  window.__inspector = {
    stage,
    store: useInspectorStore,
    sections: useSectionStore,
    federation: useFederationStore,
    clashes: useClashStore,
    pixelOf: (model, row) => pixelOf(stage, model, row),
  };
  return () => {
    delete window.__inspector;
  };
}

/** Pixels tried along each side of what the element spans. */
const TRIED = 24;

function pixelOf(stage: StageControl, model: string, row: number): { xPx: number; yPx: number } | null {
  const { left, top, width, height } = stage.canvas.getBoundingClientRect();
  for (let y = 0; y < TRIED; y++) {
    for (let x = 0; x < TRIED; x++) {
      const [xPx, yPx] = [((x + 0.5) / TRIED) * width, ((y + 0.5) / TRIED) * height];
      const hit = stage.pick(xPx, yPx);
      if (hit?.model === model && hit.row === row) return { xPx: left + xPx, yPx: top + yPx };
    }
  }
  return null;
}
