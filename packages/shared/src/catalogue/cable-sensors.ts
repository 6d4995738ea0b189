import { every, general, MIN, noLimits, S, type SensorFigure, scale } from "./sensor-figure.ts";

/** Instruments of power and telecom. */
export const CABLE_SENSORS = {
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
  buildingPower: {
    ...{ property: "activePower", limits: noLimits, range: scale(0, 20_000), expectedIntervalMs: every(MIN) },
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
} as const satisfies Record<string, SensorFigure>;
