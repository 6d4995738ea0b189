import { every, general, MIN, noLimits, S, type SensorFigure, scale, TUNNEL_AIR } from "./sensor-figure.ts";
import { UNITS } from "./units.ts";

const PONDING =
  "qilemall.com/xwdt/js/403.html: up to 3 cm none, 3 to 10 light, 10 to 25 medium, above 25 heavy";

/** Instruments of the drains, of the rain and of covers. */
export const DRAIN_SENSORS = {
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
} as const satisfies Record<string, SensorFigure>;
