import { general } from "./sensor-figure.ts";
import type { Sourced } from "./sourced.ts";

/** Level in a manhole, parts of its depth from invert to cover: beyond the first it fills, at the second it overflows. */
export const MANHOLE_LEVEL_FRACTIONS: Sourced<{ readonly H: number; readonly HH: number }> = general(
  { H: 0.8, HH: 1 },
  "50 / 80 / 100 % of the depth; the lowest informs",
);

/** Gas pressure may leave its set value by this part before somebody looks, and by the second before he hurries. */
export const GAS_PRESSURE_TOLERANCE: Sourced<{ readonly warn: number; readonly alarm: number }> = general(
  { warn: 0.15, alarm: 0.25 },
  "± per cent of the set value",
);

/** A structure's answer to load, parts of the design value. */
export const DESIGN_VALUE_FRACTIONS: Sourced<{ readonly H: number; readonly HH: number }> = general(
  { H: 0.8, HH: 1 },
  "60 / 80 / 100 % of the design value; the lowest informs",
);

/** Mean speed below which a road is heavily and severely congested, km/h: arterial and others. */
export const CONGESTION_SPEED_KMH: Sourced<{
  readonly arterial: { readonly L: number; readonly LL: number };
  readonly other: { readonly L: number; readonly LL: number };
}> = {
  value: { arterial: { L: 15, LL: 8 }, other: { L: 10, LL: 6 } },
  source:
    "html.hanspub.org/file/_6-1700079_1_hanspub.htm: severe at most 15 km/h on arterials, 10 on others; the lowest are general knowledge",
  certainty: "verified",
};

/** What a public building draws at most, W for each m² of floor, and the part of its transformer at which somebody looks. */
export const BUILDING_POWER_DEMAND: Sourced<{ readonly wattPerM2: number; readonly H: number }> = general(
  { wattPerM2: 60, H: 0.8 },
  "40 to 80 W/m² of public buildings with air conditioning; a transformer is not run above 80 % for long",
);
