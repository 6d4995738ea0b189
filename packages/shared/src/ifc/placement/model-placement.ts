import type { Assumption } from "../../contracts/index.ts";
import type { Issue } from "../../issues.ts";

/** Which statement decided where a model stands. */
export const PLACEMENT_RULES = [
  /** A person said so. */
  "by-hand",
  /** IfcMapConversion with IfcProjectedCRS. */
  "map-conversion",
  /** ePSet_MapConversion with ePSet_ProjectedCRS, the convention for IFC2x3. */
  "property-set",
  /** The geometry itself stands in coordinates of the CRS: a blank or doubled map conversion, or a CRS named by hand. */
  "survey-coordinates",
  /** RefLatitude, RefLongitude and RefElevation of IfcSite. */
  "site",
  /** Nothing says where: to be placed by hand. */
  "none",
] as const;

/** One of {@link PLACEMENT_RULES}. */
export type PlacementRule = (typeof PLACEMENT_RULES)[number];

/** Where a person puts a model: its anchor. */
export interface HandPlace {
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Orthometric height of the anchor, metres; absent: on the ground. */
  readonly heightM?: number;
  /** Where the model's y axis points, degrees clockwise from true north; absent: as the model's true north says. */
  readonly headingDeg?: number;
  /** Metres on the earth of one metre of the model; absent: 1. */
  readonly scale?: number;
}

/**
 * Where a model stands and why. Plain JSON. Longitude, latitude (WGS84) and height are null where no rule applies; the
 * model then lies at 0°, 0° for a viewer of its own, and belongs into no city.
 */
export interface ModelPlacement {
  readonly rule: PlacementRule;
  /** The projected CRS used, e.g. `EPSG:25832 ETRS89 / UTM zone 32N`. */
  readonly crs?: string;
  readonly lon: number | null;
  readonly lat: number | null;
  /** Orthometric, metres. */
  readonly heightM: number | null;
  /** Where the model's y axis points, degrees clockwise from true north, 0 to 360. */
  readonly headingDeg: number;
  /** Horizontal metres on the earth of one metre of the model: survey scale over the projection's own. */
  readonly scale: number;
  /**
   * The point of the model that stands at `lon`, `lat`, `heightM`: its origin, or where that lies far from what is drawn
   * the middle of that. Metres in the model's frame.
   */
  readonly anchorM: readonly [x: number, y: number, z: number];
  readonly assumed: readonly Assumption[];
}

/** A placement with the matrix that carries it out. */
export interface PlacedModel {
  readonly placement: ModelPlacement;
  /** Model's frame (metres, z up) → ECEF, column-major. */
  readonly modelToEcef: Float64Array;
  readonly findings: readonly Issue[];
}
