import { every, general, MIN, noLimits, type SensorFigure, scale } from "./sensor-figure.ts";
import { UNITS } from "./units.ts";

/** Instruments of the heating. */
export const HEATING_SENSORS = {
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
} as const satisfies Record<string, SensorFigure>;
