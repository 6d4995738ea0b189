import type { Sourced } from "./sourced.ts";

/** Drains that fall: sewers and storm drains, and the short pipes that join a gully or a building to them. */
export type DrainKind = "sewage" | "storm" | "combined";

/** What a drain's wall is, for its roughness and its least slope. */
export type DrainWall = "concrete" | "plastic";

const CODE = "GB 50014-2021 室外排水设计标准";

/** Least nominal diameters: of a drain and of a connection, mm. */
export const MINIMUM_DRAIN_DIAMETER_MM: Sourced<{ readonly drainMm: number; readonly connectionMm: number }> =
  {
    value: { drainMm: 300, connectionMm: 200 },
    source: `${CODE}, least diameters and slopes`,
    certainty: "verified",
  };

/** Least slopes of the least diameters, metres per metre. */
export const MINIMUM_DRAIN_SLOPE: Sourced<{
  readonly connection: number;
  readonly concrete: number;
  readonly plastic: number;
}> = {
  value: { connection: 0.01, concrete: 0.003, plastic: 0.002 },
  source: `${CODE}, least diameters and slopes`,
  certainty: "verified",
};

/** Least design velocities, m/s: what keeps a drain clean. */
export const MINIMUM_DRAIN_VELOCITY_M_S: Readonly<Record<DrainKind, Sourced<number>>> = {
  sewage: { value: 0.6, source: `${CODE}, least design velocity`, certainty: "verified" },
  storm: { value: 0.75, source: `${CODE}, least design velocity`, certainty: "verified" },
  combined: { value: 0.75, source: `${CODE}, least design velocity`, certainty: "verified" },
};

/** Manning's roughness n, s/m^(1/3). */
export const DRAIN_ROUGHNESS: Readonly<Record<DrainWall, Sourced<number>>> = {
  concrete: {
    value: 0.013,
    source: "Manning's n, general knowledge: 0.013 to 0.014",
    certainty: "unverified",
  },
  plastic: { value: 0.01, source: "Manning's n, general knowledge: 0.009 to 0.011", certainty: "unverified" },
};

/** Longest distance between manholes by the largest nominal diameter it holds for, mm and metres. */
export const MANHOLE_SPACING_M: Sourced<
  readonly { readonly upToDiameterMm: number; readonly spacingM: number }[]
> = {
  value: [
    { upToDiameterMm: 600, spacingM: 75 },
    { upToDiameterMm: 1000, spacingM: 100 },
    { upToDiameterMm: 1500, spacingM: 150 },
    { upToDiameterMm: 2000, spacingM: 200 },
  ],
  source: `${CODE}, longest distance of manholes`,
  certainty: "verified",
};

/** A gravity pipe, as the least slope wants to know it. */
export interface DrainPipe {
  readonly kind: DrainKind;
  /** Inner diameter, mm. */
  readonly diameterMm: number;
  readonly wall: DrainWall;
}

/**
 * Least slope of a drain, metres per metre. Connections (up to DN 200) and drains up to DN 300 have the code's figure;
 * larger ones fall so that, flowing full, they reach the least design velocity: S = (v·n / (D/4)^(2/3))² (Manning).
 * The code asks for that velocity at the design depth, so this is a lower bound for a drain that never runs full.
 */
export function findMinimumDrainSlope({ kind, diameterMm, wall }: DrainPipe): Sourced<number> {
  const { value, source, certainty } = MINIMUM_DRAIN_SLOPE;
  if (diameterMm <= MINIMUM_DRAIN_DIAMETER_MM.value.connectionMm)
    return { value: value.connection, source, certainty };
  if (diameterMm <= MINIMUM_DRAIN_DIAMETER_MM.value.drainMm) return { value: value[wall], source, certainty };
  const velocity = MINIMUM_DRAIN_VELOCITY_M_S[kind];
  const roughness = DRAIN_ROUGHNESS[wall];
  const slope = ((velocity.value * roughness.value) / (diameterMm / 4000) ** (2 / 3)) ** 2;
  return { value: slope, source: `${velocity.source}; ${roughness.source}`, certainty: roughness.certainty };
}

/** Longest distance between two manholes of a drain, metres; `undefined` over DN 2000. */
export function findManholeSpacing(diameterMm: number): Sourced<number> | undefined {
  const { value, source, certainty } = MANHOLE_SPACING_M;
  const row = value.find(({ upToDiameterMm }) => diameterMm <= upToDiameterMm);
  return row && { value: row.spacingM, source, certainty };
}
