import type { PlanarPoint } from "./planar-path.ts";

/** Where a plane figure is put: turned by the heading, then moved. */
export type PlanarFrame = PlanarPoint;

/** A point of a figure after the figure was put there. */
export function placePlanar(frame: PlanarFrame, { x, y, headingRad }: PlanarPoint): PlanarPoint {
  const [cos, sin] = [Math.cos(frame.headingRad), Math.sin(frame.headingRad)];
  return {
    x: frame.x + cos * x - sin * y,
    y: frame.y + sin * x + cos * y,
    headingRad: frame.headingRad + headingRad,
  };
}

/** The frame that takes this one back to the origin. */
export function invertPlanar({ x, y, headingRad }: PlanarFrame): PlanarFrame {
  const [cos, sin] = [Math.cos(headingRad), Math.sin(headingRad)];
  return { x: -cos * x - sin * y, y: sin * x - cos * y, headingRad: -headingRad };
}
