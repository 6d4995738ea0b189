import type { Integrator } from "@shuicheng/shared/contracts";
import { formatNumber, NO_VALUE } from "../../format/number.ts";

/** Observations a minute; below ten with a decimal, since sensors send seldom. */
export function formatPerMinute(perSecond: number): string {
  const perMinute = perSecond * 60;
  if (perMinute > 0 && perMinute < 0.1) return formatNumber(perMinute, 3);
  return formatNumber(perMinute, perMinute === 0 || perMinute >= 10 ? 0 : 1);
}

/** Part of everything that a token sent, in percent. */
export function formatShare(count: number, { accepted, duplicates, rejected }: Integrator): string {
  const sent = accepted + duplicates + rejected;
  return sent === 0 ? NO_VALUE : formatNumber((count / sent) * 100, 2);
}
