import { every, general, MIN, noLimits, S, type SensorFigure, scale } from "./sensor-figure.ts";
import { UNITS } from "./units.ts";

/** Instruments of the water supply. */
export const WATER_SENSORS = {
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
} as const satisfies Record<string, SensorFigure>;
