import { type PlanePoint, type PlantedDefect, type SpacePoint, toDegrees } from "../model/index.ts";

/** What the check finds wrong, in the words of the list of planted defects, so that the two compare directly. */
export type NetworkFinding = PlantedDefect;

/** A finding at a place of the plane; figures are rounded to what they are worth, 0.001 of their unit. */
export function buildFinding(
  finding: Omit<NetworkFinding, "lonDeg" | "latDeg"> & { readonly at: PlanePoint | SpacePoint },
): NetworkFinding {
  const { at, actual, required, ...rest } = finding;
  const { lonDeg, latDeg } = toDegrees(at);
  return {
    ...rest,
    ...(actual !== undefined && { actual: round(actual, 1e3) }),
    ...(required !== undefined && { required: round(required, 1e3) }),
    lonDeg: round(lonDeg, 1e7),
    latDeg: round(latDeg, 1e7),
  };
}

/** One string for a finding's code and assets, whatever their order: two lists agree when these do. */
export function findingKey({ code, assets }: Pick<NetworkFinding, "code" | "assets">): string {
  return `${code} ${assets.toSorted().join(" ")}`;
}

const round = (value: number, parts: number) => Math.round(value * parts) / parts + 0;
