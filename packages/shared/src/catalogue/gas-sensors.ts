import { every, general, MIN, noLimits, type SensorFigure, scale } from "./sensor-figure.ts";
import { UNITS } from "./units.ts";

const GB50493 = "GB/T 50493-2019, first and second alarm of combustible gas detectors 25 and 50 %LEL";

/** Instruments of the gas supply. */
export const GAS_SENSORS = {
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
} as const satisfies Record<string, SensorFigure>;
