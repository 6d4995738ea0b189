import type { BaseMap, LayerKind } from "@shuicheng/shared/contracts";
import type { CameraPlace, CameraPreset, Measurement, SceneTool, ThemeName } from "../client/view-store.ts";
import type { Language } from "../format/language.ts";

/** What the scene has to know of a layer. `tileset` is the URL of its `tileset.json` on our own server. */
export interface SceneLayer {
  readonly id: string;
  readonly kind: LayerKind;
  readonly tileset: string;
  readonly features: number;
  /** A higher one is another publication: its tiles are loaded beside the old ones and then swapped in. */
  readonly revision: number;
  readonly isVisible: boolean;
  /** 0–1: how much of it is drawn. */
  readonly opacity: number;
  /** West, south, east, north, WGS84 degrees. */
  readonly bbox: readonly [number, number, number, number] | null;
  /**
   * The layer whose features these tiles draw, where that is another: a model's spaces have a tileset of their own, and are
   * painted, hidden and picked as elements of the model.
   */
  readonly of?: string;
}

/** Where a model is put: its anchor, and how it is turned there. */
export interface ModelPose {
  /** WGS84 degrees. */
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Above the ellipsoid. */
  readonly ellipsoidalHeightM: number;
  /** Where the model's y axis points, degrees clockwise from true north. */
  readonly headingDeg: number;
  /** Metres on the earth of one metre of the model. */
  readonly scale: number;
  /** The point of the model that stands there, metres in its own frame. */
  readonly anchorM: readonly [number, number, number];
}

/** A place on the ground, WGS84 degrees. */
export interface GroundPlace {
  readonly lonDeg: number;
  readonly latDeg: number;
}

/** A model being placed by hand. */
export interface ModelPlacing {
  readonly layer: string;
  /** As it was published. */
  readonly from: ModelPose;
  /** Where a person wants it. */
  readonly to: ModelPose;
}

/** What a pointer does to a model that is being placed. */
export type PlacingDrag =
  | { readonly lonDeg: number; readonly latDeg: number }
  /** Degrees clockwise from true north. */
  | { readonly headingDeg: number };

/** A feature as it is picked and selected: the layer and the index given once to the asset. */
export interface FeaturePick {
  readonly layer: string;
  readonly featureIndex: number;
}

/** Where the eye stands and what it looks at. */
export interface SceneView {
  /** WGS84 degrees of the ground under the centre of the picture; of the eye where the centre shows sky. */
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Above the ground under the eye, metres; negative below it. Above the ellipsoid where no ground is known. */
  readonly eyeHeightM: number;
  /** Clockwise from north, 0–360. */
  readonly headingDeg: number;
  /** 0 level, −90 straight down. */
  readonly pitchDeg: number;
  /** Metres on the ground for one CSS pixel at the centre, across the view. */
  readonly metresPerPixel: number;
  /** Ground at `lonDeg`, `latDeg`, metres orthometric (1985 国家高程基准); null where no terrain is known. */
  readonly groundHeightM: number | null;
  /** The camera itself, for share links. */
  readonly camera: CameraPlace;
}

/** How the ground is drawn, and whether the eye may go below it. */
export interface UndergroundState {
  /** 0 see-through – 1 opaque. */
  readonly groundOpacity: number;
  /** The camera may pass through the ground. */
  readonly isBelowGround: boolean;
  /** Where the eye is asked to be while below ground, metres, 0 to −12; 0 leaves it above. Followed when it changes. */
  readonly depthM: number;
}

/** The state a city starts in: pipes are buried, so the ground near them lets them through. */
export const DEFAULT_UNDERGROUND: UndergroundState = { groundOpacity: 0.65, isBelowGround: false, depthM: 0 };

/** What is under way and what failed. */
export interface SceneState {
  /** Tiles asked for and not yet shown, over all visible layers and the ground. */
  readonly pendingTiles: number;
  /** Newest last, at most 50. */
  readonly failedTiles: readonly { readonly layer: string; readonly url: string; readonly reason: string }[];
  /** Why the base map is not whole; null while nothing of it failed. */
  readonly mapFailure: string | null;
  /** The browser took the graphics context away; the scene is being rebuilt and keeps its place. */
  readonly isContextLost: boolean;
}

/** Counters for tests and for a watchdog. They only rise. */
export interface SceneDiagnostics {
  readonly framesDrawn: number;
  /** Status textures handed to the GPU, over all layers and rebuilds. */
  readonly textureWrites: number;
  /** Symbols and clusters on the picture just now (this one also falls). */
  readonly symbolsShown: number;
  /** Draw calls of the last frame, the ground's tiles included (this one also falls). */
  readonly drawCalls: number;
  /** Map tiles that were asked of the map's worker and have not come (this one also falls). */
  readonly pendingMapTiles: number;
}

/** CSS pixels from the top left of the scene's container. */
export interface ScreenPosition {
  readonly xPx: number;
  readonly yPx: number;
}

/** The city in 3D: imperative, free of React. All listeners are called outside of drawing; each `on…` ends with its return. */
export interface CityScene {
  /** The layers there are, all of them each time: loads, unloads, shows, hides, and reloads at a new revision. */
  setLayers(layers: readonly SceneLayer[]): void;
  /** Loads a layer's tiles anew at once, e.g. after some failed. */
  reloadLayer(id: string): void;
  /** Copies status bytes by feature index from the mirror. Cheap: the texture is written with the next frame that shows it. */
  paint(layer: string, status: Uint8Array, changed: Uint32Array | "all"): void;
  /** Longitude, latitude (degrees) and orthometric height (metres) per feature index, three numbers each; NaN = none. */
  setPositions(layer: string, positions: Float64Array): void;
  /**
   * The class of each feature by its place in `classes` ({@link NO_CLASS}: none).
   * Features of class `abandoned-pipe` are drawn apart from those in use.
   */
  setClasses(layer: string, classes: readonly string[], indices: Uint8Array): void;
  /** Classes that are not drawn; neither are their symbols. */
  hideClasses(layer: string, hidden: ReadonlySet<string>): void;
  /** The storey of each feature of a model by its number in the tiles, by feature index: told for the symbols' sake. */
  setStoreys(layer: string, storeys: Uint16Array): void;
  /** Storeys of a model that are not drawn, by their number in its tiles; neither are symbols of elements known to be on one. */
  hideStoreys(layer: string, hidden: ReadonlySet<number>): void;
  /**
   * Shows a model where a person puts it: it follows, a ring lies around its anchor, it can be dragged over the ground and
   * turned by the ring's handle. Null ends that; `isKept` leaves the model there until its next publication comes.
   */
  setPlacing(placing: ModelPlacing | null, options?: { readonly isKept?: boolean }): void;
  onPlacingDrag(listener: (drag: PlacingDrag) => void): () => void;
  /** The vector base map, or null where there is none: then a grid lies on the ground. */
  setBaseMap(map: BaseMap | null): void;
  setTheme(theme: ThemeName): void;
  /** Names on the map in this language. */
  setLanguage(language: Language): void;
  /** `measure`: clicks or Enter set points, a double click or Escape ends, Backspace takes back. */
  setTool(tool: SceneTool): void;
  onMeasure(listener: (measurement: Measurement | null) => void): () => void;
  /** Told at most once a frame while the pointer rests or moves; null off every feature. */
  onHover(listener: (hover: { pick: FeaturePick; at: ScreenPosition } | null) => void): () => void;
  select(pick: FeaturePick | null): void;
  flyToLayer(id: string): void;
  flyToFeature(pick: FeaturePick): void;
  flyHome(): void;
  flyToPreset(preset: CameraPreset): void;
  /** Goes there at once: a share link restores what its sender saw. */
  flyToCamera(camera: CameraPlace): void;
  /** Turns north up, the place in the centre stays. */
  flyNorth(): void;
  setUnderground(state: UndergroundState): void;
  /** Ground in the middle of the picture, or near it, on which no building or model stands; null where there is none. */
  findOpenGround(): GroundPlace | null;
  onPick(listener: (pick: FeaturePick | null) => void): () => void;
  onView(listener: (view: SceneView) => void): () => void;
  onState(listener: (state: SceneState) => void): () => void;
  /** Null while the feature has no position or is off the picture. */
  screenPositionOf(pick: FeaturePick): ScreenPosition | null;
  /** Names to thank for what is drawn, plain text. */
  credits(): readonly string[];
  diagnostics(): SceneDiagnostics;
  dispose(): void;
}
