import type { Unit } from "../elements/index.ts";

/** Whether values in one unit can be given in the other: both of one kind, both with a factor to SI (money has none). */
export function isSameKind(a: Unit | undefined, b: Unit | undefined): boolean {
  if (!a || !b) return a === b;
  return a === b || (a.kind === b.kind && Number.isFinite(a.toSi * b.toSi));
}

/** A value in another unit of the same kind. */
export function convertUnit(value: number, from: Unit, to: Unit): number {
  if (from.siOffset === 0 && to.siOffset === 0) return (value * from.toSi) / to.toSi;
  return (value * from.toSi + from.siOffset - to.siOffset) / to.toSi;
}

/**
 * What people type after a number, by kind of unit: factor to the SI unit. Written as it is usual in plans of China, Europe and
 * North America (exact: international foot 0.3048 m, pound 0.45359237 kg; NIST SP 811, appendix B).
 */
const TYPED_UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  LENGTHUNIT: {
    mm: 1e-3,
    cm: 1e-2,
    dm: 0.1,
    m: 1,
    km: 1e3,
    in: 0.0254,
    '"': 0.0254,
    ft: 0.3048,
    "'": 0.3048,
  },
  AREAUNIT: {
    "mm²": 1e-6,
    mm2: 1e-6,
    "cm²": 1e-4,
    cm2: 1e-4,
    "m²": 1,
    m2: 1,
    "㎡": 1,
    "ft²": 0.09290304,
    ft2: 0.09290304,
  },
  VOLUMEUNIT: { "mm³": 1e-9, mm3: 1e-9, "m³": 1, m3: 1, l: 1e-3, "ft³": 0.028316846592, ft3: 0.028316846592 },
  MASSUNIT: { g: 1e-3, kg: 1, t: 1000, lb: 0.45359237 },
  TIMEUNIT: { s: 1, min: 60, h: 3600, d: 86_400 },
  POWERUNIT: { w: 1, kw: 1e3, mw: 1e6 },
  PRESSUREUNIT: { pa: 1, kpa: 1e3, mpa: 1e6, bar: 1e5 },
  PLANEANGLEUNIT: { "°": Math.PI / 180, deg: Math.PI / 180, rad: 1 },
};

/**
 * Reads what somebody typed: `2.5`, `2,5`, `−1,200 mm`, `3 m`. A comma before three digits parts thousands, another one is a
 * decimal point. A number without a unit is in `unit`.
 *
 * @returns The value in `unit`; NaN where it is no number or its unit is of another kind.
 */
export function parseQuantity(text: string, unit: Unit | undefined): number {
  const match = /^\s*([+\-−]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(\D\S*)?\s*$/i.exec(text);
  if (!match) return Number.NaN;
  const digits = (match[1] as string).replace("−", "-");
  const isDecimalComma = /^[^,.]*,(?!\d{3}(\D|$))[^,.]*$/.test(digits) || /^[+-]?0*,/.test(digits);
  const value = Number(isDecimalComma ? digits.replace(",", ".") : digits.replaceAll(",", ""));
  const symbol = match[2];
  if (symbol === undefined || symbol === unit?.symbol) return value;
  const factor = unit && Object.hasOwn(TYPED_UNITS, unit.kind) ? TYPED_UNITS[unit.kind] : undefined;
  const typed = symbol.toLowerCase();
  const toSi = factor && Object.hasOwn(factor, typed) ? (factor[typed] as number) : Number.NaN;
  return unit ? (value * toSi - unit.siOffset) / unit.toSi : Number.NaN;
}
