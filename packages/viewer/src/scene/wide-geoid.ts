import { type Geoid, geoidUndulationM, openWorldGeoid } from "@shuicheng/shared/geo";

let world: Geoid | undefined;
let loading: Promise<void> | undefined;

/**
 * Height of the geoid above the ellipsoid, metres: by the page's own small table, beyond it by EGM96 of the whole earth
 * once {@link loadGeoidFor} has brought it, 0 before.
 */
export function undulationM(lonDeg: number, latDeg: number): number {
  return geoidUndulationM(lonDeg, latDeg) ?? world?.(lonDeg, latDeg) ?? 0;
}

/** Makes {@link undulationM} right at a place. Only for one beyond the city's region this loads anything: 2.7 MB, once. */
export async function loadGeoidFor(lonDeg: number, latDeg: number): Promise<void> {
  if (world !== undefined || geoidUndulationM(lonDeg, latDeg) !== undefined) return;
  loading ??= openWorldGeoid().then((opened) => {
    world = opened;
  });
  try {
    await loading;
  } catch (cause) {
    loading = undefined; // the next place asks again
    throw cause;
  }
}
