import type { LimitSide, Limits } from "@shuicheng/shared/contracts";

/** Codes of limit sides in typed arrays: 0 within limits, then `LIMIT_SIDES` from 1. */
export const SIDE_CODES: readonly (LimitSide | null)[] = [null, "HH", "LL", "H", "L"];

/**
 * The worst limit a result is beyond, as a code of {@link SIDE_CODES}. On the limit is within it.
 *
 * @param result In the unit of the limits. Not NaN.
 */
export function evaluateLimits(result: number, limits: Limits): number {
  if (limits.HH !== undefined && result > limits.HH) return 1;
  if (limits.LL !== undefined && result < limits.LL) return 2;
  if (limits.H !== undefined && result > limits.H) return 3;
  if (limits.L !== undefined && result < limits.L) return 4;
  return 0;
}
