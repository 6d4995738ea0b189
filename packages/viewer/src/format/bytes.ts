import { formatQuantity } from "./number.ts";

const UNITS = ["B", "kB", "MB", "GB"] as const;

/** A file's size for a person, decimal units (IEC 80000-13): `812 B`, `1.3 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return formatQuantity(value, UNITS[unit] ?? "B", unit === 0 || value >= 100 ? 0 : 1);
}
