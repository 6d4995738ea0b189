import { type ElementTable, listOf, PROPERTY_KINDS, type Unit, VALUE_TAGS } from "../elements/index.ts";
import { ANY_SET } from "./element-field.ts";
import { type FieldColumn, LOGICAL_TEXTS } from "./field-column.ts";
import { convertUnit, isSameKind } from "./unit-conversion.ts";

/** A property, by set (`*`: any) and name, as the file writes them. */
interface PropertyName {
  readonly set: string;
  readonly property: string;
}

/**
 * Reads the values of a property. Numbers of several units of one kind (mm and m) are all given in the unit that most of
 * them have. Where numbers stand beside texts, or in units that cannot be compared, all become texts.
 */
export function readPropertyColumn(table: ElementTable, name: PropertyName): FieldColumn {
  const propertyOfSet = findInSets(table, name);
  const used = [...new Set(propertyOfSet)].filter((property) => property >= 0);
  const { kind, unit } = judge(table, used);
  const cells = new Float64Array(table.objects.count).fill(Number.NaN);
  const several = new Map<number, readonly number[]>();
  const texts = new Map<string, number>();
  const valuesOf = new Map<number, readonly number[]>();
  const numberOf = (text: string): number => {
    const number = texts.get(text) ?? texts.size;
    texts.set(text, number);
    return number;
  };
  for (const property of used) {
    valuesOf.set(property, readValues(table, property, { kind, unit, numberOf }));
  }
  const { starts, items } = table.setsOf;
  const find = (row: number): readonly number[] | undefined => {
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
      const property = propertyOfSet[items[i] as number] as number;
      const values = property < 0 ? undefined : valuesOf.get(property);
      if (values && values.length > 0) return values;
    }
    return undefined;
  };
  for (let row = 0; row < table.objects.count; row++) {
    const type = table.objects.typeRow[row] as number;
    const values = find(row) ?? (type < 0 ? undefined : find(type));
    if (values === undefined) continue;
    cells[row] = values[0] as number;
    if (values.length > 1) several.set(row, values);
  }
  return { kind, unit, cells, several, texts: [...texts.keys()] };
}

/** By set the property that is asked for, −1 where it has none. */
function findInSets(table: ElementTable, { set: setName, property: propertyName }: PropertyName): Int32Array {
  const { propertySets, properties, texts } = table;
  const wantedSet = setName === ANY_SET ? -1 : texts.indexOf(setName);
  const wanted = texts.indexOf(propertyName);
  const found = new Int32Array(propertySets.count).fill(-1);
  if (wanted < 0 || (wantedSet < 0 && setName !== ANY_SET)) return found;
  for (let set = 0; set < propertySets.count; set++) {
    if (wantedSet >= 0 && propertySets.name[set] !== wantedSet) continue;
    for (const property of listOf(propertySets.properties, set)) {
      if (properties.name[property] === wanted) found[set] = property;
    }
  }
  return found;
}

/** What the values of all these properties have in common. */
function judge(
  { properties, units }: ElementTable,
  used: readonly number[],
): { kind: FieldColumn["kind"]; unit: Unit | undefined } {
  const tags = new Set<number>();
  const counts = new Map<number, number>();
  for (const property of used) {
    const end = properties.valueStarts[property + 1] as number;
    for (let i = properties.valueStarts[property] as number; i < end; i++) {
      const tag = properties.valueTags[i] as number;
      if (tag === VALUE_TAGS.none) continue;
      tags.add(tag);
      const unit = properties.unit[property] as number;
      if (tag === VALUE_TAGS.number) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }
  if (tags.size !== 1) return { kind: "text", unit: undefined };
  if (tags.has(VALUE_TAGS.logical)) return { kind: "logical", unit: undefined };
  if (tags.has(VALUE_TAGS.text)) return { kind: "text", unit: undefined };
  const [usual = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const unit = usual === 0 ? undefined : units.units[usual];
  const isOneKind = [...counts.keys()].every(
    (other) => other === usual || (unit !== undefined && other !== 0 && isSameKind(units.units[other], unit)),
  );
  return isOneKind ? { kind: "number", unit } : { kind: "text", unit: undefined };
}

interface Reading {
  readonly kind: FieldColumn["kind"];
  readonly unit: Unit | undefined;
  numberOf(text: string): number;
}

/** Cells of a property; of a bounded one the set point first. */
function readValues(table: ElementTable, property: number, { kind, unit, numberOf }: Reading): number[] {
  const { properties, texts, units } = table;
  const own = units.units[properties.unit[property] as number];
  const end = properties.valueStarts[property + 1] as number;
  const values: number[] = [];
  for (let i = properties.valueStarts[property] as number; i < end; i++) {
    const tag = properties.valueTags[i];
    const value = properties.values[i] as number;
    if (tag === VALUE_TAGS.none) continue;
    if (kind === "number") values.push(unit && own && own !== unit ? convertUnit(value, own, unit) : value);
    else if (kind === "logical") values.push(value);
    else if (tag === VALUE_TAGS.text) {
      const text = texts[value] ?? "";
      if (text !== "") values.push(numberOf(text));
    } else if (tag === VALUE_TAGS.logical) values.push(numberOf(LOGICAL_TEXTS[value] ?? ""));
    else values.push(numberOf([String(value), own?.symbol].filter(Boolean).join(" ")));
  }
  if (PROPERTY_KINDS[properties.kind[property] as number] === "bounded" && values.length === 3)
    values.unshift(values.pop() as number);
  return values;
}
