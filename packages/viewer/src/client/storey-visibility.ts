import type { ModelStorey } from "@shuicheng/shared/contracts";

/** Number of no storey, for what belongs to none: as the tiles of models write it. */
export const OUTSIDE_STOREYS = 65_535;

/** Storeys from the top down, as one reads a section; those without an elevation last. */
export function sortStoreys(storeys: readonly ModelStorey[]): ModelStorey[] {
  const heightOf = ({ elevationM }: ModelStorey): number => elevationM ?? Number.NEGATIVE_INFINITY;
  return storeys.toSorted((a, b) => heightOf(b) - heightOf(a) || a.index - b.index);
}

/** The numbers that can be switched in a model: its storeys', and that of what belongs to none. */
export function listStoreys(storeys: readonly ModelStorey[]): number[] {
  return [...sortStoreys(storeys).map(({ index }) => index), OUTSIDE_STOREYS];
}

/** Hides a storey that is shown, and the other way round. */
export function toggleStorey(hidden: ReadonlySet<number> | undefined, storey: number): ReadonlySet<number> {
  const next = new Set(hidden);
  if (!next.delete(storey)) next.add(storey);
  return next;
}

/** Hides all but one; where it is the only one shown already, shows all again. */
export function isolateStorey(
  all: readonly number[],
  hidden: ReadonlySet<number> | undefined,
  storey: number,
): ReadonlySet<number> {
  const others = all.filter((each) => each !== storey);
  return isIsolated(all, hidden, storey) ? new Set() : new Set(others);
}

/** Whether a storey is the only one that is shown. */
export function isIsolated(
  all: readonly number[],
  hidden: ReadonlySet<number> | undefined,
  storey: number,
): boolean {
  return all.every((each) => (hidden?.has(each) ?? false) !== (each === storey));
}
