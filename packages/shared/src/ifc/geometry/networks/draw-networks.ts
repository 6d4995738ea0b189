import type { NotDrawnCause } from "../../../contracts/index.ts";
import type { PartGeometry, Vector3 } from "../../../tiles/index.ts";
import type { StepFile } from "../../step/index.ts";
import type { FileUnits } from "../curves/file-units.ts";
import { type Matrix4, multiply, transformPoint } from "../curves/matrix4.ts";
import { objectPlacement } from "../curves/object-placement.ts";
import { createRecordReader, type RecordReader, refOf } from "../curves/record-reader.ts";
import { representationItems } from "../curves/representation-items.ts";
import type { PartColumns } from "../part-columns.ts";
import { type Colour, type ItemColours, readItemColours } from "./item-colours.ts";
import { NETWORK_TYPE, type Network, readNetwork } from "./read-network.ts";

/** What {@link drawNetworks} is told. */
export interface NetworkOptions {
  readonly units: FileUnits;
  /** `#id` of the products that have a representation. */
  readonly products: Iterable<number>;
}

/** What became of the products that hold networks; none of the others is in either. */
export interface NetworkOutcome {
  readonly triangles: ReadonlyMap<number, number>;
  /** Products with a network of which nothing can be made. */
  readonly failed: ReadonlyMap<number, NotDrawnCause>;
}

/** Positions of ObjectPlacement and Representation in every IfcProduct. */
const PLACEMENT = 5;
const REPRESENTATION = 6;

/**
 * Draws the IfcTriangulatedIrregularNetworks of products, which web-ifc 0.0.78 does not know, into `columns`. Doubles
 * until each network lies round its own middle. Costs nothing in a file that has none.
 */
export function drawNetworks(
  file: StepFile,
  columns: PartColumns,
  { units, products }: NetworkOptions,
): NetworkOutcome {
  const triangles = new Map<number, number>();
  const failed = new Map<number, NotDrawnCause>();
  if (!file.typeNames.includes(NETWORK_TYPE)) return { triangles, failed };
  const reader = createRecordReader(file);
  const piecesOf = keepPieces(reader, readItemColours(reader));
  for (const product of products) {
    const values = reader.argumentsOf(product);
    for (const { id, frame } of representationItems(reader, refOf(values[REPRESENTATION]))) {
      if (reader.typeOf(id) !== NETWORK_TYPE) continue;
      const pieces = piecesOf(id);
      if (!isPieces(pieces)) {
        failed.set(product, pieces);
        continue;
      }
      const placement = objectPlacement(reader, refOf(values[PLACEMENT]), units);
      const count = addPieces(columns, product, pieces, inMetres(multiply(placement, frame), units));
      if (count > 0) triangles.set(product, (triangles.get(product) ?? 0) + count);
      else if (pieces.length > 0) failed.set(product, { reason: "not-finite" });
    }
  }
  return { triangles, failed };
}

/** Triangles of one colour, round a middle. */
interface Piece {
  readonly geometry: PartGeometry;
  readonly middle: Vector3;
  readonly colour: Colour;
}

type Pieces = readonly Piece[];

const isPieces = (read: Pieces | NotDrawnCause): read is Pieces => Array.isArray(read);

/** Reads each network once, however often it is mapped. */
function keepPieces(reader: RecordReader, colours: ItemColours) {
  const known = new Map<number, Pieces | NotDrawnCause>();
  return (id: number) => {
    const kept = known.get(id) ?? cutPieces(readNetwork(reader, id), (face) => colours.colourOf(id, face));
    known.set(id, kept);
    return kept;
  };
}

function cutPieces(network: Network | undefined, colourOf: (face: number) => Colour): Pieces | NotDrawnCause {
  if (!network) return { reason: "unreadable-body" };
  const { points, corners, numbers } = network;
  const byColour = new Map<string, { readonly colour: Colour; readonly corners: number[] }>();
  numbers.forEach((face, triangle) => {
    const colour = colourOf(face);
    const piece = byColour.get(colour.join()) ?? { colour, corners: [] };
    byColour.set(colour.join(), piece);
    for (let k = 0; k < 3; k++) piece.corners.push(corners[3 * triangle + k] as number);
  });
  const pieces = [...byColour.values()].map((piece) => ({ ...piece, ...gather(points, piece.corners) }));
  return pieces.every(({ middle }) => middle.every(Number.isFinite)) ? pieces : { reason: "not-finite" };
}

/** The points that corners use, each once, round their middle; of a middle that is no number where one of them is none. */
function gather(points: Float64Array, corners: readonly number[]): Pick<Piece, "geometry" | "middle"> {
  const vertexOf = new Map<number, number>();
  const indices = Uint32Array.from(corners, (point) => {
    const vertex = vertexOf.get(point) ?? vertexOf.size;
    vertexOf.set(point, vertex);
    return vertex;
  });
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const point of vertexOf.keys()) {
    for (const k of [0, 1, 2] as const) {
      // Math.min and Math.max pass NaN on.
      min[k] = Math.min(min[k], points[3 * point + k] as number);
      max[k] = Math.max(max[k], points[3 * point + k] as number);
    }
  }
  const middle: Vector3 = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  const positions = new Float32Array(3 * vertexOf.size);
  for (const [point, vertex] of vertexOf) {
    for (const k of [0, 1, 2] as const)
      positions[3 * vertex + k] = (points[3 * point + k] as number) - middle[k];
  }
  return { geometry: { positions, indices }, middle };
}

/** @param place Item → the model's frame, metres. @returns How many triangles. */
function addPieces(columns: PartColumns, product: number, pieces: readonly Piece[], place: Matrix4): number {
  let count = 0;
  for (const { geometry, middle, colour } of pieces) {
    const matrix = place.slice();
    matrix.set(transformPoint(place, middle), 12);
    if (columns.addMesh(product, geometry, matrix, colour)) count += geometry.indices.length / 3;
  }
  return count;
}

function inMetres(frame: Matrix4, { lengthM }: FileUnits): Matrix4 {
  return frame.map((value, k) => (k === 15 ? value : value * lengthM));
}
