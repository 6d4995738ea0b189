import type { GroundPlace, ScreenPosition } from "../scene-contract.ts";

/** What stands at a pixel, and where the ground is that it shows. */
export interface OpenGroundNeeds {
  /** Whether a building or a model is drawn there. */
  isBuilt(at: ScreenPosition): boolean;
  /** Null for the sky. */
  findGround(at: ScreenPosition): GroundPlace | null;
}

/** From one place that is tried to the next, CSS pixels. */
const STEP_PX = 60;
/** How far around a place there must be nothing, CSS pixels. */
const CLEAR_PX = 24;
/** Each try is up to five drawing passes. */
const MOST_RINGS = 4;

/**
 * Where in the picture a model can be put down without standing in a building: the middle, or what is free nearest to it. Null
 * where all around is built on, or sky.
 */
export function findOpenGround(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  { isBuilt, findGround }: OpenGroundNeeds,
): GroundPlace | null {
  for (const { xPx, yPx } of placesAround(widthPx / 2, heightPx / 2)) {
    if (xPx < 0 || yPx < 0 || xPx >= widthPx || yPx >= heightPx) continue;
    const around = [
      [0, 0],
      [CLEAR_PX, 0],
      [-CLEAR_PX, 0],
      [0, CLEAR_PX],
      [0, -CLEAR_PX],
    ] as const;
    if (around.some(([x, y]) => isBuilt({ xPx: xPx + x, yPx: yPx + y }))) continue;
    const ground = findGround({ xPx, yPx });
    if (ground) return ground;
  }
  return null;
}

/** The middle, then rings around it, each at eight points: nearer ones first, below before above, where the ground is nearer. */
function* placesAround(xPx: number, yPx: number): Generator<ScreenPosition> {
  yield { xPx, yPx };
  for (let ring = 1; ring <= MOST_RINGS; ring++) {
    for (let eighth = 0; eighth < 8; eighth++) {
      const angle = (eighth * Math.PI) / 4;
      yield {
        xPx: xPx + ring * STEP_PX * Math.sin(angle),
        yPx: yPx + ring * STEP_PX * Math.cos(angle),
      };
    }
  }
}
