import type { Object3D } from "three";
import type { ModelOffset } from "../../client/inspector/federation/model-offset.ts";
import type { BoundedMesh, InspectedModel, MergedMesh, TilesetName } from "../model/inspected-model.ts";

/** A point or direction: x, y, z. */
export type Triple = readonly [x: number, y: number, z: number];

/** What lies under a point of the canvas. */
export interface StagePick {
  readonly model: string;
  readonly row: number;
  /** In the stage's frame, metres. */
  readonly pointM: Triple;
  /** Unit length, towards the eye. */
  readonly normal: Triple;
  /** First of three indices of the triangle in the mesh's `indices`. */
  readonly triangle: number;
  readonly tileset: TilesetName;
}

/** A model on the stage. */
export interface StagedModel {
  readonly id: string;
  readonly model: InspectedModel;
  /** By tileset, what is loaded so far; a mesh is replaced as more of it comes. */
  readonly meshes: ReadonlyMap<TilesetName, MergedMesh>;
  /** Mesh's coordinates (from its `originM`) → the stage's frame, column-major; identity for the first model. */
  readonly toStage: readonly number[];
  /** By what it stands there before it is moved by hand. */
  readonly placedBy: "origin" | "file" | "own-origin" | "earth";
  /** State of each row, see `client/inspector/element-states.ts`. Not to be written. */
  readonly states: Uint8Array;
  /** Least x, y, z, greatest x, y, z of each row in the stage's frame, metres; NaN where nothing is drawn. */
  readonly boundsM: Float64Array;
}

/** Keeps what is on one side of it: points with `normal · point + offsetM ≥ 0`, stage's frame, metres. */
export interface ClipPlane {
  /** Unit length, into what stays. */
  readonly normal: Triple;
  readonly offsetM: number;
}

/** Where the camera looks from, stage's frame, metres. */
export interface StageView {
  readonly eyeM: Triple;
  readonly targetM: Triple;
  readonly projection: "perspective" | "orthographic";
  /** Height of what is seen at the target, metres: what an orthographic view has instead of a distance. */
  readonly heightM: number;
}

/** From the eye through a point of the canvas, stage's frame. */
export interface StageRay {
  readonly originM: Triple;
  /** Unit length. */
  readonly direction: Triple;
}

/** Where a point of the stage is on the canvas, CSS pixels, `depth` growing away from the eye; undefined behind the eye. */
export type StageProjection = (
  pointM: Triple,
) => { readonly xPx: number; readonly yPx: number; readonly depth: number } | undefined;

/** Draws in CSS pixels over the picture, after each frame. */
export type OverlayDraw = (
  context: CanvasRenderingContext2D,
  view: {
    readonly widthPx: number;
    readonly heightPx: number;
    readonly project: StageProjection;
    /** It is drawn on a picture, which nobody takes hold of anything in. */
    readonly isPicture: boolean;
    /** Height of what a picture shows, of what the canvas shows; 1 on the canvas. */
    readonly heightShare: number;
  },
) => void;

/** What lies over the picture along its sides, as shares of its width and height, 0 to 1. */
export interface Covered {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Standard views: the side that is looked at, with north up or the sky up. */
export type StandardView = "top" | "bottom" | "front" | "back" | "left" | "right";

/** How a picture is taken. */
export interface PictureOptions {
  /** Pixels of the picture a CSS pixel: lines and words are drawn that much larger. 1 where not given. */
  readonly pixelRatio?: number;
  /** sRGB, 0 to 1; null: see-through; not given: as on the canvas. */
  readonly background?: Triple | null;
  /** Whether what tools draw over the picture is on it. True where not given. */
  readonly hasOverlays?: boolean;
  /** Height of what is seen at the target, metres; not given: all that the canvas shows. */
  readonly heightM?: number;
  /** Largest side of the pieces that it is drawn in, pixels; not given: what the device takes well. */
  readonly maxTilePx?: number;
  /** Called round everything that is drawn, at once: for a picture in another theme. */
  readonly dress?: (draw: () => void) => void;
  readonly signal?: AbortSignal;
  /** Told after each piece. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The picture of models and the tools on it. Every `add…` answers what takes it away again.
 *
 * The stage's frame: metres, z up. Its origin is `originM` of the frame of the first model: coordinates stay small enough
 * for floats. Other models stand in it where their placement says.
 */
export interface InspectorStage {
  readonly canvas: HTMLCanvasElement;
  readonly models: ReadonlyMap<string, StagedModel>;
  /** Told when a mesh has come, was replaced or went away. */
  onModels(listener: () => void): () => void;
  /** Told after each frame in which the camera had moved. */
  onView(listener: (view: StageView) => void): () => void;

  /** @param xPx @param yPx CSS pixels from the canvas's corner. What is hidden, ghosted or clipped away is not met. */
  pick(xPx: number, yPx: number): StagePick | null;
  rayAt(xPx: number, yPx: number): StageRay;
  requestFrame(): void;

  addOverlay(draw: OverlayDraw): () => void;
  /** Adds something of a tool's own to the picture, stage's frame. Whoever adds it frees its geometry and materials. */
  addObject(object: Object3D): () => void;
  setClipPlanes(planes: readonly ClipPlane[]): void;
  readonly clipPlanes: readonly ClipPlane[];
  /**
   * Takes pointer events before the camera does; the last added comes first. True: it was for the tool, and the camera stays.
   */
  addPointerTool(tool: StagePointerTool): () => void;

  readonly view: StageView;
  setView(view: StageView, options?: { readonly isSudden?: boolean }): void;
  lookFrom(side: StandardView): void;
  /** Frames rows of models, or all that is shown. */
  fit(rows?: ReadonlyMap<string, ArrayLike<number>>): void;
  /**
   * A picture of what is seen, at any size; the canvas stays as it is. Rejects with `page/graphics-lost`,
   * `page/picture-too-large` or the reason of the signal.
   */
  takePicture(widthPx: number, heightPx: number, options?: PictureOptions): Promise<HTMLCanvasElement>;
  /** Frees all that the stage holds, the graphics context too. */
  dispose(): void;
}

/** What the page itself does with a stage: models, and what the store says of them. Tools leave these alone. */
export interface StageControl extends InspectorStage {
  addModel(model: InspectedModel): void;
  removeModel(id: string): void;
  /** Shows a tileset of a model, or more of it than before; undefined takes it away. */
  setMesh(id: string, name: TilesetName, mesh: BoundedMesh | undefined): void;
  setStates(id: string, states: Uint8Array): void;
  setPaint(id: string, colours: Uint8Array | undefined): void;
  /** Moves a model from where it would stand beside the first. */
  setOffset(id: string, offset: ModelOffset): void;
  setFilterHiding(isHiding: boolean): void;
  setTheme(theme: "night" | "day"): void;
  setEdges(hasEdges: boolean): void;
  setProjection(projection: StageView["projection"]): void;
  /** A walker begins where there is room: where the camera is, on the floor in the middle of the picture, or near it. */
  setWalking(isWalking: boolean): void;
  /** Has a walker stand on a point. */
  standAt(pointM: Triple): void;
  /** Says what lies over the picture; what is framed is framed in what is free. */
  setCovered(read: () => readonly Covered[]): void;
  /** Looks at all from south-west and above. */
  goHome(): void;
  /** The same without a flight, while nobody has moved the camera yet: as more of a model comes, all of it is seen. */
  frameAtFirst(): void;
  /** Told when the graphics context is lost, and when it is back. */
  onContext(listener: (isLost: boolean) => void): () => void;
  /** Told when lines and picking of a mesh cannot be made; the picture stays. */
  onFailure(listener: (error: unknown) => void): () => void;
  /** Told when a walker asks for the floor above (1) or below (−1) and there is none. */
  onNoFloor(listener: (by: 1 | -1) => void): () => void;
  /** Draw calls of the last frame, and triangles that the models have. */
  readonly counts: { readonly drawCalls: number; readonly triangles: number; readonly frames: number };
}

/** A tool in hand. Each answers whether the event was for it. Coordinates are CSS pixels from the canvas's corner. */
export interface StagePointerTool {
  onDown?(event: StagePointer): boolean;
  onMove?(event: StagePointer): boolean;
  onUp?(event: StagePointer): boolean;
  /** Pressed and let go within some pixels. */
  onClick?(event: StagePointer): boolean;
}

/** A pointer over the canvas. */
export interface StagePointer {
  readonly xPx: number;
  readonly yPx: number;
  readonly source: PointerEvent;
}
