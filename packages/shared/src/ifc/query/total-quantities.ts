import { type ElementTable, listOf, SET_KINDS, VALUE_TAGS } from "../elements/index.ts";

/** What quantities measure, in the order in which totals are read. */
export const QUANTITY_DIMENSIONS = ["length", "area", "volume", "weight", "time", "count"] as const;
/** One of {@link QUANTITY_DIMENSIONS}. */
export type QuantityDimension = (typeof QUANTITY_DIMENSIONS)[number];

/** Symbols of the SI units that totals are in. */
export const TOTAL_SYMBOLS: Readonly<Record<QuantityDimension, string>> = {
  length: "m",
  area: "m²",
  volume: "m³",
  weight: "kg",
  time: "s",
  count: "",
};

/** One quantity of several elements. */
export interface QuantityTotal {
  /** As the file names it: `NetVolume`. */
  readonly name: string;
  readonly dimension: QuantityDimension;
  /** In the unit of {@link TOTAL_SYMBOLS}. */
  readonly sum: number;
  readonly least: number;
  readonly greatest: number;
  /** Elements that have it; the others are not in the sum. */
  readonly elements: number;
}

const DIMENSION_OF_UNIT: Readonly<Record<string, QuantityDimension>> = {
  LENGTHUNIT: "length",
  AREAUNIT: "area",
  VOLUMEUNIT: "volume",
  MASSUNIT: "weight",
  TIMEUNIT: "time",
};

/** Sums that make sense outside sets of quantities too, as Revit writes them; a length there is as likely a thickness. */
const ALSO_AS_PROPERTY: ReadonlySet<QuantityDimension> = new Set(["area", "volume", "weight"]);

/**
 * Sums what elements have of each quantity, in SI units: those of sets of quantities (Qto_…, BaseQuantities), and areas, volumes
 * and weights that stand in sets of properties. Only the elements' own: a type's value is not one more of it. One that an
 * element has in two sets is taken once.
 */
export function totalQuantities(table: ElementTable, rows: Iterable<number>): QuantityTotal[] {
  const quantities = listQuantities(table);
  const totals = new Map<string, { -readonly [K in keyof QuantityTotal]: QuantityTotal[K] }>();
  for (const row of rows) {
    const seen = new Set<string>();
    for (const set of listOf(table.setsOf, row)) {
      for (const { key, name, dimension, value } of quantities.of(set)) {
        if (seen.has(key)) continue;
        seen.add(key);
        const total = totals.get(key);
        if (!total)
          totals.set(key, { name, dimension, sum: value, least: value, greatest: value, elements: 1 });
        else {
          total.sum += value;
          total.least = Math.min(total.least, value);
          total.greatest = Math.max(total.greatest, value);
          total.elements++;
        }
      }
    }
  }
  const placeOf = ({ dimension }: QuantityTotal) => QUANTITY_DIMENSIONS.indexOf(dimension);
  return [...totals.values()].sort(
    (a, b) => placeOf(a) - placeOf(b) || b.elements - a.elements || (a.name < b.name ? -1 : 1),
  );
}

interface Quantity {
  readonly key: string;
  readonly name: string;
  readonly dimension: QuantityDimension;
  /** In SI. */
  readonly value: number;
}

/** Reads a set when it is asked for first: alike ones are one set, so that most are asked for often. */
function listQuantities(table: ElementTable): { of(set: number): readonly Quantity[] } {
  const known = new Map<number, readonly Quantity[]>();
  return {
    of(set) {
      const own = known.get(set) ?? readQuantities(table, set);
      known.set(set, own);
      return own;
    },
  };
}

function readQuantities({ propertySets, properties, texts, units }: ElementTable, set: number): Quantity[] {
  const isQuantitySet = SET_KINDS[propertySets.kind[set] as number] === "quantities";
  const found: Quantity[] = [];
  for (const property of listOf(propertySets.properties, set)) {
    const at = properties.valueStarts[property] as number;
    if (properties.valueStarts[property + 1] !== at + 1 || properties.valueTags[at] !== VALUE_TAGS.number)
      continue;
    const unitNumber = properties.unit[property] as number;
    const unit = unitNumber === 0 ? undefined : units.units[unitNumber];
    const dimension = unit ? DIMENSION_OF_UNIT[unit.kind] : isQuantitySet ? "count" : undefined;
    if (!dimension || !(isQuantitySet || ALSO_AS_PROPERTY.has(dimension))) continue;
    const value = (properties.values[at] as number) * (unit?.toSi ?? 1);
    const name = texts[properties.name[property] as number] ?? "";
    if (Number.isFinite(value)) found.push({ key: `${dimension}\n${name}`, name, dimension, value });
  }
  return found;
}
