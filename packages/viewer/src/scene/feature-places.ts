import { ellipsoidalGroundHeightM } from "@shuicheng/shared/geo";
import { Cartesian3 } from "cesium";
import { undulationM } from "./wide-geoid.ts";

/** Where the features of a layer are: longitude, latitude (degrees), orthometric height (metres), by feature index. */
export class FeaturePlaces {
  readonly #positions: Float64Array;

  /** Copies `positions`: three numbers a feature; NaN where a feature has no place. */
  constructor(positions: Float64Array = new Float64Array(0)) {
    this.#positions = positions.slice();
  }

  /** Longitude and latitude in degrees, height orthometric in metres; `undefined` where there is no place. */
  find(featureIndex: number): { lonDeg: number; latDeg: number; heightM: number } | undefined {
    const at = featureIndex * 3;
    const [lonDeg, latDeg, heightM] = this.#positions.subarray(at, at + 3);
    if (lonDeg === undefined || latDeg === undefined || Number.isNaN(lonDeg) || Number.isNaN(latDeg)) {
      return undefined;
    }
    return { lonDeg, latDeg, heightM: heightM === undefined || Number.isNaN(heightM) ? 0 : heightM };
  }

  /** Half way between the lowest and the highest feature, metres orthometric; undefined where none has a place. */
  findMiddleHeightM(): number | undefined {
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 2; at < this.#positions.length; at += 3) {
      const heightM = this.#positions[at] as number;
      if (heightM < lowest) lowest = heightM;
      if (heightM > highest) highest = heightM;
    }
    return lowest <= highest ? (lowest + highest) / 2 : undefined;
  }

  /**
   * Where a symbol's stem stands, ECEF metres: on the feature itself while the ground lets one see it, else on the
   * ground above it (or on a feature that stands above the ground).
   */
  findFoot(featureIndex: number, isGroundOpaque: boolean): Cartesian3 | undefined {
    const place = this.find(featureIndex);
    if (!place) return undefined;
    const { lonDeg, latDeg, heightM } = place;
    const ellipsoidalM = heightM + undulationM(lonDeg, latDeg);
    const footM = isGroundOpaque
      ? Math.max(ellipsoidalM, ellipsoidalGroundHeightM(lonDeg, latDeg))
      : ellipsoidalM;
    return Cartesian3.fromDegrees(lonDeg, latDeg, footM);
  }
}
