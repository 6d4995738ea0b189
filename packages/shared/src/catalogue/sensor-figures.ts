import type { Limits, Unit, ValidRange } from "../contracts/index.ts";
import type { ObservedPropertyKey } from "./observed-properties.ts";
import type { Sourced } from "./sourced.ts";
import { UNITS } from "./units.ts";

/**
 * An instrument of the trade at its usual place: what it can show, where a city starts to warn, how often it reports.
 * Starting values: an operator sets better ones.
 */
export interface SensorFigure {
  readonly property: ObservedPropertyKey;
  /** Where it is not the property's own. */
  readonly unit?: Unit;
  /** Where it is not the property's own. */
  readonly decimals?: number;
  /** In the unit. Empty where the limit depends on the place: see the fractions in this file. */
  readonly limits: Sourced<Limits>;
  /** In the unit. */
  readonly range: Sourced<ValidRange>;
  readonly expectedIntervalMs: Sourced<number>;
}

const S = 1_000;
const MIN = 60 * S;

const general = <T>(value: T, note: string): Sourced<T> => ({
  value,
  source: `General knowledge: ${note}`,
  certainty: "unverified",
});
const scale = (min: number, max: number) =>
  general<ValidRange>({ min, max }, "usual full scale of such an instrument");
const every = (ms: number) =>
  general(ms, "usual reporting interval; gas 1 to 30 min, a battery probe rarer than one on the mains");
const noLimits: Sourced<Limits> = general({}, "depends on the place, or only informs");

const GB50493 = "GB/T 50493-2019, first and second alarm of combustible gas detectors 25 and 50 %LEL";
const PONDING =
  "qilemall.com/xwdt/js/403.html: up to 3 cm none, 3 to 10 light, 10 to 25 medium, above 25 heavy";
const TUNNEL_AIR =
  "777doc.com/doc-6721479: O₂ 19.5 to 23 %VOL, H₂S 10 / 28 mg/m³, CO 30 / 200 mg/m³, combustible 10 / 50 %LEL";

/** Instruments by their place. The key says both: what is measured there. */
export const SENSOR_FIGURES = {
  // Water supply
  waterPressure: {
    ...{
      property: "pressure",
      limits: noLimits,
      range: scale(-10.33, 163.16),
      expectedIntervalMs: every(MIN),
    },
  },
  waterFlow: {
    property: "flow",
    unit: UNITS.cubicMetrePerHour,
    ...{ decimals: 1, limits: noLimits, range: scale(0, 6_000), expectedIntervalMs: every(MIN) },
  },
  waterTankLevel: {
    property: "level",
    limits: general({ LL: 0.5, L: 1, H: 4.5, HH: 4.8 }, "of a clear-water tank 5 m deep"),
    ...{ range: scale(0, 5), expectedIntervalMs: every(30 * S) },
  },
  waterTurbidity: {
    property: "turbidity",
    limits: {
      value: { H: 1, HH: 3 },
      source:
        "GB 5749, turbidity at most 1 NTU, 3 where the source allows no better (table of the 2006 edition)",
      certainty: "corroborated",
    },
    ...{ range: scale(0, 20), expectedIntervalMs: every(5 * MIN) },
  },
  waterChlorine: {
    property: "residualChlorine",
    limits: {
      value: { L: 0.05, H: 2 },
      source: "GB 5749, residual chlorine at the tap at least 0.05 mg/L and at most 2 mg/L",
      certainty: "corroborated",
    },
    ...{ range: scale(0, 5), expectedIntervalMs: every(5 * MIN) },
  },
  waterPh: {
    property: "pH",
    limits: { value: { L: 6.5, H: 8.5 }, source: "GB 5749, pH 6.5 to 8.5", certainty: "corroborated" },
    ...{ range: scale(0, 14), expectedIntervalMs: every(5 * MIN) },
  },
  leakNoise: {
    property: "leakNoise",
    limits: general({ H: 45, HH: 60 }, "set on the site from its quiet night"),
    ...{ range: scale(0, 100), expectedIntervalMs: every(15 * MIN) },
  },
  boosterPressure: {
    property: "outletPressure",
    unit: UNITS.metreOfWater,
    decimals: 2,
    limits: general({ LL: 20, L: 35, H: 90, HH: 100 }, "of a booster for about eighteen storeys"),
    ...{ range: scale(-10.33, 163.16), expectedIntervalMs: every(30 * S) },
  },
  pumpRunning: {
    ...{ property: "pumpRunning", limits: noLimits, range: scale(0, 1), expectedIntervalMs: every(MIN) },
  },

  // Drainage
  drainLevel: {
    ...{ property: "level", limits: noLimits, range: scale(0, 10), expectedIntervalMs: every(15 * MIN) },
  },
  drainFlow: {
    property: "flow",
    unit: UNITS.cubicMetrePerHour,
    ...{ decimals: 1, limits: noLimits, range: scale(0, 20_000), expectedIntervalMs: every(5 * MIN) },
  },
  wetWellLevel: {
    property: "level",
    limits: general({ L: 0.8, H: 3.5, HH: 4.5 }, "of a wet well 5 m deep"),
    ...{ range: scale(0, 5), expectedIntervalMs: every(30 * S) },
  },
  ponding: {
    property: "ponding",
    limits: { value: { H: 10, HH: 25 }, source: PONDING, certainty: "verified" },
    ...{ range: scale(0, 200), expectedIntervalMs: every(5 * MIN) },
  },
  rainfall: {
    property: "rainfall",
    limits: {
      value: { H: 50, HH: 80 },
      source:
        "0731home.com/Article-4176059.html: 50 mm in one hour, or 40 mm in half an hour (80 mm/h), as starting values",
      certainty: "verified",
    },
    ...{ range: scale(0, 240), expectedIntervalMs: every(MIN) },
  },
  coverTilt: {
    property: "tilt",
    limits: {
      value: { H: 10, HH: 30 },
      source: "drksir.com/products_31/312.html: above 10° by default; the second value is general knowledge",
      certainty: "verified",
    },
    ...{ range: scale(0, 90), expectedIntervalMs: every(60 * MIN) },
  },
  sewerHydrogenSulfide: {
    property: "hydrogenSulfide",
    limits: { value: { H: 10, HH: 28 }, source: TUNNEL_AIR, certainty: "verified" },
    ...{ range: scale(0, 140), expectedIntervalMs: every(15 * MIN) },
  },
  effluentCod: {
    property: "chemicalOxygenDemand",
    limits: general({ H: 50, HH: 60 }, "GB 18918 class 1A, 50 mg/L"),
    ...{ range: scale(0, 500), expectedIntervalMs: every(10 * MIN) },
  },
  effluentAmmonia: {
    property: "ammoniaNitrogen",
    limits: general({ H: 5, HH: 8 }, "GB 18918 class 1A, 5 mg/L, 8 below 12 °C"),
    ...{ range: scale(0, 50), expectedIntervalMs: every(10 * MIN) },
  },
  battery: {
    property: "batteryLevel",
    limits: general({ L: 20, LL: 10 }, "time to send somebody"),
    ...{ range: scale(0, 100), expectedIntervalMs: every(60 * MIN) },
  },

  // Gas
  adjacentSpaceGas: {
    property: "combustibleGas",
    limits: general({ H: 20, HH: 50 }, "three levels 10 / 20 / 50 %LEL; the lowest informs"),
    ...{ range: scale(0, 100), expectedIntervalMs: every(5 * MIN) },
  },
  gasProbe: {
    property: "combustibleGas",
    limits: { value: { H: 25, HH: 50 }, source: GB50493, certainty: "verified" },
    ...{ range: scale(0, 100), expectedIntervalMs: every(MIN) },
  },
  gasPressure: {
    property: "pressure",
    unit: UNITS.megapascal,
    ...{ decimals: 3, limits: noLimits, range: scale(0, 1.6), expectedIntervalMs: every(MIN) },
  },
  gasInletPressure: {
    ...{ property: "inletPressure", limits: noLimits, range: scale(0, 1.6), expectedIntervalMs: every(MIN) },
  },
  gasOutletPressure: {
    property: "outletPressure",
    limits: general({ LL: 1.2, L: 1.6, H: 3, HH: 3.5 }, "around 2 to 2.5 kPa before a household appliance"),
    ...{ range: scale(0, 10), expectedIntervalMs: every(MIN) },
  },
  gasFlow: {
    property: "flow",
    unit: UNITS.cubicMetrePerHour,
    ...{ decimals: 1, limits: noLimits, range: scale(0, 50_000), expectedIntervalMs: every(MIN) },
  },

  // Heating
  primarySupplyTemperature: {
    property: "supplyTemperature",
    limits: {
      value: { LL: 55, L: 65, H: 120, HH: 130 },
      source:
        "gxrh168.com/baike/knowledge/13285.html: primary supply designed for up to 130 °C; the rest is general knowledge",
      certainty: "unverified",
    },
    ...{ range: scale(0, 200), expectedIntervalMs: every(MIN) },
  },
  primaryReturnTemperature: {
    property: "returnTemperature",
    limits: general({ L: 25, H: 70 }, "a return above 70 °C wastes the network's capacity"),
    ...{ range: scale(0, 150), expectedIntervalMs: every(MIN) },
  },
  secondarySupplyTemperature: {
    property: "supplyTemperature",
    limits: {
      value: { LL: 30, L: 38, H: 75, HH: 85 },
      source:
        "gxrh168.com/baike/knowledge/13285.html: secondary 75/50 or 85/60 °C; the lower ones are general knowledge",
      certainty: "unverified",
    },
    ...{ range: scale(0, 120), expectedIntervalMs: every(MIN) },
  },
  secondaryReturnTemperature: {
    property: "returnTemperature",
    limits: general({ L: 26, H: 60 }, "design return of an 85/60 °C system"),
    ...{ range: scale(0, 120), expectedIntervalMs: every(MIN) },
  },
  primaryPressure: {
    property: "supplyPressure",
    limits: general({ L: 0.4, H: 1.45, HH: 1.6 }, "primary networks are built for at most 1.6 MPa"),
    ...{ range: scale(0, 2.5), expectedIntervalMs: every(MIN) },
  },
  secondaryPressure: {
    property: "supplyPressure",
    limits: general({ LL: 0.15, L: 0.22, H: 0.55, HH: 0.6 }, "secondary networks hold at most 0.6 MPa"),
    ...{ range: scale(0, 1.6), expectedIntervalMs: every(MIN) },
  },
  secondaryReturnPressure: {
    property: "returnPressure",
    limits: general({ L: 0.12, H: 0.5 }, "must not fall below the static head of the buildings"),
    ...{ range: scale(0, 1.6), expectedIntervalMs: every(MIN) },
  },
  primaryReturnPressure: {
    property: "returnPressure",
    limits: general({ L: 0.15, H: 0.9 }, "must not fall below the static head of the network"),
    ...{ range: scale(0, 2.5), expectedIntervalMs: every(MIN) },
  },
  heatFlow: {
    property: "flow",
    unit: UNITS.cubicMetrePerHour,
    ...{ decimals: 1, limits: noLimits, range: scale(0, 8_000), expectedIntervalMs: every(MIN) },
  },
  makeUpFlow: {
    property: "makeUpFlow",
    limits: general({ H: 4, HH: 8 }, "more means that water is lost"),
    ...{ range: scale(0, 20), expectedIntervalMs: every(5 * MIN) },
  },
  heatPower: {
    ...{ property: "heatPower", limits: noLimits, range: scale(0, 400), expectedIntervalMs: every(MIN) },
  },
  indoorTemperature: {
    property: "indoorTemperature",
    limits: general({ L: 18, LL: 14, H: 28 }, "at least 18 °C in the season, 15 November to 15 March"),
    ...{ range: scale(-20, 60), expectedIntervalMs: every(30 * MIN) },
  },
  outdoorTemperature: {
    ...{ property: "outdoorTemperature", limits: noLimits, range: scale(-40, 60) },
    expectedIntervalMs: every(5 * MIN),
  },
  pitTemperature: {
    property: "temperature",
    limits: general({ H: 45, HH: 60 }, "a valve pit hotter than that has a leak or bad insulation"),
    ...{ range: scale(-20, 120), expectedIntervalMs: every(15 * MIN) },
  },

  // Power and telecom
  cableTemperature: {
    property: "cableTemperature",
    limits: general({ H: 70, HH: 90 }, "cross-linked polyethylene carries 90 °C"),
    ...{ range: scale(-20, 150), expectedIntervalMs: every(2 * MIN) },
  },
  cableCurrent: {
    property: "current",
    limits: general({ H: 480, HH: 540 }, "of a 10 kV feeder of about 600 A"),
    ...{ range: scale(0, 1_000), expectedIntervalMs: every(MIN) },
  },
  feederVoltage: {
    property: "voltage",
    limits: general({ LL: 9.3, L: 9.5, H: 10.7, HH: 11 }, "10 kV ± 7 %"),
    ...{ range: scale(0, 15), expectedIntervalMs: every(MIN) },
  },
  substationPower: {
    property: "activePower",
    limits: general({ H: 40_000, HH: 48_000 }, "80 % and 96 % of a transformer of 50 MVA"),
    ...{ range: scale(0, 100_000), expectedIntervalMs: every(30 * S) },
  },
  cabinetTemperature: {
    property: "temperature",
    limits: general({ H: 55, HH: 65 }, "electronics in an outdoor cabinet"),
    ...{ range: scale(-40, 100), expectedIntervalMs: every(10 * MIN) },
  },
  exchangeTemperature: {
    property: "temperature",
    limits: general({ L: 10, H: 30, HH: 35 }, "an equipment room"),
    ...{ range: scale(-40, 100), expectedIntervalMs: every(5 * MIN) },
  },
  exchangeHumidity: {
    property: "humidity",
    limits: general({ L: 20, H: 80 }, "an equipment room"),
    ...{ range: scale(0, 100), expectedIntervalMs: every(5 * MIN) },
  },
  doorOpen: {
    ...{ property: "doorOpen", limits: noLimits, range: scale(0, 1), expectedIntervalMs: every(30 * MIN) },
  },
  wellWater: {
    property: "level",
    limits: general({ H: 0.5, HH: 1 }, "cable joints should not stand in water"),
    ...{ range: scale(0, 5), expectedIntervalMs: every(30 * MIN) },
  },

  // Utility tunnels (GB 51354, GB/T 51274)
  tunnelOxygen: {
    property: "oxygen",
    limits: { value: { L: 19.5, H: 23 }, source: TUNNEL_AIR, certainty: "verified" },
    ...{ range: scale(0, 30), expectedIntervalMs: every(MIN) },
  },
  tunnelGas: {
    property: "combustibleGas",
    limits: {
      value: { H: 20, HH: 25 },
      source:
        "mmd38.com/Article-2821596.html: alarm at 20 %LEL at most with forced ventilation, shut-off at 25 %LEL at most",
      certainty: "verified",
    },
    ...{ range: scale(0, 100), expectedIntervalMs: every(MIN) },
  },
  tunnelHydrogenSulfide: {
    property: "hydrogenSulfide",
    limits: { value: { H: 10, HH: 28 }, source: TUNNEL_AIR, certainty: "verified" },
    ...{ range: scale(0, 140), expectedIntervalMs: every(MIN) },
  },
  tunnelTemperature: {
    property: "temperature",
    limits: {
      value: { L: -5, H: 40 },
      source: "jxxtfz.com.cn/news/2661: −5 to 40 °C (GB/T 51274, GBZ/T 205)",
      certainty: "verified",
    },
    ...{ range: scale(-40, 120), expectedIntervalMs: every(2 * MIN) },
  },
  tunnelHumidity: {
    property: "humidity",
    limits: general({ H: 90 }, "warn at 85 to 90 %RH"),
    ...{ range: scale(0, 100), expectedIntervalMs: every(2 * MIN) },
  },
  tunnelSump: {
    property: "level",
    limits: general({ H: 1.2, HH: 1.4 }, "of a sump 1.5 m deep; its pump starts at about 0.9 m"),
    ...{ range: scale(0, 1.5), expectedIntervalMs: every(MIN) },
  },
  tunnelIntrusion: {
    property: "intrusion",
    limits: general({ H: 0 }, "anybody inside who is not announced"),
    ...{ range: scale(0, 1), expectedIntervalMs: every(5 * MIN) },
  },
  fanRunning: {
    ...{ property: "fanRunning", limits: noLimits, range: scale(0, 1), expectedIntervalMs: every(5 * MIN) },
  },

  // Roads and what stands beside them
  trafficSpeed: {
    ...{ property: "trafficSpeed", limits: noLimits, range: scale(0, 120), expectedIntervalMs: every(MIN) },
  },
  trafficVolume: {
    ...{
      property: "trafficVolume",
      limits: noLimits,
      range: scale(0, 6_000),
      expectedIntervalMs: every(MIN),
    },
  },
  queueLength: {
    property: "queueLength",
    limits: general({ H: 250, HH: 350 }, "a queue that reaches the junction before"),
    ...{ range: scale(0, 600), expectedIntervalMs: every(MIN) },
  },
  deviceOnline: {
    property: "online",
    limits: general({ L: 1 }, "a camera or a sign that cannot be reached"),
    ...{ range: scale(0, 1), expectedIntervalMs: every(5 * MIN) },
  },
  bridgeDeflection: {
    ...{
      property: "deflection",
      limits: noLimits,
      range: scale(-200, 200),
      expectedIntervalMs: every(10 * S),
    },
  },
  bridgeStrain: {
    ...{
      property: "strain",
      limits: noLimits,
      range: scale(-2_000, 2_000),
      expectedIntervalMs: every(10 * S),
    },
  },
  bridgeVibration: {
    ...{ property: "vibration", limits: noLimits, range: scale(0, 100), expectedIntervalMs: every(10 * S) },
  },
  occupiedSpaces: {
    ...{
      property: "occupiedSpaces",
      limits: noLimits,
      range: scale(0, 2_000),
      expectedIntervalMs: every(2 * MIN),
    },
  },
  occupiedChargers: {
    ...{
      property: "occupiedChargers",
      limits: noLimits,
      range: scale(0, 200),
      expectedIntervalMs: every(MIN),
    },
  },
  chargingPower: {
    property: "activePower",
    limits: general({ H: 1_800, HH: 2_000 }, "of a station's transformer of 2 MVA"),
    ...{ range: scale(0, 2_500), expectedIntervalMs: every(MIN) },
  },
  parkNoise: {
    property: "noise",
    limits: general({ H: 75 }, "a loud place by day"),
    ...{ range: scale(20, 130), expectedIntervalMs: every(5 * MIN) },
  },
  fineParticles: {
    property: "fineParticles",
    limits: general({ H: 150, HH: 250 }, "heavy and severe pollution, HJ 633"),
    ...{ range: scale(0, 1_000), expectedIntervalMs: every(10 * MIN) },
  },
} as const satisfies Record<string, SensorFigure>;

/** Key of {@link SENSOR_FIGURES}. */
export type SensorFigureKey = keyof typeof SENSOR_FIGURES;

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
