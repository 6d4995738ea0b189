const EARTH_RADIUS_M = 6_371_000;
/** From here up the picture is of a globe, and its far edge is a limb and not a horizon. */
const SPACE_FROM_M = 250_000;
/** Never reached: no haze. */
const NO_HAZE = { fromM: 1e9, toM: 2e9 } as const;

/** Distance from the eye at which the ground starts to go over into the page's colour, and at which it has. Metres. */
export interface HazeRange {
  readonly fromM: number;
  readonly toM: number;
}

/**
 * Where the haze lies for an eye this high above the ellipsoid (or deep below): well behind what is looked at, and
 * whole before the horizon, which would be a hard line.
 */
export function hazeRangeAt(eyeHeightM: number): HazeRange {
  const heightM = Math.max(Math.abs(eyeHeightM), 20);
  if (heightM > SPACE_FROM_M) return NO_HAZE;
  const horizonM = Math.sqrt(2 * EARTH_RADIUS_M * heightM);
  const fromM = Math.max(heightM * 3, 3_000);
  return { fromM, toM: Math.max(Math.min(horizonM * 0.9, heightM * 16), fromM * 2.5) };
}
