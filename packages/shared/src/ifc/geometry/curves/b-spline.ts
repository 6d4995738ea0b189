import type { Vector3 } from "../../../tiles/index.ts";
import { listOf, numberOf, type RecordReader, refsOf, tripleOf } from "./record-reader.ts";

const SAMPLES_PER_SPAN = 8;

/**
 * Points along an IfcBSplineCurve, rational or not; without knots it is taken as uniform and clamped. Undefined where
 * degree, points and knots do not fit together.
 *
 * `(Degree, ControlPointsList, CurveForm, ClosedCurve, SelfIntersect, KnotMultiplicities, Knots, KnotSpec, WeightsData)`.
 */
export function sampleBSpline(reader: RecordReader, id: number): Vector3[] | undefined {
  const values = reader.argumentsOf(id);
  const isRational = reader.typeOf(id).includes("RATIONAL");
  const degree = numberOf(values[0]);
  const points = refsOf(values[1]).map((point) => tripleOf(reader, point));
  const count = points.length;
  if (!(degree >= 1) || count <= degree || points.some((point) => !point)) return undefined;
  const weights = isRational ? listOf(values.at(-1)).map(numberOf) : [];
  const knots =
    values.length > 6 ? repeatKnots(listOf(values[5]).map(numberOf), listOf(values[6]).map(numberOf)) : [];
  const known = knots.length === count + degree + 1 ? knots : clampedKnots(count, degree);
  const poles = (points as Vector3[]).map(([x, y, z], k) => {
    const weight = weights[k] ?? 1;
    return [x * weight, y * weight, z * weight, weight];
  });
  const sampled: Vector3[] = [];
  for (let span = degree; span < count; span++) {
    const [from, to] = [known[span] as number, known[span + 1] as number];
    if (!(to > from)) continue;
    for (let k = sampled.length === 0 ? 0 : 1; k <= SAMPLES_PER_SPAN; k++) {
      sampled.push(evaluate(poles, known, degree, span, from + ((to - from) * k) / SAMPLES_PER_SPAN));
    }
  }
  return sampled.length > 1 ? sampled : undefined;
}

const repeatKnots = (multiplicities: readonly number[], knots: readonly number[]) =>
  knots.flatMap((knot, k) => Array.from({ length: Math.min(multiplicities[k] ?? 1, 64) }, () => knot));

function clampedKnots(count: number, degree: number): number[] {
  return Array.from({ length: count + degree + 1 }, (_, k) =>
    Math.min(Math.max(k - degree, 0), count - degree),
  );
}

/** de Boor's recursion in homogeneous coordinates. Source: de Boor, A Practical Guide to Splines, 1978, chapter X. */
function evaluate(
  poles: readonly (readonly number[])[],
  knots: readonly number[],
  degree: number,
  span: number,
  at: number,
): Vector3 {
  const row = Array.from({ length: degree + 1 }, (_, k) => poles[span - degree + k] as readonly number[]);
  for (let level = 1; level <= degree; level++) {
    for (let k = degree; k >= level; k--) {
      const left = knots[span - degree + k] as number;
      const right = knots[span + 1 + k - level] as number;
      const share = right > left ? (at - left) / (right - left) : 0;
      const [a, b] = [row[k - 1] as readonly number[], row[k] as readonly number[]];
      row[k] = b.map((value, axis) => (1 - share) * (a[axis] as number) + share * value);
    }
  }
  const [x, y, z, weight] = row[degree] as [number, number, number, number];
  return [x / weight, y / weight, z / weight];
}
