import { every, general, MIN, noLimits, S, type SensorFigure, scale } from "./sensor-figure.ts";

/** Instruments of roads and what stands beside them. */
export const STREET_SENSORS = {
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
