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
  /** The camera itself, for share links. */
  readonly camera: CameraPlace;
}

/** Where the camera is asked to go. `request` counts, so that asking twice flies twice. */
type Flight = { readonly request: number } & (
  | { readonly to: "home" }
  | { readonly to: "layer"; readonly layer: string }
  | { readonly to: "feature"; readonly feature: FeatureRef }
  | { readonly to: "preset"; readonly preset: CameraPreset }
  | { readonly to: "camera"; readonly camera: CameraPlace }
  | { readonly to: "north" }
);

/** A flight before it is counted. */
export type FlightTarget = Flight extends infer F ? (F extends Flight ? Omit<F, "request"> : never) : never;

/** How far the 3D scene is. `failed` names why, for a person. */
type ScenePhase =
  | { readonly phase: "loading" }
  | { readonly phase: "failed"; readonly code: "page/no-webgl" | "page/scene-failed" }
  | {
      readonly phase: "ready";
      /** Tiles asked for and not yet drawn. */
      readonly pendingTiles: number;
      readonly failedTiles: number;
      /** Parts of the base map could not be drawn. */
      readonly isMapFailed: boolean;
      /** Layers with tiles that did not load. */
      readonly failedLayers: readonly string[];
      /** The browser took the graphics away; the scene is being rebuilt. */
      readonly isContextLost: boolean;
      /** Names to thank for what is drawn. */
      readonly credits: readonly string[];
    };

/** A camera as the share link writes it: WGS84 degrees, metres above the ellipsoid, degrees. */
export interface CameraPlace {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly heightM: number;
  /** Clockwise from north, 0–360. */
  readonly headingDeg: number;
  /** 0 level, −90 straight down. */
  readonly pitchDeg: number;
}

/** Views that everybody comes back to. */
export const CAMERA_PRESETS = ["city", "old-town", "street", "underground", "top"] as const;
export type CameraPreset = (typeof CAMERA_PRESETS)[number];

/** The page's look. */
export type ThemeName = "night" | "day";

/** What a click in the scene does. */
export type SceneTool = "select" | "measure";

/** A finished or growing measurement: clicked points, WGS84 degrees and orthometric metres. */
export interface Measurement {
  readonly points: readonly { readonly lonDeg: number; readonly latDeg: number; readonly heightM: number }[];
  /** Sum along the points in space, metres. */
  readonly lengthM: number;
  /** The same seen from above. */
  readonly horizontalM: number;
  /** Last minus first height, metres. */
  readonly riseM: number;
  /** Where the next point would be: the line follows the pointer. */
  readonly isOpen: boolean;
}

interface Underground {
  /** 0 see-through – 1 opaque. */
  readonly groundOpacity: number;
  /** The camera may go, and looks, below the ground. */
  readonly isBelowGround: boolean;
  /** Where the eye is asked to be below the ground, metres: 0 leaves it above, −{@link DEEPEST_EYE_M} is the deepest. */
  readonly depthM: number;
}

/** How deep below the ground the eye may be asked to go, metres. */
export const DEEPEST_EYE_M = 12;

/** What the person looks at. Panels and scene both follow it and never call each other. */
export interface ViewState {
  readonly selection: FeatureRef | null;
  readonly hiddenLayers: ReadonlySet<string>;
  /** 0–1 by layer; absent is 1. */
  readonly layerOpacity: ReadonlyMap<string, number>;
  /** Asset classes by layer that were switched: hidden, or shown where they are hidden at first (`class-visibility.ts`). */
  readonly switchedClasses: ReadonlyMap<string, ReadonlySet<string>>;
  /** Storeys of models that are hidden, by layer, by their number in the model. */
  readonly hiddenStoreys: ReadonlyMap<string, ReadonlySet<number>>;
  /** How often a person asked to load a layer's tiles anew, by layer; absent is never. */
  readonly reloads: ReadonlyMap<string, number>;
  readonly theme: ThemeName;
  readonly tool: SceneTool;
  readonly measurement: Measurement | null;
  /** The feature under the pointer, and the pixel of the pointer. */
  readonly hover: { readonly feature: FeatureRef; readonly x: number; readonly y: number } | null;
  readonly underground: Underground;
  readonly flight: Flight | null;
  readonly eye: EyeView | null;
  readonly scene: ScenePhase;
  /** Pixel of the selected feature in the scene area, from its top left; null while off the picture. */
  readonly selectionPixel: { readonly x: number; readonly y: number } | null;
  select(feature: FeatureRef | null): void;
  toggleLayer(layer: string): void;
  showLayers(layers: readonly string[], isShown: boolean): void;
  setLayerOpacity(layer: string, opacity: number): void;
  toggleClass(layer: string, assetClass: string): void;
  hideStoreys(layer: string, hidden: ReadonlySet<number>): void;
  reloadLayer(layer: string): void;
  setTheme(theme: ThemeName): void;
  setTool(tool: SceneTool): void;
  showMeasurement(measurement: Measurement | null): void;
  showHover(hover: { feature: FeatureRef; x: number; y: number } | null): void;
  setUnderground(change: Partial<Underground>): void;
  fly(target: FlightTarget): void;
  showEye(eye: EyeView): void;
  showScene(scene: ScenePhase): void;
  showSelectionPixel(pixel: { x: number; y: number } | null): void;
}

/** The one view state of the page. */
export const useViewStore = create<ViewState>()((set) => ({
  selection: null,
  hiddenLayers: new Set(),
  layerOpacity: new Map(),
  switchedClasses: new Map(),
  hiddenStoreys: new Map(),
  reloads: new Map(),
  theme: "night",
  tool: "select",
  measurement: null,
  hover: null,
  // Pipes are buried: from the start the ground lets them through, and stays a map.
  underground: { groundOpacity: 0.65, isBelowGround: false, depthM: 0 },
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
  showLayers: (layers, isShown) =>
    set(({ hiddenLayers }) => {
      const next = new Set(hiddenLayers);
      for (const layer of layers) {
        if (isShown) next.delete(layer);
        else next.add(layer);
      }
      return { hiddenLayers: next };
    }),
  setLayerOpacity: (layer, opacity) =>
    set(({ layerOpacity }) => ({ layerOpacity: new Map(layerOpacity).set(layer, opacity) })),
  toggleClass: (layer, assetClass) =>
    set(({ switchedClasses }) => {
      const classes = new Set(switchedClasses.get(layer));
      if (!classes.delete(assetClass)) classes.add(assetClass);
      return { switchedClasses: new Map(switchedClasses).set(layer, classes) };
    }),
  hideStoreys: (layer, hidden) =>
    set(({ hiddenStoreys }) => ({ hiddenStoreys: new Map(hiddenStoreys).set(layer, hidden) })),
  reloadLayer: (layer) =>
    set(({ reloads }) => ({ reloads: new Map(reloads).set(layer, (reloads.get(layer) ?? 0) + 1) })),
  setTheme: (theme) => set({ theme }),
  setTool: (tool) => set({ tool }),
  showMeasurement: (measurement) => set({ measurement }),
  showHover: (hover) => set({ hover }),
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
