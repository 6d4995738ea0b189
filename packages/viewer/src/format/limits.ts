import type { LimitSide, Limits } from "@shuicheng/shared/contracts";
import { formatNumber } from "./number.ts";

/** Sides from the lowest value to the highest, as a person reads a scale. */
const ASCENDING: readonly LimitSide[] = ["LL", "L", "H", "HH"];

/** A limit that is set. `value` in the datastream's unit. */
export interface NamedLimit {
  readonly side: LimitSide;
  readonly value: number;
}

/** The limits that are set, lowest first. */
export function listLimits(limits: Limits): NamedLimit[] {
  return ASCENDING.flatMap((side) => {
    const value = limits[side];
    return value === undefined ? [] : [{ side, value }];
  });
}

/** Limits in one line, `L 10.00 • H 60.00`; an empty text where none is set. */
export function formatLimits(limits: Limits, decimals: number): string {
  return listLimits(limits)
    .map(({ side, value }) => `${side} ${formatNumber(value, decimals)}`)
    .join(" • ");
}

/** Which states of something that is so (counted as 1) or not (0) are beyond its limits; L 1 alarms when it is not. */
export function listAlarmStates(limits: Limits): boolean[] {
  return [false, true].filter((isSo) =>
    listLimits(limits).some(({ side, value }) =>
      comparisonOf(side) === ">" ? Number(isSo) > value : Number(isSo) < value,
    ),
  );
}

/** `>` for the high sides, `<` for the low ones: how a value stands to the limit it is beyond. */
export function comparisonOf(side: LimitSide): ">" | "<" {
  return side === "HH" || side === "H" ? ">" : "<";
}
