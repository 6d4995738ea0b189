import {
  BUILDING_POWER_DEMAND,
  CONGESTION_SPEED_KMH,
  DESIGN_VALUE_FRACTIONS,
  FLOORS_SERVED_BY_MAIN,
  findMinimumServiceHeadM,
  GAS_PRESSURE_TOLERANCE,
  MANHOLE_LEVEL_FRACTIONS,
  PRESSURE_LIMITS_M,
} from "@shuicheng/shared/catalogue";
import type { Limits, ValidRange } from "@shuicheng/shared/contracts";
import type { Site } from "./site.ts";

/** What an instrument shows at most and where it warns, where that depends on what it is put on. */
export interface PlacedLimits {
  readonly limits?: Limits;
  readonly range?: ValidRange;
}

/**
 * A main must carry the floors it serves; metres of water. One without a building of its own carries all that the
 * network serves by itself.
 */
export function waterPressureAt({ storeys }: Site): PlacedLimits {
  const L = findMinimumServiceHeadM(storeys === 0 ? FLOORS_SERVED_BY_MAIN : storeys);
  const { LL, H, HH } = PRESSURE_LIMITS_M;
  return { limits: { LL: LL.value, L, H: H.value, HH: HH.value } };
}

/** A full-bore meter: its scale ends at `velocityMs` metres a second, its warning at nine tenths; m³/h. */
export function flowMeterAt(velocityMs: number, fallbackMm: number): (site: Site) => PlacedLimits {
  return ({ diameterMm }) => {
    const boreM = (diameterMm || fallbackMm) / 1_000;
    const max = roundUp((Math.PI / 4) * boreM ** 2 * velocityMs * 3_600);
    return { range: { min: 0, max }, limits: { H: round(0.9 * max, 1) } };
  };
}

/** A level against the depth of its manhole, metres above the invert. */
export function manholeLevelAt({ depthM }: Site): PlacedLimits {
  const deepM = Math.max(1, depthM);
  const { H, HH } = MANHOLE_LEVEL_FRACTIONS.value;
  return {
    limits: { H: round(H * deepM, 2), HH: round(HH * deepM, 2) },
    range: { min: 0, max: Math.ceil(deepM + 1) },
  };
}

/** Medium pressure A, MPa, where the network does not say. */
const USUAL_GAS_MPA = 0.3;

/** Gas keeps its set pressure; MPa. */
export function gasPressureAt({ attributes }: Site): PlacedLimits {
  const known = attributes.pressure;
  const setMpa = known?.unit === "MPa" && Number(known.value) > 0.05 ? Number(known.value) : USUAL_GAS_MPA;
  const { warn, alarm } = GAS_PRESSURE_TOLERANCE.value;
  return {
    limits: {
      LL: round(setMpa * (1 - alarm), 3),
      L: round(setMpa * (1 - warn), 3),
      H: round(setMpa * (1 + warn), 3),
      HH: round(setMpa * (1 + alarm), 3),
    },
    range: { min: 0, max: setMpa <= 0.5 ? 1 : 2.5 },
  };
}

/** Smallest transformer or feeder of a building, kW. */
const LEAST_BUILDING_KW = 30;

/** What a building draws against what its floors are supplied for; kW. */
export function buildingPowerAt({ floorAreaM2 }: Site): PlacedLimits {
  const { wattPerM2, H } = BUILDING_POWER_DEMAND.value;
  const suppliedKw = roundUp(Math.max(LEAST_BUILDING_KW, (floorAreaM2 * wattPerM2) / 1_000 / H));
  return { range: { min: 0, max: suppliedKw }, limits: { H: round(suppliedKw * H, 1) } };
}

/** Slower than this is heavy congestion; km/h. */
export function trafficSpeedAt({ roadClass }: Site): PlacedLimits {
  const { arterial, other } = CONGESTION_SPEED_KMH.value;
  return { limits: roadClass === "arterial" ? arterial : other };
}

/** Vehicles an hour that an approach of such a road can carry; general knowledge, some 1,200 a lane. */
const CAPACITY_VEH_H = { arterial: 4_800, collector: 2_400, local: 1_200, lane: 1_200 } as const;

/** A count against the capacity of the road; veh/h. */
export function trafficVolumeAt({ roadClass }: Site): PlacedLimits {
  const capacity = CAPACITY_VEH_H[roadClass ?? "collector"];
  return { range: { min: 0, max: capacity }, limits: { H: capacity * 0.95 } };
}

/** A bridge against a design value of its own. */
export function designValueAt(design: number, decimals: number): () => PlacedLimits {
  const { H, HH } = DESIGN_VALUE_FRACTIONS.value;
  return () => ({
    limits: { H: round(design * H, decimals), HH: round(design * HH, decimals) },
    range: { min: -2 * design, max: 2 * design },
  });
}

/** A count of places, from the attribute that tells how many there are. */
export function placesAt(attribute: string, usual: number): (site: Site) => PlacedLimits {
  return ({ attributes }) => {
    const known = Number(attributes[attribute]?.value);
    return { range: { min: 0, max: Number.isFinite(known) && known > 0 ? known : usual } };
  };
}

const round = (value: number, decimals: number) => Number(value.toFixed(decimals));

/** To two digits, upwards, as scales of meters end. */
function roundUp(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}
