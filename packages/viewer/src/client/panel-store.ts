import { create } from "zustand";
import type { AttentionClass } from "./status-class.ts";

/** Which assets the list of the left panel holds. */
export interface AttentionFilter {
  /** Null: of all layers. */
  readonly layer: string | null;
  /** Null: abnormal, stale and bad ones. */
  readonly statusClass: AttentionClass | null;
}

/** Below this width the left panel starts as a rail, so that the scene keeps its room. */
const RAIL_BELOW_PX = 1440;

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
  isLayerPanelOpen: typeof window === "undefined" || window.innerWidth >= RAIL_BELOW_PX,
  filter: ALL_ABNORMAL,
  isLegendOpen: true,
  setLayerPanelOpen: (isLayerPanelOpen) => set({ isLayerPanelOpen }),
  list: (filter) => set({ filter, isLayerPanelOpen: true }),
  setLegendOpen: (isLegendOpen) => set({ isLegendOpen }),
}));
