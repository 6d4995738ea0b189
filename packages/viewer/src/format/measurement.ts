import { formatNumber, withUnit } from "./number.ts";

/** A measurement as text, each with its unit. */
export interface MeasurementTexts {
  readonly length: string;
  readonly horizontal: string;
  /** With its sign: `+1.20 m`, `−0.35 m`. */
  readonly rise: string;
}

/** From here on a length is written in kilometres; below, a click is not better than centimetres. */
const KILOMETRES_FROM_M = 10_000;

/** Writes a measurement: metres with two decimals, long ones in kilometres with three. */
export function formatMeasurement(measurement: {
  readonly lengthM: number;
  readonly horizontalM: number;
  readonly riseM: number;
}): MeasurementTexts {
  const { lengthM, horizontalM, riseM } = measurement;
  const rise = formatNumber(riseM, 2);
  return {
    length: formatDistance(lengthM),
    horizontal: formatDistance(horizontalM),
    rise: withUnit(riseM >= 0.005 ? `+${rise}` : rise, "m"),
  };
}

/** A measured length: centimetres, from 10 km on kilometres with metres. */
export function formatDistance(lengthM: number): string {
  return lengthM >= KILOMETRES_FROM_M
    ? withUnit(formatNumber(lengthM / 1000, 3), "km")
    : withUnit(formatNumber(lengthM, 2), "m");
}
