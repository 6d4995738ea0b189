import { create } from "zustand";
import type { AttentionClass } from "./status-class.ts";

/** Which assets the list of the left panel holds. */
export interface AttentionFilter {
  /** Null: of all layers. */
  readonly layer: string | null;
  /** Null: all that need attention. */
  readonly statusClass: AttentionClass | null;
}

/** Below this width the left panel starts as a rail, so that the scene keeps its room. */
const RAIL_BELOW_PX = 1440;

/** In a smaller window the legend starts folded. */
const LEGEND_FROM_PX = { widthPx: 1_200, heightPx: 700 };

function hasRoomFor({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): boolean {
  return typeof window === "undefined" || (window.innerWidth >= widthPx && window.innerHeight >= heightPx);
}

interface PanelStore {
  readonly isLayerPanelOpen: boolean;
  readonly filter: AttentionFilter;
  readonly isLegendOpen: boolean;
  setLayerPanelOpen(isOpen: boolean): void;
  /** Lists these and opens the panel that holds the list. */
  list(filter: AttentionFilter): void;
  setLegendOpen(isOpen: boolean): void;
}

/** At first every abnormal asset of the city is listed. */
export const ALL_ABNORMAL: AttentionFilter = { layer: null, statusClass: "abnormal" };

/** How the panels are laid out in front of this person. */
export const usePanelStore = create<PanelStore>()((set) => ({
  isLayerPanelOpen: hasRoomFor({ widthPx: RAIL_BELOW_PX, heightPx: 0 }),
  filter: ALL_ABNORMAL,
  isLegendOpen: hasRoomFor(LEGEND_FROM_PX),
  setLayerPanelOpen: (isLayerPanelOpen) => set({ isLayerPanelOpen }),
  list: (filter) => set({ filter, isLayerPanelOpen: true }),
  setLegendOpen: (isLegendOpen) => set({ isLegendOpen }),
}));
