import { every, general, MIN, noLimits, type SensorFigure, scale, TUNNEL_AIR } from "./sensor-figure.ts";

/** Instruments of utility tunnels (GB 51354, GB/T 51274). */
export const TUNNEL_SENSORS = {
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
} as const satisfies Record<string, SensorFigure>;
