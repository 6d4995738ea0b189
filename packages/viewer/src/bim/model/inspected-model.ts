import type { ElementTable } from "@shuicheng/shared/ifc";

/** Tilesets of a model, told apart by the category of what they show. */
export const CATEGORY_OF_TILESET = { tileset: "element", spaces: "space", openings: "opening" } as const;
/** One of {@link CATEGORY_OF_TILESET}: the name of its file without `.json`. */
export type TilesetName = keyof typeof CATEGORY_OF_TILESET;

/**
 * Where a model's files come from: a server, or a conversion in this browser. Every method may be called again; each
 * rejects with the source's own fault, or the signal's reason.
 */
export interface ModelSource {
  /** Of a model of the server its id; of a local file any that no other open model has. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Of a model of the server; undefined for a local file. */
  readonly revision?: number;
  readTable(signal: AbortSignal): Promise<ElementTable>;
  /** A tileset's JSON; undefined where the model has nothing of the kind. */
  readTileset(name: TilesetName, signal: AbortSignal): Promise<object | undefined>;
  /** A tile's GLB. @param path As its tileset names it, relative to the tileset. */
  readTile(path: string, signal: AbortSignal): Promise<Uint8Array>;
  /** By row of the table the feature index that tiles name it by; undefined: they are the same. */
  readFeatures(signal: AbortSignal): Promise<Uint32Array | undefined>;
  readFrame(signal: AbortSignal): Promise<ModelFrame>;
}

/** Where a model's coordinates lie. */
export interface ModelFrame {
  /** Origin of the tiles' frame in the model's, metres. */
  readonly originM: readonly [x: number, y: number, z: number];
  /** Model's frame → ECEF, column-major, metres; undefined while nothing places the model. */
  readonly modelToEcef: readonly number[] | undefined;
  /** CRS that placed it, e.g. `EPSG:25832 ETRS89 / UTM zone 32N`; undefined where none did. */
  readonly crs: string | undefined;
  /** Which statement placed it, as the model's placement names it, e.g. `map-conversion`; `none` while nothing does. */
  readonly rule: string;
  /** Height of the geoid above the ellipsoid there, metres: ellipsoidal height less this is orthometric. */
  readonly geoidM: number;
}

/**
 * Triangles of a model, or of one of its tilesets, merged: metres, z up, from `originM`. Sorted by row of the element
 * table, so that an element's triangles are one range. Vertices are shared only within an element.
 */
export interface MergedMesh {
  /** Three a vertex. */
  readonly positions: Float32Array;
  /** Red, green, blue, opacity of each vertex, sRGB, 0 to 255. */
  readonly colours: Uint8Array;
  /** Row of each vertex. */
  readonly rows: Uint32Array;
  /** Three a triangle. */
  readonly indices: Uint32Array;
  /** Element `r` has the indices from `starts[r]` to `starts[r + 1]`; one longer than the table has elements. */
  readonly starts: Uint32Array;
  /** Origin of `positions` in the model's frame, float64. */
  readonly originM: readonly [x: number, y: number, z: number];
}

/** A mesh with the boxes round what it draws of each row. */
export interface BoundedMesh extends MergedMesh {
  /** Least x, y, z, greatest x, y, z of each row in the mesh's frame, metres; NaN where it draws nothing. */
  readonly rowBoundsM: Float32Array;
}

/** What the inspector holds of an open model besides its triangles. */
export interface InspectedModel {
  readonly source: ModelSource;
  readonly table: ElementTable;
  readonly frame: ModelFrame;
  /** Row of each feature index that tiles name; −1 for none. */
  readonly rowOfFeature: Int32Array;
}
