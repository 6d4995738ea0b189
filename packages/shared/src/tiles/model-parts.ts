/**
 * Triangles without normals: glTF has a renderer shade these flat, which is what a faceted building model is. (web-ifc
 * gives each corner the normal of its face: on every sample file all three of every triangle are equal, so nothing is
 * lost, and corners shared by faces are stored once.)
 */
export interface PartGeometry {
  /** x, y, z of each vertex in the geometry's own frame and unit, near its origin. */
  readonly positions: Float32Array;
  /** Three a triangle, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
}

/**
 * What a model consists of, in columns: geometries placed, coloured and said to be of what. `partIds`, `geometryRows`,
 * `matrices` and `colours` are as long as there are parts.
 */
export interface ModelParts {
  readonly geometries: readonly PartGeometry[];
  /** The element each part belongs to, by the model's own number (`#123` of an IFC file). Parts of one may stand apart. */
  readonly partIds: Uint32Array;
  /** Index into `geometries`. */
  readonly geometryRows: Uint32Array;
  /** Sixteen a part, column-major: geometry → metres from {@link originM} in the model's frame, z up. */
  readonly matrices: Float64Array;
  /** Red, green, blue, opacity of each part, 0 to 1, sRGB. */
  readonly colours: Float32Array;
  /** Lines that are drawn as tubes. */
  readonly axes: readonly ModelAxis[];
  /** Where the parts' frame begins in the model's frame, metres: coordinates of 10⁷ do not fit a float. */
  readonly originM: readonly [x: number, y: number, z: number];
}

/** A line in space that stands for a body: the axis of a pipe, an alignment, a grid line. */
export interface ModelAxis {
  readonly partId: number;
  /** x, y, z of each point, metres from {@link ModelParts.originM}. */
  readonly points: Float64Array;
  /** Half of what is drawn across, metres. */
  readonly radiusM: number;
  /** Red, green, blue, opacity, 0 to 1, sRGB. */
  readonly colour: readonly [red: number, green: number, blue: number, opacity: number];
}

/** What a model's feature is, besides its shape. */
export interface ModelFeature {
  /** Index of the asset within its layer: the row of the status texture. */
  readonly featureIndex: number;
  /** Number of its storey, or {@link NO_STOREY}. */
  readonly storey: number;
  readonly category: ModelCategory;
}

/** Stands for "belongs to no storey" in a tile's property table (UINT16). */
export const NO_STOREY = 65_535;

/**
 * What kind of thing a feature is, as far as a scene shows it or not: elements always, spaces and openings only when
 * asked for. The position is the number in a tile's property table.
 */
export const MODEL_CATEGORIES = ["element", "space", "opening"] as const;
export type ModelCategory = (typeof MODEL_CATEGORIES)[number];
