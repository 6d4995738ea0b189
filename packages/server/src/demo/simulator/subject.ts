import type { LayerKind, Limits, ResultType, ValidRange } from "@shuicheng/shared/contracts";

/** A datastream as the simulator sees it: what is measured, by what, where. */
export interface Subject {
  /** Id of the datastream. */
  readonly id: string;
  readonly asset: string;
  readonly assetClass: string;
  readonly layerKind: LayerKind;
  readonly observedProperty: string;
  readonly resultType: ResultType;
  /** Symbol of the unit, empty without one. */
  readonly unit: string;
  readonly range: ValidRange;
  readonly limits: Limits;
  readonly decimals: number;
  readonly expectedIntervalMs: number;
  /** Metres east and north in the demo's plane; null for an asset without a place. */
  readonly at: readonly [eastM: number, northM: number] | null;
  /** It has been reported before. */
  readonly hasHistory: boolean;
  /** Somebody reports it now: its latest value was fresh when the simulator looked. */
  readonly isReported: boolean;
}

/** Band in which a value is normal: its limits where it has them, else its range; infinite where open. */
export function normalBand({ limits, range }: Pick<Subject, "limits" | "range">): {
  readonly low: number;
  readonly high: number;
} {
  return {
    low: limits.L ?? limits.LL ?? range.min ?? Number.NEGATIVE_INFINITY,
    high: limits.H ?? limits.HH ?? range.max ?? Number.POSITIVE_INFINITY,
  };
}

/** Distance in the plane, metres; infinite where the subject has no place. */
export function distanceM(
  subject: Pick<Subject, "at">,
  place: readonly [eastM: number, northM: number],
): number {
  return subject.at === null
    ? Number.POSITIVE_INFINITY
    : Math.hypot(subject.at[0] - place[0], subject.at[1] - place[1]);
}
