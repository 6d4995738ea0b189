import { type Geoid, geoidUndulationM } from "./geoid.ts";

/** Where the ground is known: the bounding box of Liaocheng prefecture, WGS84 degrees. Source: DataV outline, domain figures 8. */
export const GROUND_EXTENT_DEG = { west: 115.27, south: 35.78, east: 116.54, north: 37.03 } as const;

/** Over this width outside the extent the ground falls smoothly to the ellipsoid. */
const BLEND_DEG = 0.2;

/** Downtown Liaocheng: where the plane below passes +32 m. */
const CENTRE_DEG = { lon: 115.98, lat: 36.45 } as const;
const CENTRE_HEIGHT_M = 32;

/** The plain falls with the Yellow River's fan, from about 38 m in the south-west corner to 27 m in the north-east. */
const FALL_EAST_M_PER_DEG = 4.35;
const FALL_NORTH_M_PER_DEG = 4.35;

/** Old river ridges: two swells of 0.5 and 0.25 m amplitude, 12.6 and 6.3 km long. Zero at the centre. */
const SWELLS = [
  { amplitudeM: 0.5, eastPerDeg: 6.3, northPerDeg: 4.1 },
  { amplitudeM: 0.25, eastPerDeg: -9.7, northPerDeg: 12.9 },
] as const;

/**
 * Height of the ground, metres orthometric (1985 国家高程基准): a synthetic, gentle surface with the figures of
 * Liaocheng, not a survey. Smooth everywhere; 0 beyond {@link BLEND_DEG} outside the prefecture, where no terrain
 * is known. Pure and cheap: the generator, the tiler and the page's terrain all stand on this one function.
 */
export function groundHeightM(lonDeg: number, latDeg: number): number {
  const weight = blendWeight(lonDeg, latDeg);
  if (weight === 0) return 0;
  const east = lonDeg - CENTRE_DEG.lon;
  const north = latDeg - CENTRE_DEG.lat;
  let heightM = CENTRE_HEIGHT_M - FALL_EAST_M_PER_DEG * east - FALL_NORTH_M_PER_DEG * north;
  for (const { amplitudeM, eastPerDeg, northPerDeg } of SWELLS) {
    heightM += amplitudeM * Math.sin(2 * Math.PI * (east * eastPerDeg + north * northPerDeg));
  }
  return heightM * weight;
}

/** Answers whether {@link groundHeightM} speaks of this place, or has to make do with the ellipsoid. */
export function isGroundKnown(lonDeg: number, latDeg: number): boolean {
  const { west, south, east, north } = GROUND_EXTENT_DEG;
  return lonDeg >= west && lonDeg <= east && latDeg >= south && latDeg <= north;
}

/**
 * Height of the ground above the WGS84 ellipsoid, metres: ground + undulation inside the prefecture, falling
 * smoothly to 0, the bare ellipsoid, outside it. About +20 m downtown.
 */
export function ellipsoidalGroundHeightM(
  lonDeg: number,
  latDeg: number,
  geoid: Geoid = geoidUndulationM,
): number {
  const weight = blendWeight(lonDeg, latDeg);
  if (weight === 0) return 0;
  return groundHeightM(lonDeg, latDeg) + weight * (geoid(lonDeg, latDeg) ?? 0);
}

/** 1 inside the extent, 0 beyond the blend, a smoothstep between. */
function blendWeight(lonDeg: number, latDeg: number): number {
  const { west, south, east, north } = GROUND_EXTENT_DEG;
  const outsideLonDeg = Math.max(west - lonDeg, lonDeg - east, 0);
  const outsideLatDeg = Math.max(south - latDeg, latDeg - north, 0);
  return smoothFall(outsideLonDeg / BLEND_DEG) * smoothFall(outsideLatDeg / BLEND_DEG);
}

function smoothFall(t: number): number {
  if (!(t < 1)) return 0;
  return 1 - t * t * (3 - 2 * t);
}
