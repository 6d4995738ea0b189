import type { Attribute } from "@shuicheng/shared/contracts";
import { formatAttributeUnit, formatAttributeValue } from "./attribute-values.ts";
import { formatFreeNumber, formatNumber, withUnit } from "./number.ts";
import type { YesNo } from "./terms.ts";

/**
 * Digits after the point by attribute, where its name says more than its unit: lengths to the decimetre, nominal
 * sizes whole.
 */
const DECIMALS_BY_NAME: Readonly<Record<string, number>> = {
  length: 1,
  diameter: 0,
  width: 2,
  height: 1,
  roughness: 0,
};

/** Digits after the point by unit, so that all metres of a panel stand alike. */
const DECIMALS_BY_UNIT: Readonly<Record<string, number>> = {
  m: 2,
  mm: 0,
  km: 1,
  "‰": 1,
  "%": 1,
  MPa: 2,
  kPa: 1,
  "°C": 1,
  "℃": 1,
  "L/s": 2,
  "m³": 1,
  "m³/h": 1,
  "m²": 0,
  "m/s": 2,
  kW: 0,
  MW: 1,
};

/** Numbers that name rather than count: written without a thousands comma. */
const NAMING: ReadonlySet<string> = new Set([
  "year",
  "openedYear",
  "builtYear",
  "renewedYear",
  "number",
  "code",
]);

/**
 * An attribute for the screen: number with even decimals and its unit, a text in words where it is one of a closed
 * set, a boolean by `words`.
 *
 * @param name The attribute's key, e.g. `coverDepth`.
 */
export function formatAttribute(name: string, { value, unit }: Attribute, words: YesNo): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string") {
    return withUnit(formatAttributeValue(name, value, words.language), unit ?? null);
  }
  if (NAMING.has(name)) return String(value);
  const decimals = DECIMALS_BY_NAME[name] ?? (unit === undefined ? undefined : DECIMALS_BY_UNIT[unit]);
  const text = decimals === undefined ? formatFreeNumber(value) : formatNumber(value, decimals);
  return withUnit(text, unit === undefined ? null : formatAttributeUnit(unit, value, words.language));
}
