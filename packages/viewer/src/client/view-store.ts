import { create } from "zustand";

/** A feature as the scene and the panels name it. */
export interface FeatureRef {
  readonly layer: string;
  readonly featureIndex: number;
}

/** Where the eye stands. Longitude and latitude: WGS84 degrees of the point looked at. */
interface EyeView {
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Above the ground under the eye, negative below it. */
  readonly eyeHeightM: number;
  /** Clockwise from north, 0–360. */
  readonly headingDeg: number;
  /** 0 level, −90 straight down. */
  readonly pitchDeg: number;
  readonly metresPerPixel: number;
  /** Orthometric (1985 国家高程基准); null where no terrain is known. */
  readonly groundHeightM: number | null;
}

/** Where the camera is asked to go. `request` counts, so that asking twice flies twice. */
type Flight = { readonly request: number } & (
  | { readonly to: "home" }
  | { readonly to: "layer"; readonly layer: string }
  | { readonly to: "feature"; readonly feature: FeatureRef }
);

/** How far the 3D scene is. `failed` names why, for a person. */
type ScenePhase =
  | { readonly phase: "loading" }
  | { readonly phase: "failed"; readonly code: "page/no-webgl" | "page/scene-failed" }
  | {
      readonly phase: "ready";
      /** Tiles asked for and not yet drawn. */
      readonly pendingTiles: number;
      readonly failedTiles: number;
      /** The browser took the graphics away; the scene is being rebuilt. */
      readonly isContextLost: boolean;
      /** Names to thank for what is drawn. */
      readonly credits: readonly string[];
    };

interface Underground {
  /** 0 see-through – 1 opaque. */
  readonly groundOpacity: number;
  /** The camera may go, and looks, below the ground. */
  readonly isBelowGround: boolean;
}

/** What the person looks at. Panels and scene both follow it and never call each other. */
export interface ViewState {
  readonly selection: FeatureRef | null;
  readonly hiddenLayers: ReadonlySet<string>;
  readonly underground: Underground;
  readonly flight: Flight | null;
  readonly eye: EyeView | null;
  readonly scene: ScenePhase;
  /** Pixel of the selected feature in the scene area, from its top left; null while off the picture. */
  readonly selectionPixel: { readonly x: number; readonly y: number } | null;
  select(feature: FeatureRef | null): void;
  toggleLayer(layer: string): void;
  setUnderground(change: Partial<Underground>): void;
  fly(target: { to: "home" } | { to: "layer"; layer: string } | { to: "feature"; feature: FeatureRef }): void;
  showEye(eye: EyeView): void;
  showScene(scene: ScenePhase): void;
  showSelectionPixel(pixel: { x: number; y: number } | null): void;
}

/** The one view state of the page. */
export const useViewStore = create<ViewState>()((set) => ({
  selection: null,
  hiddenLayers: new Set(),
  // Pipes are buried: from the start the ground lets them through.
  underground: { groundOpacity: 0.4, isBelowGround: false },
  flight: null,
  eye: null,
  scene: { phase: "loading" },
  selectionPixel: null,
  select: (selection) =>
    set((state) => (isSameFeature(state.selection, selection) ? state : { selection, selectionPixel: null })),
  toggleLayer: (layer) =>
    set(({ hiddenLayers }) => {
      const next = new Set(hiddenLayers);
      if (!next.delete(layer)) next.add(layer);
      return { hiddenLayers: next };
    }),
  setUnderground: (change) => set(({ underground }) => ({ underground: { ...underground, ...change } })),
  fly: (target) => set(({ flight }) => ({ flight: { ...target, request: (flight?.request ?? 0) + 1 } })),
  showEye: (eye) => set({ eye }),
  showScene: (scene) => set({ scene }),
  showSelectionPixel: (selectionPixel) => set({ selectionPixel }),
}));

/** Answers whether two references name the same feature; null is the same as null. */
export function isSameFeature(a: FeatureRef | null, b: FeatureRef | null): boolean {
  if (a === null || b === null) return a === b;
  return a.layer === b.layer && a.featureIndex === b.featureIndex;
}
