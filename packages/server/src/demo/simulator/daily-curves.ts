import { smoothNoise } from "./smooth-noise.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The city's clock, China Standard Time: UTC+8 without summer time. */
const CITY_OFFSET_MS = 8 * HOUR_MS;

/**
 * Shapes of a day by local hour, 0 (least) to 1 (most), smooth in between. The shapes are general knowledge of the
 * trade, not of a measured city: water peaks at 7 and 19, kitchens cook at 7, 12 and 18, sewers follow the water by
 * an hour or two, roads are full from 7 to 9 and 17 to 19 on working days.
 */
const HOURLY = {
  water: [
    ...[0.12, 0.07, 0.04, 0.03, 0.06, 0.2, 0.62, 1, 0.85, 0.66, 0.58, 0.62],
    ...[0.66, 0.55, 0.47, 0.46, 0.52, 0.66, 0.86, 0.97, 0.88, 0.68, 0.44, 0.24],
  ],
  sewer: [
    ...[0.38, 0.24, 0.14, 0.08, 0.05, 0.07, 0.18, 0.46, 0.86, 1, 0.85, 0.7],
    ...[0.66, 0.68, 0.6, 0.54, 0.52, 0.55, 0.66, 0.82, 0.95, 0.92, 0.76, 0.56],
  ],
  cooking: [
    ...[0.04, 0.02, 0.02, 0.02, 0.05, 0.18, 0.55, 0.7, 0.4, 0.28, 0.42, 0.88],
    ...[0.92, 0.48, 0.28, 0.26, 0.4, 0.82, 1, 0.78, 0.45, 0.28, 0.15, 0.08],
  ],
  power: [
    ...[0.22, 0.14, 0.08, 0.05, 0.06, 0.12, 0.28, 0.5, 0.72, 0.88, 0.96, 0.92],
    ...[0.78, 0.76, 0.82, 0.84, 0.84, 0.86, 0.94, 1, 0.95, 0.8, 0.56, 0.36],
  ],
  roadWorkday: [
    ...[0.08, 0.04, 0.03, 0.03, 0.05, 0.14, 0.46, 0.94, 1, 0.72, 0.58, 0.6],
    ...[0.58, 0.54, 0.58, 0.62, 0.74, 0.97, 1, 0.78, 0.56, 0.42, 0.28, 0.16],
  ],
  roadWeekend: [
    ...[0.12, 0.07, 0.05, 0.04, 0.04, 0.08, 0.18, 0.32, 0.5, 0.68, 0.82, 0.84],
    ...[0.7, 0.66, 0.7, 0.76, 0.84, 0.86, 0.76, 0.66, 0.56, 0.44, 0.32, 0.2],
  ],
  parking: [
    ...[0.1, 0.08, 0.06, 0.06, 0.07, 0.12, 0.28, 0.52, 0.78, 0.92, 1, 0.95],
    ...[0.86, 0.88, 0.94, 0.96, 0.92, 0.8, 0.7, 0.66, 0.58, 0.42, 0.26, 0.16],
  ],
  charging: [
    ...[0.85, 0.8, 0.66, 0.5, 0.36, 0.22, 0.12, 0.1, 0.16, 0.28, 0.4, 0.62],
    ...[0.72, 0.66, 0.5, 0.4, 0.36, 0.4, 0.5, 0.64, 0.74, 0.85, 0.96, 1],
  ],
} as const;

/** Names of {@link curveAt}. */
export const CURVES = [
  "flat",
  "water",
  "sewer",
  "cooking",
  "heating",
  "power",
  "road",
  "parking",
  "charging",
] as const;
/** How a quantity goes through the day; `heating` follows the cold outside. */
export type Curve = (typeof CURVES)[number];

/** Where a curve stands at a moment, 0 (least) to 1 (most). */
export function curveAt(curve: Curve, timeMs: number): number {
  switch (curve) {
    case "flat":
      return 0;
    case "heating":
      return heatDemand(timeMs);
    case "road":
      return hourly(isWeekend(timeMs) ? HOURLY.roadWeekend : HOURLY.roadWorkday, timeMs);
    default:
      return hourly(HOURLY[curve], timeMs);
  }
}

/**
 * Air temperature over the city, °C: the year's wave (coldest in the middle of January), the day's (warmest at 15
 * h) and weather of some days. Averages near those of western Shandong; general knowledge.
 */
export function outdoorTemperatureC(timeMs: number): number {
  const local = timeMs + CITY_OFFSET_MS;
  const year = Math.cos(((local / DAY_MS / 365.2425) % 1) * 2 * Math.PI - 2 * Math.PI * (15 / 365));
  const day = Math.cos(((localHour(timeMs) - 15) / 24) * 2 * Math.PI);
  return 13.5 - 14 * year + 4.5 * day + 4 * smoothNoise(0x0a17, local / (3 * DAY_MS));
}

/** Heat wanted, 0 (none, from 18 °C) to 1 (the design cold of −8 °C). */
export function heatDemand(timeMs: number): number {
  return Math.min(1, Math.max(0, (18 - outdoorTemperatureC(timeMs)) / 26));
}

/** Local hour with its fraction, 0 ≤ h < 24. */
function localHour(timeMs: number): number {
  const hour = ((timeMs + CITY_OFFSET_MS) / HOUR_MS) % 24;
  return hour < 0 ? hour + 24 : hour;
}

function isWeekend(timeMs: number): boolean {
  const day = new Date(timeMs + CITY_OFFSET_MS).getUTCDay();
  return day === 0 || day === 6;
}

function hourly(values: readonly number[], timeMs: number): number {
  const hour = localHour(timeMs);
  const from = Math.floor(hour);
  const part = (1 - Math.cos((hour - from) * Math.PI)) / 2;
  const [a, b] = [values[from] as number, values[(from + 1) % 24] as number];
  return a + (b - a) * part;
}
