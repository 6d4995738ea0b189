import type { PlanePoint } from "./plane.ts";
import { forEachSide, type Ring } from "./plane-shapes.ts";

/** Height of the bands that sides are sorted into, metres. */
const BAND_M = 60;

/** Answers quickly whether places lie in a ring of many corners: looks only at the sides at the place's height. */
export function indexRing(ring: Ring): (point: PlanePoint) => boolean {
  const bands = new Map<number, [PlanePoint, PlanePoint][]>();
  forEachSide(ring, (a, b) => {
    const last = Math.floor(Math.max(a[1], b[1]) / BAND_M);
    for (let band = Math.floor(Math.min(a[1], b[1]) / BAND_M); band <= last; band++) {
      const sides = bands.get(band);
      if (sides) sides.push([a, b]);
      else bands.set(band, [[a, b]]);
    }
  });
  return ([x, y]) => {
    let inside = false;
    for (const [a, b] of bands.get(Math.floor(y / BAND_M)) ?? []) {
      if (b[1] > y !== a[1] > y && x < ((a[0] - b[0]) * (y - b[1])) / (a[1] - b[1]) + b[0]) inside = !inside;
    }
    return inside;
  };
}
