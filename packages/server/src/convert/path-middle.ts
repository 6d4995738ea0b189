import type { PlacedPoint } from "./placed-network.ts";

/** The point half-way along a path, and the step it lies on. */
export interface PathMiddle {
  readonly point: PlacedPoint;
  readonly from: PlacedPoint;
  readonly to: PlacedPoint;
}

/**
 * Finds the middle of a path by its length in plan: where a link's own place is, and the sign of a pump or valve.
 *
 * @returns `undefined` for a path of fewer than two points.
 */
export function middleOf(path: readonly PlacedPoint[]): PathMiddle | undefined {
  const first = path[0];
  if (!first) return undefined;
  const scaleLon = Math.cos((first.latDeg * Math.PI) / 180);
  const steps = path.slice(1).map((to, index) => {
    const from = path[index] as PlacedPoint;
    const length = Math.hypot((to.lonDeg - from.lonDeg) * scaleLon, to.latDeg - from.latDeg);
    return { from, to, length };
  });
  let left = steps.reduce((sum, step) => sum + step.length, 0) / 2;
  const step = steps.find(({ length }) => {
    if (left <= length) return true;
    left -= length;
    return false;
  });
  const { from, to, length } = step ?? steps.at(-1) ?? { from: first, to: undefined, length: 0 };
  if (!to) return undefined;
  const part = length > 0 ? Math.min(1, left / length) : 0;
  const between = (key: keyof PlacedPoint) => from[key] + (to[key] - from[key]) * part;
  const point = { lonDeg: between("lonDeg"), latDeg: between("latDeg"), heightM: between("heightM") };
  return { point, from, to };
}
