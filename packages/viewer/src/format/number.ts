/** Shown where there is no value; never 0. */
export const NO_VALUE = "—";

const MINUS = "−";

/** From here on a number is written with an exponent: a broken instrument must not push the panel apart. */
const LARGEST_IN_FULL = 1e9;

/**
 * A number for the screen: fixed decimals, thousands comma, `−` for minus, {@link NO_VALUE} for none or non-finite.
 *
 * @param decimals Digits after the point, 0–9; a datastream fixes its own.
 */
export function formatNumber(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const digits =
    Math.abs(value) < LARGEST_IN_FULL
      ? numberFormat(decimals).format(Math.abs(value))
      : Math.abs(value).toExponential(2).replace("e+", "e");
  const isZero = !/[1-9]/.test(digits); // −0.004 at two decimals is 0.00, not −0.00
  return value < 0 && !isZero ? `${MINUS}${digits}` : digits;
}

/** A value with its unit, `0.32 MPa`; without a value the unit stays: `— MPa`. */
export function formatQuantity(value: number | null | undefined, unit: string | null, decimals = 0): string {
  return withUnit(formatNumber(value, decimals), unit);
}

/** Number text, no-break space, unit; the text alone where there is no unit. */
export function withUnit(text: string, unit: string | null): string {
  return unit ? `${text}\u00A0${unit}` : text;
}

/** A pipe length: kilometres with one decimal from 10 km on, whole metres below. */
export function formatLength(lengthM: number | null): string {
  if (lengthM !== null && lengthM >= 10_000) return formatQuantity(lengthM / 1000, "km", 1);
  return formatQuantity(lengthM, "m");
}

/** A free number whose decimals nobody fixed (an attribute): six significant digits, no trailing zeros. */
export function formatFreeNumber(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const digits = FREE_NUMBER.format(Math.abs(value));
  return value < 0 ? `${MINUS}${digits}` : digits;
}

/** A place in WGS84 degrees with hemispheres, `115.9862° E  36.4533° N`; four decimals are about 10 m. */
export function formatPlace(lonDeg: number, latDeg: number): string {
  const lon = `${formatNumber(Math.abs(lonDeg), 4)}° ${lonDeg < 0 ? "W" : "E"}`;
  const lat = `${formatNumber(Math.abs(latDeg), 4)}° ${latDeg < 0 ? "S" : "N"}`;
  return `${lon}  ${lat}`;
}

const FREE_NUMBER = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
const formats = new Map<number, Intl.NumberFormat>();

function numberFormat(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals);
  if (known) return known;
  const made = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(decimals, made);
  return made;
}
