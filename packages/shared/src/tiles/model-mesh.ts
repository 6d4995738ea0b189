import { type Mesh, MeshBuilder } from "./mesh.ts";
import { BOX_NUMBERS, type ModelFeatures } from "./model-features.ts";
import type { ModelAxis, ModelParts, PartGeometry } from "./model-parts.ts";
import { addTube } from "./tube-geometry.ts";
import type { Vector3 } from "./vector3.ts";

/**
 * Steps of stored coordinates, metres, the finest first: the first whose range reaches round the tile is taken. The
 * coarsest rounds by 0.49 mm.
 */
const STEPS_M = [1 / 8_192, 1 / 4_096, 1 / 2_048, 1 / 1_024];
const MAX_SHORT = 32_767;

/** Opacity from which on something hides what lies behind it. */
const OPAQUE_FROM = 0.995;

/** Sides of a tube that stands for a line, and of one that stands for a pipe: told apart by the radius in metres. */
const LINE_SIDES = 4;
const PIPE_SIDES = 8;
const PIPE_FROM_RADIUS_M = 0.1;

/** Vertices of one primitive as the file stores them: y up, in steps from the tile's centre. */
export interface PrimitiveArrays {
  /** Four numbers a vertex of shorts, the last unused; three of floats. */
  readonly positions: Int16Array | Float32Array;
  readonly localIds: Float32Array;
  /** Red, green, blue, opacity, linear. */
  readonly colours: Uint16Array;
  readonly indices: Uint16Array | Uint32Array;
  /** How many different `localIds` there are. */
  readonly featureCount: number;
}

/** A tile's triangles: what hides what lies behind, and what is seen through. Either may be absent, not both. */
export interface ModelMesh {
  readonly opaque: PrimitiveArrays | undefined;
  readonly translucent: PrimitiveArrays | undefined;
  readonly centreM: Vector3;
  /** Metres of one step of positions. */
  readonly stepM: number;
}

/** A tile's features as one mesh. @param rows Their position is their local id. */
export function bakeModelMesh(
  model: ModelFeatures,
  parts: ModelParts,
  geometries: readonly PartGeometry[],
  rows: Uint32Array,
): ModelMesh {
  const { centreM, reachM } = frameOf(model, rows);
  const shortStepM = STEPS_M.find((stepM) => reachM / stepM < MAX_SHORT);
  const stepM = shortStepM ?? (STEPS_M.at(-1) as number);
  const pieces = listPieces(model, parts, geometries, rows);
  const bake = (isOpaque: boolean) => {
    const chosen = pieces.filter((piece) => piece.colour[3] >= OPAQUE_FROM === isOpaque);
    return chosen.length === 0 ? undefined : fillPrimitive(chosen, centreM, stepM, shortStepM !== undefined);
  };
  return { opaque: bake(true), translucent: bake(false), centreM, stepM };
}

/** The middle of the rows' boxes, whole metres, and how far they reach from it along any axis. */
function frameOf({ boxes }: ModelFeatures, rows: Uint32Array): { centreM: Vector3; reachM: number } {
  const [min, max] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  for (const row of rows) {
    for (let k = 0; k < 3; k++) {
      min[k] = Math.min(min[k] as number, boxes[BOX_NUMBERS * row + k] as number);
      max[k] = Math.max(max[k] as number, boxes[BOX_NUMBERS * row + 3 + k] as number);
    }
  }
  const middle = (k: number) => Math.round(((min[k] as number) + (max[k] as number)) / 2);
  const centreM: Vector3 = [middle(0), middle(1), middle(2)];
  const reaches = centreM.map((centre, k) =>
    Math.max((max[k] as number) - centre, centre - (min[k] as number)),
  );
  return { centreM, reachM: Math.max(...reaches) };
}

/** Something placed: what is written one after the other. */
interface Piece {
  readonly localId: number;
  readonly positions: Float32Array | Float64Array;
  readonly indices: Uint32Array;
  /** Column-major; absent: the positions are in the parts' frame already. */
  readonly matrix?: Float64Array;
  readonly colour: ArrayLike<number> & { readonly 3: number };
}

function listPieces(
  model: ModelFeatures,
  parts: ModelParts,
  geometries: readonly PartGeometry[],
  rows: Uint32Array,
): Piece[] {
  const pieces: Piece[] = [];
  rows.forEach((row, localId) => {
    for (let at = model.partStarts[row] as number; at < (model.partStarts[row + 1] as number); at++) {
      const part = model.partOrder[at] as number;
      const { positions, indices } = geometries[parts.geometryRows[part] as number] as PartGeometry;
      const matrix = parts.matrices.subarray(16 * part, 16 * part + 16);
      const colour = parts.colours.subarray(4 * part, 4 * part + 4) as Float32Array & { readonly 3: number };
      pieces.push({ localId, positions, indices, matrix, colour });
    }
    for (const axis of model.axes[row] ?? []) {
      const { positions, indices } = buildAxisTube(axis);
      if (indices.length > 0) pieces.push({ localId, positions, indices, colour: axis.colour });
    }
  });
  return pieces;
}

function buildAxisTube({ points, radiusM }: ModelAxis): Mesh {
  const builder = new MeshBuilder();
  const sides = radiusM < PIPE_FROM_RADIUS_M ? LINE_SIDES : PIPE_SIDES;
  addTube(builder, { numbers: points, offset: 0, points: points.length / 3 }, radiusM, sides);
  return builder.build();
}

function fillPrimitive(
  pieces: readonly Piece[],
  centreM: Vector3,
  stepM: number,
  isShort: boolean,
): PrimitiveArrays {
  const vertices = pieces.reduce((sum, piece) => sum + piece.positions.length / 3, 0);
  const corners = pieces.reduce((sum, piece) => sum + piece.indices.length, 0);
  const numbers = isShort ? 4 : 3;
  const positions = isShort ? new Int16Array(4 * vertices) : new Float32Array(3 * vertices);
  const localIds = new Float32Array(vertices);
  const colours = new Uint16Array(4 * vertices);
  // 65,535 restarts a primitive where indices are short.
  const indices = vertices > 65_535 ? new Uint32Array(corners) : new Uint16Array(corners);
  let vertex = 0;
  let corner = 0;
  let featureCount = 0;
  let lastId = -1;
  for (const piece of pieces) {
    placeVertices(piece, centreM, stepM, positions, numbers * vertex, numbers);
    const count = piece.positions.length / 3;
    localIds.fill(piece.localId, vertex, vertex + count);
    fillColour(piece.colour, colours, 4 * vertex, 4 * (vertex + count));
    writeIndices(piece, vertex, indices, corner);
    if (piece.localId !== lastId) featureCount++;
    lastId = piece.localId;
    vertex += count;
    corner += piece.indices.length;
  }
  return { positions, localIds, colours, indices, featureCount };
}

/**
 * In double: part → parts' frame → from the tile's centre, then z up → y up and rounded to steps. Written out by numbers:
 * most models are small, and this runs before the compiler has seen it often.
 */
function placeVertices(
  { positions: from, matrix = IDENTITY }: Piece,
  centreM: Vector3,
  stepM: number,
  to: Int16Array | Float32Array,
  first: number,
  numbers: number,
): void {
  const m = (k: number) => (matrix[k] as number) / stepM;
  const [xx, xy, xz, yx, yy, yz] = [m(0), m(1), m(2), m(4), m(5), m(6)];
  const [zx, zy, zz] = [m(8), m(9), m(10)];
  const x0 = m(12) - centreM[0] / stepM;
  const y0 = m(13) - centreM[1] / stepM;
  const z0 = m(14) - centreM[2] / stepM;
  let at = first;
  for (let k = 0; k < from.length; k += 3) {
    const x = from[k] as number;
    const y = from[k + 1] as number;
    const z = from[k + 2] as number;
    to[at] = Math.round(xx * x + yx * y + zx * z + x0);
    to[at + 1] = Math.round(xz * x + yz * y + zz * z + z0);
    to[at + 2] = -Math.round(xy * x + yy * y + zy * z + y0);
    at += numbers;
  }
}

const IDENTITY = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);

/** A mirrored part's triangles are turned, so that they stay counter-clockwise from outside. */
function writeIndices(
  { indices, matrix = IDENTITY }: Piece,
  firstVertex: number,
  to: Uint16Array | Uint32Array,
  first: number,
): void {
  const [second, third] = determinantOf(matrix) < 0 ? [2, 1] : [1, 2];
  for (let k = 0; k < indices.length; k += 3) {
    to[first + k] = (indices[k] as number) + firstVertex;
    to[first + k + 1] = (indices[k + second] as number) + firstVertex;
    to[first + k + 2] = (indices[k + third] as number) + firstVertex;
  }
}

function determinantOf(matrix: Float64Array): number {
  const m = (k: number) => matrix[k] as number;
  return (
    m(0) * (m(5) * m(10) - m(6) * m(9)) -
    m(4) * (m(1) * m(10) - m(2) * m(9)) +
    m(8) * (m(1) * m(6) - m(2) * m(5))
  );
}

/** One colour for a run of vertices: linear as glTF wants it, in 65,535ths, for eight bits would band in the dark. */
function fillColour(colour: ArrayLike<number>, to: Uint16Array, from: number, end: number): void {
  for (let k = 0; k < 4; k++) {
    const value = Math.min(Math.max(colour[k] as number, 0), 1);
    const stored = Math.round((k === 3 ? value : linearOf(value)) * 65_535);
    for (let at = from + k; at < end; at += 4) to[at] = stored;
  }
}

/** sRGB → linear. Source: IEC 61966-2-1. */
const linearOf = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
