import { type ElementTable, listOf, SET_KINDS, type Unit, VALUE_TAGS } from "../elements/index.ts";
import { markListed } from "./listed-rows.ts";

/** What every element can be asked besides its properties, in the order in which people want it. */
export const ELEMENT_ATTRIBUTES = [
  "class",
  "storey",
  "type",
  "name",
  "material",
  "classification",
  "system",
  "predefinedType",
  "objectType",
  "tag",
  "globalId",
  "description",
] as const;
/** One of {@link ELEMENT_ATTRIBUTES}. */
export type ElementAttribute = (typeof ELEMENT_ATTRIBUTES)[number];

/** Something that elements have a value of: to filter, colour, sort and list by. */
export type ElementField =
  | { readonly attribute: ElementAttribute }
  /** `set` is `*` where the property counts in whatever set it stands. */
  | { readonly set: string; readonly property: string };

/** Any set. */
export const ANY_SET = "*";

/** A field that occurs in a model, as lists of fields show it. */
export interface FieldSummary {
  readonly field: ElementField;
  /** Elements and rooms that have a value, their own or their type's. */
  readonly elements: number;
  /** Of most of its numbers; undefined for plain numbers and texts. */
  readonly unit: Unit | undefined;
  /** Whether all of its values are numbers. */
  readonly isNumeric: boolean;
  /** Whether it stands in a set of quantities. */
  readonly isQuantity: boolean;
}

/** One text for a field: equal for equal fields, to keep columns by. */
export function fieldKey(field: ElementField): string {
  return "attribute" in field ? field.attribute : `${field.set}\n${field.property}`;
}

interface Tally {
  /** Numbers of the texts of set and property; the set's is −1 for any. */
  readonly set: number;
  readonly property: number;
  elements: number;
  numbers: number;
  others: number;
  isQuantity: boolean;
  readonly units: Map<number, number>;
  /** Row that was counted last, plus one: an element counts once. */
  seenIn: number;
}

/**
 * Lists the properties that elements of a model have, by set and name; also one for any set (`*`) where the name stands in several
 * and means the same kind of value in all. Costs one walk over all sets of all elements.
 */
export function listPropertyFields(table: ElementTable): FieldSummary[] {
  const { tallies, ofSet } = tallySets(table);
  const isListed = markListed(table);
  const { objects, setsOf } = table;
  const count = (row: number, owner: number): void => {
    for (let i = setsOf.starts[owner] as number; i < (setsOf.starts[owner + 1] as number); i++) {
      for (const tally of ofSet[setsOf.items[i] as number] as readonly Tally[]) {
        if (tally.seenIn === row + 1) continue;
        tally.seenIn = row + 1;
        tally.elements++;
      }
    }
  };
  for (let row = 0; row < objects.elementCount; row++) {
    if (isListed[row] === 0) continue;
    count(row, row);
    const type = objects.typeRow[row] as number;
    if (type >= 0) count(row, type);
  }
  const found = tallies.filter(({ elements }) => elements > 0);
  const alike = Map.groupBy(found, ({ property }) => property);
  return found
    .filter(({ set, property }) => set !== ANY || isOneField(table, alike.get(property) ?? []))
    .map((tally) => summarise(table, tally));
}

/** A text number that no set has. */
const ANY = -1;

/** The tally for any set comes with those of the sets: of two sets at least, all with numbers of one kind of unit or none with any. */
function isOneField({ units }: ElementTable, alike: readonly Tally[]): boolean {
  const kinds = new Set(
    alike.flatMap(({ numbers, others, units: own }) =>
      numbers > 0 && others === 0 ? [...own.keys()].map((unit) => units.units[unit]?.kind ?? "") : ["text"],
    ),
  );
  return alike.length > 2 && kinds.size === 1;
}

/** A tally for each set and name, and one for each name in any set; `ofSet`: which of them a set counts for. */
function tallySets(table: ElementTable): { tallies: Tally[]; ofSet: Tally[][] } {
  const { propertySets, properties, texts } = table;
  const byKey = new Map<number, Tally>();
  const tallyOf = (set: number, property: number): Tally => {
    const key = (set + 1) * texts.length + property;
    const known = byKey.get(key);
    if (known) return known;
    const made = { set, property, elements: 0, numbers: 0, others: 0, isQuantity: false, seenIn: 0 };
    const tally = { ...made, units: new Map<number, number>() };
    byKey.set(key, tally);
    return tally;
  };
  const ofSet: Tally[][] = [];
  for (let set = 0; set < propertySets.count; set++) {
    const name = propertySets.name[set] as number;
    const isQuantity = SET_KINDS[propertySets.kind[set] as number] === "quantities";
    const own = new Set<Tally>();
    for (const property of listOf(propertySets.properties, set)) {
      const propertyName = properties.name[property] as number;
      for (const tally of [tallyOf(ANY, propertyName), tallyOf(name, propertyName)]) {
        if (!addValues(table, property, tally)) continue;
        own.add(tally);
        if (isQuantity) tally.isQuantity = true;
      }
    }
    ofSet.push([...own]);
  }
  return { tallies: [...byKey.values()], ofSet };
}

/** @returns False where the property has no value. */
function addValues({ properties }: ElementTable, property: number, tally: Tally): boolean {
  const end = properties.valueStarts[property + 1] as number;
  let isAny = false;
  for (let i = properties.valueStarts[property] as number; i < end; i++) {
    const tag = properties.valueTags[i];
    if (tag === VALUE_TAGS.none || (tag === VALUE_TAGS.text && properties.values[i] === 0)) continue;
    isAny = true;
    if (tag !== VALUE_TAGS.number) tally.others++;
    else {
      tally.numbers++;
      const unit = properties.unit[property] as number;
      tally.units.set(unit, (tally.units.get(unit) ?? 0) + 1);
    }
  }
  return isAny;
}

function summarise({ units, texts }: ElementTable, tally: Tally): FieldSummary {
  const { set, property, elements, isQuantity, numbers, others } = tally;
  const [usual] = [...tally.units].sort((a, b) => b[1] - a[1]);
  const unit = usual && usual[0] > 0 ? units.units[usual[0]] : undefined;
  return {
    field: { set: set === ANY ? ANY_SET : (texts[set] ?? ""), property: texts[property] ?? "" },
    elements,
    unit,
    isQuantity,
    isNumeric: numbers > 0 && others === 0,
  };
}
