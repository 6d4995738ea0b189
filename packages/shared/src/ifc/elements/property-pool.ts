import {
  ASCII,
  argumentAt,
  endOfValue,
  enumAt,
  insideTyped,
  isKeywordCode,
  numberAt,
  refAt,
  refsAt,
  splitArguments,
  typedNameAt,
} from "../step/index.ts";
import { createByteIndex } from "./byte-index.ts";
import { PROPERTY_KINDS, type PropertyColumns, type PropertyKind, VALUE_TAGS } from "./ifc-data.ts";
import type { ReadUnits } from "./read-units.ts";
import { openRecord, type Reading } from "./reading.ts";

/** A property that is no record of its own: an attribute of a predefined set. */
export interface PlainProperty {
  readonly name: string;
  /** Byte offset of the value. */
  readonly at: number;
  /** Measure to take the unit of, e.g. `IFCLENGTHMEASURE`; empty for none. */
  readonly measure: string;
}

/** Every different property once; see {@link createPropertyPool}. */
export interface PropertyPool {
  /** Appends the rows of the property or quantity `#id` to `rows`: one, or those of its members if it is complex. */
  collect(id: number, rows: number[]): void;
  addPlain(property: PlainProperty): number;
  finish(): PropertyColumns;
}

/** Where the parts of a property stand. Arguments 0 and 1 are Name and Description everywhere. */
const LAYOUTS: Readonly<Record<string, { kind: PropertyKind; values: readonly number[]; unit: number }>> = {
  IFCPROPERTYSINGLEVALUE: { kind: "single", values: [2], unit: 3 },
  IFCPROPERTYENUMERATEDVALUE: { kind: "enumerated", values: [2], unit: -1 },
  IFCPROPERTYLISTVALUE: { kind: "list", values: [2], unit: 3 },
  // In the file the upper bound comes first, the set point (from IFC4 on) last.
  IFCPROPERTYBOUNDEDVALUE: { kind: "bounded", values: [3, 2, 5], unit: 4 },
  IFCPROPERTYTABLEVALUE: { kind: "table", values: [2, 3], unit: 6 },
  IFCPROPERTYREFERENCEVALUE: { kind: "reference", values: [3], unit: -1 },
};

/** Kind of unit of a quantity where it names none. */
const QUANTITY_UNITS: Readonly<Record<string, string>> = {
  IFCQUANTITYLENGTH: "LENGTHUNIT",
  IFCQUANTITYAREA: "AREAUNIT",
  IFCQUANTITYVOLUME: "VOLUMEUNIT",
  IFCQUANTITYWEIGHT: "MASSUNIT",
  IFCQUANTITYTIME: "TIMEUNIT",
  IFCQUANTITYCOUNT: "",
  IFCQUANTITYNUMBER: "",
};

/** Complex properties hold complex ones; more steps than this are a circle. */
const MAX_DEPTH = 16;

/**
 * Makes the pool. Records that are equal in bytes are one property: read once, whatever the number of elements that
 * carry it.
 */
export function createPropertyPool(reading: Reading, units: ReadUnits): PropertyPool {
  const { step, texts, at } = reading;
  const columns = createColumns();
  const byBytes = createByteIndex(step.bytes);
  const rowOfIndex: number[] = [];
  const renamed = new Map<string, number>();
  const plain = new Map<string, number>();
  const readMeasure = createMeasureReader(reading, units);

  function collect(id: number, rows: number[], prefix = "", depth = 0): void {
    const record = id === 0 ? -1 : step.rowOf(id);
    if (record < 0) return;
    const type = step.types[record] as number;
    const typeName = step.typeNames[type] as string;
    if (typeName === "IFCCOMPLEXPROPERTY" || typeName === "IFCPHYSICALCOMPLEXQUANTITY") {
      if (depth === MAX_DEPTH) return;
      const members = argumentAt(step, record, typeName === "IFCCOMPLEXPROPERTY" ? 3 : 2);
      const name = openRecord(reading, id)?.text("Name") ?? "";
      for (const member of refsAt(step, members, step.ends[record] as number)) {
        collect(member, rows, `${prefix}${name}.`, depth + 1);
      }
      return;
    }
    const index = byBytes.indexOf(step.starts[record] as number, step.ends[record] as number, type + 1);
    if (index === rowOfIndex.length) rowOfIndex.push(read(record, typeName));
    const row = rowOfIndex[index] as number;
    if (row >= 0) rows.push(prefix === "" ? row : rename(row, prefix));
  }

  /** Row of the new property, −1 where the record is none. */
  function read(record: number, typeName: string): number {
    const quantityUnit = QUANTITY_UNITS[typeName];
    const layout =
      quantityUnit === undefined ? LAYOUTS[typeName] : { kind: "single" as const, values: [3], unit: 2 };
    if (!layout) return -1;
    const count = splitArguments(step, record, at);
    const placeOf = (n: number): number => (n >= 0 && n < count ? (at[n] as number) : -1);
    const value = placeOf(layout.values[0] as number);
    const [measure, measureUnit] = readMeasure(firstOf(step.bytes, value, layout.kind));
    const unit = units.unitOf(refAt(step, placeOf(layout.unit)));
    const standardUnit = quantityUnit === undefined ? measureUnit : units.unitOfKind(quantityUnit);
    const name = texts.textAt(placeOf(0));
    const row = columns.begin(name, PROPERTY_KINDS.indexOf(layout.kind), measure, unit || standardUnit);
    if (layout.kind === "table") addTable(placeOf(2), placeOf(3));
    else for (const n of layout.values) addValues(placeOf(n), layout.kind);
    return row;
  }

  function addValues(place: number, kind: PropertyKind): void {
    if (place < 0 && kind !== "bounded") return;
    if (step.bytes[place] !== ASCII.open) addValue(place);
    else for (const one of placesIn(step.bytes, place)) addValue(one);
  }

  function addTable(defining: number, defined: number): void {
    const left = placesIn(step.bytes, defining);
    const right = placesIn(step.bytes, defined);
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      addValue(left[i] ?? -1);
      addValue(right[i] ?? -1);
    }
  }

  function addValue(place: number): void {
    const start = place < 0 ? -1 : insideTyped(step.bytes, place);
    const code = start < 0 ? undefined : step.bytes[start];
    const word = code === ASCII.dot ? enumAt(step, start) : undefined;
    if (code === undefined || code === ASCII.dollar || code === ASCII.asterisk) {
      columns.value(VALUE_TAGS.none, 0);
    } else if (code === ASCII.apostrophe) columns.value(VALUE_TAGS.text, texts.textAt(start));
    else if (word !== undefined) {
      const logical = ["F", "T", "U"].indexOf(word);
      if (logical >= 0) columns.value(VALUE_TAGS.logical, logical);
      else columns.value(VALUE_TAGS.text, texts.add(word));
    } else if (code === ASCII.numberSign) columns.value(VALUE_TAGS.text, texts.add(referenceText(start)));
    else columns.value(VALUE_TAGS.number, numberAt(step, start));
  }

  /** What a reference property points at, for people: class and name, or `#id` where it has neither. */
  function referenceText(place: number): string {
    const id = refAt(step, place);
    const record = openRecord(reading, id);
    if (!record) return `#${id}`;
    return [record.className, record.text("Name") || record.text("Identification") || `#${id}`].join(" ");
  }

  function rename(row: number, prefix: string): number {
    const key = `${row} ${prefix}`;
    const known = renamed.get(key);
    if (known !== undefined) return known;
    const copy = columns.copy(row, texts.add(`${prefix}${texts.texts[columns.nameOf(row)]}`));
    renamed.set(key, copy);
    return copy;
  }

  return {
    collect: (id, rows) => collect(id, rows),
    addPlain({ name, at: place, measure }) {
      const value = String.fromCharCode(
        ...step.bytes.subarray(place, endOfValue(step.bytes, place, step.bytes.length)),
      );
      const key = `${name} ${measure} ${value}`;
      const known = plain.get(key);
      if (known !== undefined) return known;
      const unit = measure === "" ? 0 : units.unitOfMeasure(measure);
      const row = columns.begin(texts.add(name), 0, texts.add(measure), unit);
      addValue(place);
      plain.set(key, row);
      return row;
    },
    finish: columns.finish,
  };
}

/** First value of a list, or the value itself: the measure stands before each alike. */
function firstOf(bytes: Uint8Array, place: number, kind: PropertyKind): number {
  if (place < 0 || kind === "reference" || bytes[place] !== ASCII.open) return place;
  return placesIn(bytes, place)[0] ?? -1;
}

/** Offsets of the values of the list at `place`; none where there is no list. */
function placesIn(bytes: Uint8Array, place: number): number[] {
  if (place < 0 || bytes[place] !== ASCII.open) return [];
  const end = endOfValue(bytes, place, bytes.length);
  const places: number[] = [];
  for (let i = place + 1; i < end; ) {
    while ((bytes[i] as number) <= ASCII.space) i++;
    if (bytes[i] === ASCII.close) break;
    places.push(i);
    i = endOfElement(bytes, i, end) + 1;
  }
  return places;
}

/** Position of the comma or bracket after the element at `from` of a list that ends before `end`. */
function endOfElement(bytes: Uint8Array, from: number, end: number): number {
  const comma = endOfValue(bytes, from, end);
  if (comma < end) return comma;
  return end - 1;
}

/** Text and standard unit of the measure before a value like `IFCLENGTHMEASURE(3.)`; (0, 0) for plain values. */
function createMeasureReader(
  { step, texts }: Reading,
  units: ReadUnits,
): (at: number) => readonly [measure: number, unit: number] {
  const byBytes = createByteIndex(step.bytes);
  const known: (readonly [number, number])[] = [];
  const none = [0, 0] as const;
  return (at) => {
    if (at < 0) return none;
    let end = at;
    while (isKeywordCode(step.bytes[end])) end++;
    const index = byBytes.indexOf(at, end);
    if (index === known.length) {
      const name = typedNameAt(step, at);
      known.push(name === undefined ? none : [texts.add(name), units.unitOfMeasure(name)]);
    }
    return known[index] as readonly [number, number];
  };
}

function createColumns() {
  const name: number[] = [];
  const kind: number[] = [];
  const measure: number[] = [];
  const unit: number[] = [];
  const valueStarts: number[] = [];
  const valueTags: number[] = [];
  const values: number[] = [];
  return {
    nameOf: (row: number): number => name[row] as number,
    /** Row of a new property; its values follow. */
    begin(nameText: number, kindIndex: number, measureText: number, unitNumber: number): number {
      kind.push(kindIndex);
      measure.push(measureText);
      unit.push(unitNumber);
      valueStarts.push(values.length);
      return name.push(nameText) - 1;
    },
    value(tag: number, value: number): void {
      valueTags.push(tag);
      values.push(value);
    },
    /** Row of a new property like `row` under another name. */
    copy(row: number, nameText: number): number {
      const from = valueStarts[row] as number;
      const to = valueStarts[row + 1] ?? values.length;
      const copied = this.begin(nameText, kind[row] as number, measure[row] as number, unit[row] as number);
      for (let i = from; i < to; i++) this.value(valueTags[i] as number, values[i] as number);
      return copied;
    },
    finish: (): PropertyColumns => ({
      count: name.length,
      name: Uint32Array.from(name),
      kind: Uint8Array.from(kind),
      measure: Uint32Array.from(measure),
      unit: Uint16Array.from(unit),
      valueStarts: Uint32Array.from([...valueStarts, values.length]),
      valueTags: Uint8Array.from(valueTags),
      values: Float64Array.from(values),
    }),
  };
}
