/** A place on a plane path and the way it goes there. Lengths in the file's unit. */
export interface PlanarPoint {
  readonly x: number;
  readonly y: number;
  /** Anticlockwise from the x axis, radians. */
  readonly headingRad: number;
}

/** A piece of a plane path by the length run along it. */
export interface PlanarSegment {
  readonly length: number;
  at(run: number): PlanarPoint;
  /** Where to sample so that chords stay near the path: ascending, from 0 to `length`. */
  readonly samples: readonly number[];
}

/** Curvature (1 / radius, anticlockwise positive) by the length run. */
export type Curvature = (run: number) => number;

/** Chords leave the path by no more than this, metres. */
const MAX_SAGITTA_M = 0.005;
/** And turn by no more, radians: a small circle is round too. */
const MAX_TURN_RAD = Math.PI / 12;
/** Nor are there more, whatever a file says of radii. */
const MAX_SAMPLES = 2_000;

/** How far an arc of this radius turns between two samples, radians. @param unitM Metres of the file's unit. */
export function sampleTurnRad(radius: number, unitM: number): number {
  const sagitta = MAX_SAGITTA_M / unitM / Math.abs(radius);
  return sagitta >= 1 ? MAX_TURN_RAD : Math.min(MAX_TURN_RAD, 2 * Math.acos(1 - sagitta));
}

/** A segment from `start` with the given curvature: a line (0), an arc (constant), a clothoid (linear), any spiral. */
export function curvatureSegment(
  start: PlanarPoint,
  length: number,
  curvature: Curvature,
  unitM: number,
): PlanarSegment {
  const steps = sampleSteps(length, curvature, unitM);
  // Places at the samples; what lies between is integrated from the nearest one before.
  const knots: PlanarPoint[] = [start];
  for (let k = 0; k < steps; k++) {
    knots.push(advance(knots[k] as PlanarPoint, (k / steps) * length, length / steps, curvature));
  }
  return {
    length,
    samples: Array.from({ length: steps + 1 }, (_, k) => (k / steps) * length),
    at(run) {
      const share = length > 0 ? Math.floor((run / length) * steps) : 0;
      const k = Math.min(Math.max(share, 0), steps - 1);
      const from = (k / steps) * length;
      return advance(knots[k] as PlanarPoint, from, run - from, curvature);
    },
  };
}

function sampleSteps(length: number, curvature: Curvature, unitM: number): number {
  if (!(length > 0)) return 1;
  const PROBES = 16;
  const sharpest = Math.max(
    ...Array.from({ length: PROBES + 1 }, (_, k) => Math.abs(curvature((k * length) / PROBES))),
  );
  if (!(sharpest > 0)) return 1;
  const steps = Math.ceil((length * sharpest) / sampleTurnRad(1 / sharpest, unitM));
  return Math.min(Math.max(steps, 1), MAX_SAMPLES);
}

/** Nodes and weights of Gauss-Legendre with five points on [−1, 1]. Source: Abramowitz and Stegun, table 25.4. */
const GAUSS: readonly (readonly [node: number, weight: number])[] = [
  [0, 0.5688888888888889],
  [-0.5384693101056831, 0.47862867049936647],
  [0.5384693101056831, 0.47862867049936647],
  [-0.906179845938664, 0.23692688505618908],
  [0.906179845938664, 0.23692688505618908],
];

/** Goes on from a place by `step`: exact to some 1e-12 of the step for turns of a quarter of a radian. */
function advance(from: PlanarPoint, run: number, step: number, curvature: Curvature): PlanarPoint {
  const turnTo = (part: number) => integrate(run, part, curvature);
  const x = integrate(0, step, (part) => Math.cos(from.headingRad + turnTo(part)));
  const y = integrate(0, step, (part) => Math.sin(from.headingRad + turnTo(part)));
  return { x: from.x + x, y: from.y + y, headingRad: from.headingRad + turnTo(step) };
}

function integrate(from: number, length: number, value: (at: number) => number): number {
  const half = length / 2;
  return half * GAUSS.reduce((sum, [node, weight]) => sum + weight * value(from + half * (1 + node)), 0);
}

/** Pieces one after the other, known by the length run from the first. */
export interface PlanarPath {
  readonly length: number;
  at(run: number): PlanarPoint;
  readonly samples: readonly number[];
}

/** Joins segments in the order given, each lying where it says itself. Before the first and after the last: straight on. */
export function joinSegments(segments: readonly PlanarSegment[]): PlanarPath | undefined {
  const pieces = segments.filter((segment) => segment.length > 0);
  const first = pieces[0];
  if (!first) return undefined;
  const starts: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    starts.push(length);
    length += piece.length;
  }
  return {
    length,
    samples: pieces.flatMap((piece, k) => piece.samples.map((run) => run + (starts[k] as number))),
    at(run) {
      if (run < 0) return straightOn(first.at(0), run);
      if (run > length)
        return straightOn((pieces.at(-1) as PlanarSegment).at(pieces.at(-1)?.length ?? 0), run - length);
      let k = pieces.length - 1;
      while (k > 0 && (starts[k] as number) > run) k--;
      return (pieces[k] as PlanarSegment).at(run - (starts[k] as number));
    },
  };
}

function straightOn({ x, y, headingRad }: PlanarPoint, run: number): PlanarPoint {
  return { x: x + run * Math.cos(headingRad), y: y + run * Math.sin(headingRad), headingRad };
}
