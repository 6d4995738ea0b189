import type { NotDrawnCause } from "../../../contracts/index.ts";
import { lengthOf, type ModelAxis, subtract, type Vector3 } from "../../../tiles/index.ts";
import type { StepFile } from "../../step/index.ts";
import { type Alignments, readAlignments } from "./alignment-curve.ts";
import type { FileUnits } from "./file-units.ts";
import { gridLines } from "./grid-lines.ts";
import { type Matrix4, transformPoint } from "./matrix4.ts";
import { objectPlacement } from "./object-placement.ts";
import { readPipeDiameters } from "./pipe-diameters.ts";
import { createRecordReader, type RecordReader, refOf } from "./record-reader.ts";
import { findRepresentationCurves } from "./representation-curves.ts";
import { sampleStationCurve } from "./station-curve.ts";

/** What {@link drawFromCurves} is told. */
export interface CurveOptions {
  readonly units: FileUnits;
  /** `#id` of the products that have no mesh. */
  readonly products: Iterable<number>;
}

/** What could be drawn and what not. Each product is in one of the two. */
export interface CurveOutcome {
  /** In the model's frame, metres, z up; give them to `columns.take`. */
  readonly axes: readonly ModelAxis[];
  /** A detail holds types as the file writes them, e.g. `IFCTEXTLITERAL`. */
  readonly notDrawn: ReadonlyMap<number, NotDrawnCause>;
}

/** Positions of ObjectPlacement and Representation in every IfcProduct. */
const PLACEMENT = 5;
const REPRESENTATION = 6;

/** Radii of lines that have no diameter of their own, metres: to be seen, and thin beside what they stand for. */
const RADIUS_M = { alignment: 0.2, member: 0.05, grid: 0.02, line: 0.02, point: 0.1 } as const;
/** A point is drawn as a post so high, metres. */
const POST_M = 0.5;
const PIPE_COLOUR = [0.62, 0.65, 0.68, 1] as const;
const LINE_COLOUR = [0.38, 0.43, 0.49, 1] as const;
/** Points nearer together than this are one, metres. */
const MIN_STEP_M = 1e-4;

/**
 * Draws products that have no mesh from the curves that they have: alignments (their curve in space, else their layout),
 * structural members, grids, pipes and cables of which there is only an axis, annotations and whatever else has a line or
 * point. All as tubes, so that they are picked and painted like bodies: of their own diameter where properties, type or
 * profile tell it, else thin. A referent is a post where it stands on its alignment. Doubles throughout.
 */
export function drawFromCurves(file: StepFile, { units, products }: CurveOptions): CurveOutcome {
  const reader = createRecordReader(file);
  const alignments = readAlignments(reader, units);
  const diameters = readPipeDiameters(reader, units);
  const axes: ModelAxis[] = [];
  const notDrawn = new Map<number, NotDrawnCause>();
  for (const product of products) {
    const drawn = linesOf(reader, product, units, alignments);
    const diameterM = drawn.cause === undefined ? diameters.diameterOf(product) : undefined;
    const radiusM = diameterM === undefined ? drawn.radiusM : diameterM / 2;
    const colour = diameterM === undefined ? LINE_COLOUR : PIPE_COLOUR;
    const lines = drawn.lines.flatMap((line) => toMetres(line, units.lengthM) ?? []);
    if (lines.length === 0) notDrawn.set(product, drawn.cause ?? { reason: "no-length" });
    for (const points of lines) axes.push({ partId: product, points, radiusM, colour });
  }
  return { axes, notDrawn };
}

/** Lines in the model's frame, the file's unit; with the cause where there are none. */
interface DrawnLines {
  readonly lines: readonly Vector3[][];
  readonly radiusM: number;
  readonly cause?: NotDrawnCause;
}

const none = (cause: NotDrawnCause): DrawnLines => ({ lines: [], radiusM: 0, cause });

function linesOf(
  reader: RecordReader,
  product: number,
  units: FileUnits,
  alignments: Alignments,
): DrawnLines {
  const type = reader.typeOf(product);
  const placement = refOf(reader.argumentsOf(product)[PLACEMENT]);
  const frame = objectPlacement(reader, placement, units);
  if (type === "IFCALIGNMENT") {
    const curve = alignments.curveOf(product);
    if (!curve) return none({ reason: "no-layout" });
    return { lines: [placed(frame, sampleStationCurve(curve))], radiusM: RADIUS_M.alignment };
  }
  const alignment = alignments.alignmentOf(product);
  if (alignment !== undefined && alignments.curveOf(alignment)) return none({ reason: "part-of-alignment" });
  if (type === "IFCGRID") {
    const lines = gridLines(reader, product, units).map((line) => placed(frame, line));
    if (lines.length > 0) return { lines, radiusM: RADIUS_M.grid };
  }
  const shape = refOf(reader.argumentsOf(product)[REPRESENTATION]);
  const post = () => posts(frame, [[0, 0, 0]], units);
  if (shape === 0) {
    return type === "IFCREFERENT" && placement !== 0 ? post() : none({ reason: "no-representation" });
  }
  const found = findRepresentationCurves(reader, shape, units);
  if (found.lines.length > 0) {
    const radiusM = type.startsWith("IFCSTRUCTURAL") ? RADIUS_M.member : RADIUS_M.line;
    return { lines: found.lines.map((line) => placed(frame, line)), radiusM };
  }
  if (found.points.length > 0) return posts(frame, found.points, units);
  if (type === "IFCREFERENT" && placement !== 0) return post();
  return none(causeOf(found.others));
}

/** @param others Types of the items of a representation, empty for a record that is missing. */
function causeOf(others: ReadonlySet<string>): NotDrawnCause {
  const types = [...others].filter((type) => type !== "").sort();
  if (types.length > 0) return { reason: "no-geometry", detail: types.join(", ") };
  return { reason: others.size > 0 ? "missing-record" : "empty-representation" };
}

const placed = (frame: Matrix4, line: readonly Vector3[]) =>
  line.map((point) => transformPoint(frame, point));

/** Upright in the model, not in the product's frame. */
function posts(frame: Matrix4, points: readonly Vector3[], { lengthM }: FileUnits): DrawnLines {
  const lines = points.map((point) => {
    const foot = transformPoint(frame, point);
    return [foot, [foot[0], foot[1], foot[2] + POST_M / lengthM] as const];
  });
  return { lines, radiusM: RADIUS_M.point };
}

/** Metres, without points that fall together; undefined where less than a line is left or one is no number. */
function toMetres(line: readonly Vector3[], lengthM: number): Float64Array | undefined {
  const kept: Vector3[] = [];
  for (const point of line) {
    const inM = point.map((value) => value * lengthM) as unknown as Vector3;
    if (!inM.every(Number.isFinite)) return undefined;
    const last = kept.at(-1);
    if (!last || lengthOf(subtract(inM, last)) > MIN_STEP_M) kept.push(inM);
  }
  return kept.length > 1 ? Float64Array.from(kept.flat()) : undefined;
}
