/** Metres of a degree of latitude, and of longitude on the equator (WGS84, mean; a nudge needs no more). */
const METRES_PER_DEG_LAT = 111_132;
const METRES_PER_DEG_LON = 111_320;

/** A place so many metres away in a direction, degrees clockwise from north. For steps of metres: flat. */
export function movePlace(
  { lonDeg, latDeg }: { readonly lonDeg: number; readonly latDeg: number },
  bearingDeg: number,
  distanceM: number,
): { readonly lonDeg: number; readonly latDeg: number } {
  const bearingRad = (bearingDeg * Math.PI) / 180;
  const alongLonM = METRES_PER_DEG_LON * Math.cos((latDeg * Math.PI) / 180);
  return {
    lonDeg: lonDeg + (distanceM * Math.sin(bearingRad)) / alongLonM,
    latDeg: latDeg + (distanceM * Math.cos(bearingRad)) / METRES_PER_DEG_LAT,
  };
}
