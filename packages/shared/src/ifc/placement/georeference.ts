import type { Issue } from "../../issues.ts";

/** A length as the file writes it, and the file's own statement of its unit. */
export interface MapConversion {
  /** `#id` of IfcMapConversion, or of the property set that stands for it. */
  readonly ref: string;
  readonly isPropertySet: boolean;
  /** In {@link Georeference.mapUnitM}, by the standard; writers also give them in the project's unit. */
  readonly eastings: number;
  readonly northings: number;
  readonly height: number;
  /** Where the model's x axis points in the map: east and north, any length; undefined where not given. */
  readonly xAxis?: readonly [east: number, north: number];
  /** Map units a project unit, as given. */
  readonly scale?: number;
  /** Of IfcMapConversionScaled, besides `scale`. */
  readonly factors: readonly [x: number, y: number, z: number];
}

/** What a file says of its projected CRS, each as written, empty where absent. */
export interface NamedCrs {
  readonly ref: string;
  readonly name: string;
  readonly description: string;
  readonly geodeticDatum: string;
  readonly verticalDatum: string;
  readonly mapProjection: string;
  readonly mapZone: string;
}

/** Where IfcSite says that it is. */
export interface SiteReference {
  readonly ref: string;
  readonly lonDeg: number;
  readonly latDeg: number;
  /** RefElevation, metres; undefined where not given. */
  readonly elevationM?: number;
  /** Origin of the site's own placement, metres in the model's frame: the point that stands there. */
  readonly originM: readonly [x: number, y: number, z: number];
}

/** Everything in a file that says where its model stands. Plain JSON: placement is decided from it without the file. */
export interface Georeference {
  /** Metres of the project's unit of length. */
  readonly metresPerUnit: number;
  readonly conversion?: MapConversion;
  readonly crs?: NamedCrs;
  /** Metres of MapUnit; undefined where not given. */
  readonly mapUnitM?: number;
  readonly site?: SiteReference;
  /** Direction of true north in the model's plane; undefined where not given: y. */
  readonly trueNorth?: readonly [x: number, y: number];
  /**
   * WorldCoordinateSystem of the model's context, metres, column-major; undefined where it is the identity. Placements
   * lie in it, web-ifc does not apply it.
   */
  readonly worldFrame?: readonly number[];
  readonly findings: readonly Issue[];
}
