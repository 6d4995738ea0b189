import { create } from "zustand";

interface LabelPlace {
  /** Where the label of the selected element points to, CSS pixels of the picture; null while that is not in it. */
  readonly anchor: { readonly xPx: number; readonly yPx: number } | null;
  /** Size of the picture, CSS pixels. */
  readonly size: { readonly widthPx: number; readonly heightPx: number };
}

/** Where the selected element is on the picture. The stage's binding writes it with each frame in which that changed. */
export const useLabelStore = create<LabelPlace>()(() => ({
  anchor: null,
  size: { widthPx: 0, heightPx: 0 },
}));
