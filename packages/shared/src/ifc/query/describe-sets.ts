import {
  type ElementTable,
  listOf,
  PROPERTY_KINDS,
  type PropertyKind,
  SET_KINDS,
  type SetKind,
  VALUE_TAGS,
} from "../elements/index.ts";

/** A property for people: numbers with the symbol of their unit. */
export interface DescribedProperty {
  readonly name: string;
  readonly kind: PropertyKind;
  /** One of a single property; lower, upper and set point of a bounded one; a table's pairs one after the other. */
  readonly values: readonly (number | string | boolean | null)[];
  /** E.g. `mm`, `m²`. Left out for plain numbers and texts. */
  readonly unit?: string;
  /** E.g. `IFCTHERMALTRANSMITTANCEMEASURE`. */
  readonly measure?: string;
}

/** A property set for people. */
export interface DescribedSet {
  readonly name: string;
  readonly kind: SetKind;
  /** It belongs to the type object. */
  readonly inherited: boolean;
  readonly properties: readonly DescribedProperty[];
}

/** Own sets of the object in `row`, then those of its type without the properties that it has itself in the set of the same name. */
export function describeSets(table: ElementTable, row: number): DescribedSet[] {
  const own = [...listOf(table.setsOf, row)].map((set) => describeSet(table, set, false));
  const hidden = new Set(
    own.flatMap(({ name, properties }) => properties.map((one) => `${name}\n${one.name}`)),
  );
  const inherited = [...listOf(table.setsOf, table.objects.typeRow[row] as number)]
    .map((set) => describeSet(table, set, true))
    .map((set) => ({
      ...set,
      properties: set.properties.filter(({ name }) => !hidden.has(`${set.name}\n${name}`)),
    }))
    .filter(({ properties }) => properties.length > 0);
  return [...own, ...inherited];
}

function describeSet(table: ElementTable, set: number, inherited: boolean): DescribedSet {
  const { propertySets, texts } = table;
  return {
    name: texts[propertySets.name[set] as number] ?? "",
    kind: SET_KINDS[propertySets.kind[set] as number] ?? "properties",
    inherited,
    properties: [...listOf(propertySets.properties, set)].map((property) =>
      describeProperty(table, property),
    ),
  };
}

function describeProperty({ properties, texts, units }: ElementTable, property: number): DescribedProperty {
  const from = properties.valueStarts[property] as number;
  const to = properties.valueStarts[property + 1] as number;
  const values = Array.from({ length: to - from }, (_, i) => {
    const value = properties.values[from + i] as number;
    switch (properties.valueTags[from + i]) {
      case VALUE_TAGS.number:
        return value;
      case VALUE_TAGS.text:
        return texts[value] ?? "";
      case VALUE_TAGS.logical:
        return value === 2 ? null : value === 1;
      default:
        return null;
    }
  });
  const unit = units.units[properties.unit[property] as number]?.symbol ?? "";
  const measure = texts[properties.measure[property] as number] ?? "";
  return {
    name: texts[properties.name[property] as number] ?? "",
    kind: PROPERTY_KINDS[properties.kind[property] as number] ?? "single",
    values,
    ...(unit ? { unit } : {}),
    ...(measure ? { measure } : {}),
  };
}
