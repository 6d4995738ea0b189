/** A place to look at and from how far: what a flight needs. Angles in degrees, distance in metres. */
export interface CameraFrame {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly headingDeg: number;
  readonly pitchDeg: number;
  /** From the eye to the place. */
  readonly rangeM: number;
  /** Of the place looked at, above the ellipsoid; absent: the ground. */
  readonly ellipsoidalHeightM?: number;
}

/** The oblique look that all flights end in: far enough from above to read a plan, low enough to see depth. */
export const OBLIQUE_PITCH_DEG = -35;

/** Downtown Liaocheng from 2.5 km up. */
export const HOME_FRAME: CameraFrame = {
  lonDeg: 115.98,
  latDeg: 36.45,
  headingDeg: 0,
  pitchDeg: OBLIQUE_PITCH_DEG,
  rangeM: 2_500 / Math.sin((-OBLIQUE_PITCH_DEG * Math.PI) / 180),
};

const METRES_PER_DEG_LAT = 111_000;
/** Empty picture around a layer, as a share of it. */
const MARGIN = 1.06;
/** No closer than this to a layer of one point. */
const MIN_LAYER_RANGE_M = 400;
/** No closer than this to a building model: a house and the street before it. */
export const MIN_MODEL_RANGE_M = 60;
/** From the eye to a feature: its street and its neighbours are on the picture. */
export const FEATURE_RANGE_M = 450;

/** The smallest box (west, south, east, north, degrees) around all; undefined of none. */
export function joinBounds(
  boxes: readonly (readonly [number, number, number, number])[],
): readonly [number, number, number, number] | undefined {
  const [first] = boxes;
  return (
    first &&
    boxes.reduce(
      (all, box) =>
        [
          Math.min(all[0], box[0]),
          Math.min(all[1], box[1]),
          Math.max(all[2], box[2]),
          Math.max(all[3], box[3]),
        ] as const,
      first,
    )
  );
}

/**
 * Frames a bounding box: all of it on the picture, seen obliquely from the south.
 *
 * @param bbox West, south, east, north in degrees; not across the date line.
 * @param fovyRad The camera's vertical angle of view.
 * @param aspect Width over height of the picture.
 * @param minRangeM No closer than this.
 */
export function frameBounds(
  bbox: readonly [number, number, number, number],
  fovyRad: number,
  aspect: number,
  minRangeM = MIN_LAYER_RANGE_M,
): CameraFrame {
  const [west, south, east, north] = bbox;
  const latDeg = (south + north) / 2;
  const halfWidthM = ((east - west) / 2) * METRES_PER_DEG_LAT * Math.cos((latDeg * Math.PI) / 180) * MARGIN;
  const halfDepthM = ((north - south) / 2) * METRES_PER_DEG_LAT * MARGIN;
  const tanY = Math.tan(fovyRad / 2);
  const tanX = tanY * aspect;
  const pitchRad = (-OBLIQUE_PITCH_DEG * Math.PI) / 180;
  // A corner at (x, ±depth) lies at range ± depth·cos(pitch) along the view and depth·sin(pitch) above its axis.
  const near = halfDepthM * Math.cos(pitchRad);
  const rangeM = Math.max(halfWidthM / tanX + near, (halfDepthM * Math.sin(pitchRad)) / tanY + near);
  return {
    lonDeg: (west + east) / 2,
    latDeg,
    headingDeg: 0,
    pitchDeg: OBLIQUE_PITCH_DEG,
    rangeM: Math.max(rangeM, minRangeM),
  };
}

/** Frames one place from `rangeM` away, keeping the heading that the person has chosen. */
export function framePlace(lonDeg: number, latDeg: number, headingDeg: number, rangeM: number): CameraFrame {
  return { lonDeg, latDeg, headingDeg, pitchDeg: OBLIQUE_PITCH_DEG, rangeM };
}

/** Looking at the Earth from nearer than the first, any pitch will do; from the second on, straight down. Metres. */
const FREE_PITCH_WITHIN_M = 100_000;
const STRAIGHT_DOWN_FROM_M = 6_000_000;

/**
 * The flattest pitch, degrees, at which a place may be looked at from `rangeM` away. Zooming out of an oblique view
 * would else slide off along the meridian and end in black space. 0 (no limit) near the ground.
 */
export function flattestPitchDeg(rangeM: number): number {
  if (rangeM < FREE_PITCH_WITHIN_M) return 0;
  const t = Math.log(rangeM / FREE_PITCH_WITHIN_M) / Math.log(STRAIGHT_DOWN_FROM_M / FREE_PITCH_WITHIN_M);
  return OBLIQUE_PITCH_DEG + Math.min(t, 1) * (-90 - OBLIQUE_PITCH_DEG);
}
