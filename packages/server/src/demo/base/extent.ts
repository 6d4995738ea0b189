import type { Bounds } from "../model/plane-shapes.ts";

/** The built-up area at scale 1: 7.1 km × 6.2 km round the ancient town, the main streets and the railway station. */
const CENTRE_M = { east: -1100, north: 230 };
const HALF_M = { east: 3550, north: 3080 };

/** Where the town is built, in the plane: the area grows with the scale, the centre stays. */
export function buildExtent(scale: number): Bounds {
  const stretch = Math.sqrt(scale);
  return {
    west: CENTRE_M.east - HALF_M.east * stretch,
    east: CENTRE_M.east + HALF_M.east * stretch,
    south: CENTRE_M.north - HALF_M.north * stretch,
    north: CENTRE_M.north + HALF_M.north * stretch,
  };
}
