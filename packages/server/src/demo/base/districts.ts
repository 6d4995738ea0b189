import type { PlanePoint } from "../model/index.ts";
import { counterClockwise, isInRing, type Ring, ringCentre } from "../model/plane-shapes.ts";
import { type DrawnMap, textOf } from "./read-assets.ts";

/** The county-level district in which all of the town lies: 东昌府区 (GB/T 2260). */
const DISTRICT_CODE = "371502";

/** A street (街道) with its statutory code, or a functional zone with a local id. */
export interface District {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly ring: Ring;
  readonly centre: PlanePoint;
}

/** The districts, and which one a place is in. */
export interface Districts {
  readonly all: readonly District[];
  /** Code of the district at a place; the county-level code where none is drawn. */
  codeAt(point: PlanePoint): string;
}

/** Reads the districts of the hand-drawn map. */
export function readDistricts(drawn: DrawnMap): Districts {
  const all = drawn.districts
    .filter(({ points }) => points.length > 2)
    .map((feature): District => {
      const ring = counterClockwise(feature.points);
      return {
        id: textOf(feature, "id"),
        name: textOf(feature, "name"),
        nameEn: textOf(feature, "nameEn"),
        ring,
        centre: ringCentre(ring),
      };
    });
  return { all, codeAt: (point) => all.find(({ ring }) => isInRing(point, ring))?.id ?? DISTRICT_CODE };
}
