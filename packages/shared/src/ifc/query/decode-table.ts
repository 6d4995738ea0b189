import { Fault } from "../../faults.ts";
import {
  type ClassificationEntry,
  type ElementTable,
  type ListColumn,
  type MaterialDefinition,
  type MaterialPart,
  NO_STOREY,
  type ObjectClass,
  type ObjectColumns,
  PARENT_RELATIONS,
  PROPERTY_KINDS,
  type ProjectUnits,
  type PropertyColumns,
  type PropertySetColumns,
  SET_KINDS,
  type Storey,
  VALUE_TAGS,
} from "../elements/index.ts";
import { type ByteReader, corrupt, createByteReader } from "./byte-reader.ts";
import {
  MATERIAL_KINDS,
  OBJECT_KINDS,
  PART_BITS,
  SCHEMAS,
  STOREY_BITS,
  TABLE_MAGIC,
  TABLE_VERSION,
} from "./table-format.ts";

/**
 * Reads an element table; the exact inverse of `encodeElementTable`. What it answers is sound: every number that
 * points somewhere points at something, and parents form no circle.
 *
 * @throws {Fault} `codec/unsupported-version` for newer bytes; `codec/corrupt` for any that were not so written.
 */
export function decodeElementTable(bytes: Uint8Array): ElementTable {
  const steps = decodeTableInSteps(bytes);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Texts or ids that are read between two steps: some milliseconds. */
const STEP = 5000;

/** The same step by step: whoever drives it (a page between frames) goes on as long as it has time. */
export function* decodeTableInSteps(bytes: Uint8Array): Generator<undefined, ElementTable> {
  const reader = createByteReader(bytes);
  for (const character of TABLE_MAGIC) {
    if (reader.byte() !== character.charCodeAt(0)) throw corrupt("it does not begin like one");
  }
  const version = reader.byte();
  if (version !== TABLE_VERSION) {
    throw new Fault(
      "codec/unsupported-version",
      `element table version ${version}, this reader knows ${TABLE_VERSION}`,
    );
  }
  const texts = yield* readMany(reader.count(), () => reader.text());
  if (texts[0] !== "") throw corrupt("the first text is not empty");
  const schema = SCHEMAS[reader.choice(SCHEMAS.length)] as ElementTable["schema"];
  const declaredSchema = reader.text();
  const units = readUnits(reader);
  const classes = many(reader, () => readClass(reader));
  const objects = yield* readObjects(reader, texts.length, classes.length);
  const storeys = many(reader, () => readStorey(reader, objects.elementCount));
  for (const storey of objects.storey) {
    if (storey !== NO_STOREY && storey >= storeys.length) throw corrupt("an object is on no storey");
  }
  yield;
  const properties = readProperties(reader, texts.length, units.units.length);
  const propertySets = readSets(reader, texts.length, properties.count);
  yield;
  const materials = many(reader, () => readMaterial(reader));
  const classifications = many(reader, () => readClassification(reader));
  const listsTo = (limit: number) => readList(reader, objects.count, limit);
  const table: ElementTable = {
    schema,
    declaredSchema,
    units,
    texts,
    classes,
    objects,
    storeys,
    properties,
    propertySets,
    materials,
    classifications,
    setsOf: listsTo(propertySets.count),
    materialsOf: listsTo(materials.length),
    classificationsOf: listsTo(classifications.length),
    groupsOf: listsTo(objects.count),
    referencedIn: listsTo(objects.count),
    connections: readConnections(reader, objects.count),
  };
  if (!reader.isAtEnd) throw corrupt("bytes after its end");
  return table;
}

function* readMany<T>(count: number, read: () => T): Generator<undefined, T[]> {
  const all: T[] = [];
  while (all.length < count) {
    all.push(read());
    if (all.length % STEP === 0) yield;
  }
  return all;
}

function many<T>(reader: ByteReader, read: () => T): T[] {
  const count = reader.count();
  const all: T[] = [];
  for (let i = 0; i < count; i++) all.push(read());
  return all;
}

function readUnits(reader: ByteReader): ProjectUnits {
  const metresPerUnit = reader.double();
  const radiansPerUnit = reader.double();
  const units = many(reader, () => ({
    kind: reader.text(),
    name: reader.text(),
    symbol: reader.text(),
    toSi: reader.double(),
    siOffset: reader.double(),
  }));
  return { metresPerUnit, radiansPerUnit, units };
}

function readClass(reader: ByteReader): ObjectClass {
  return {
    name: reader.text(),
    kind: OBJECT_KINDS[reader.choice(OBJECT_KINDS.length)] as ObjectClass["kind"],
    lineage: many(reader, () => reader.text()),
  };
}

const ANY_ID = 2 ** 32;

function* readObjects(
  reader: ByteReader,
  texts: number,
  classes: number,
): Generator<undefined, ObjectColumns> {
  const count = reader.count();
  const elementCount = reader.count();
  if (elementCount > count) throw corrupt("more elements than objects");
  const globalId = yield* readMany(count, () => reader.globalId());
  const column = function* (limit: number): Generator<undefined, Uint32Array> {
    yield;
    return reader.column(count, limit);
  };
  const rowColumn = function* (): Generator<undefined, Int32Array> {
    const rows = new Int32Array(yield* column(count + 1));
    for (let at = 0; at < rows.length; at++) rows[at] = (rows[at] as number) - 1;
    return rows;
  };
  const objects = {
    count,
    elementCount,
    expressId: yield* column(ANY_ID),
    classIndex: Uint16Array.from(yield* column(classes)),
    globalId,
    name: yield* column(texts),
    longName: yield* column(texts),
    description: yield* column(texts),
    objectType: yield* column(texts),
    predefinedType: yield* column(texts),
    tag: yield* column(texts),
    typeRow: yield* rowColumn(),
    parentRow: yield* rowColumn(),
    parentRelation: Uint8Array.from(yield* column(PARENT_RELATIONS.length)),
    storey: Uint16Array.from(yield* column(NO_STOREY + 1), (storey) =>
      storey === 0 ? NO_STOREY : storey - 1,
    ),
    hasRepresentation: Uint8Array.from(yield* column(2)),
  };
  yield;
  checkParents(objects.parentRow);
  return objects;
}

/** Walks up from each row once; a row met twice on one walk closes a circle. */
function checkParents(parentRow: Int32Array): void {
  const walk = new Int32Array(parentRow.length);
  for (let row = 0; row < parentRow.length; row++) {
    for (let up = row; up >= 0 && walk[up] !== -1; up = parentRow[up] as number) {
      if (walk[up] === row + 1) throw corrupt("an object is its own ancestor");
      walk[up] = row + 1;
    }
    for (let up = row; up >= 0 && walk[up] !== -1; up = parentRow[up] as number) walk[up] = -1;
  }
}

function readStorey(reader: ByteReader, elementCount: number): Storey {
  const row = reader.unsigned();
  if (row >= elementCount) throw corrupt("a storey is no element");
  const name = reader.text();
  const bits = reader.choice(4);
  return {
    row,
    name,
    ...(bits & STOREY_BITS.elevation ? { elevationM: reader.double() } : {}),
    ...(bits & STOREY_BITS.placed ? { placedM: reader.double() } : {}),
  };
}

function readProperties(reader: ByteReader, texts: number, units: number): PropertyColumns {
  const count = reader.count();
  const name = reader.column(count, texts);
  const kind = Uint8Array.from(reader.column(count, PROPERTY_KINDS.length));
  const measure = reader.column(count, texts);
  const unit = Uint16Array.from(reader.column(count, Math.max(units, 1)));
  const lengths = reader.column(count, ANY_ID);
  const valueCount = reader.count();
  const valueStarts = startsOf(lengths, valueCount);
  const valueTags = Uint8Array.from(reader.column(valueCount, Object.keys(VALUE_TAGS).length));
  const values = new Float64Array(valueCount);
  valueTags.forEach((tag, i) => {
    if (tag === VALUE_TAGS.number) values[i] = reader.decimal();
    else if (tag !== VALUE_TAGS.none) {
      const value = reader.unsigned();
      if (value >= (tag === VALUE_TAGS.text ? texts : 3)) throw corrupt("a value is none of its kind");
      values[i] = value;
    }
  });
  return { count, name, kind, measure, unit, valueStarts, valueTags, values };
}

function readSets(reader: ByteReader, texts: number, properties: number): PropertySetColumns {
  const count = reader.count();
  return {
    count,
    name: reader.column(count, texts),
    kind: Uint8Array.from(reader.column(count, SET_KINDS.length)),
    properties: readList(reader, count, properties),
  };
}

function readMaterial(reader: ByteReader): MaterialDefinition {
  return {
    kind: MATERIAL_KINDS[reader.choice(MATERIAL_KINDS.length)] as MaterialDefinition["kind"],
    name: reader.text(),
    parts: many(reader, () => readPart(reader)),
  };
}

function readPart(reader: ByteReader): MaterialPart {
  const [material, name, category, profile] = [reader.text(), reader.text(), reader.text(), reader.text()];
  const bits = reader.choice(4);
  return {
    material,
    ...(name ? { name } : {}),
    ...(category ? { category } : {}),
    ...(profile ? { profile } : {}),
    ...(bits & PART_BITS.thickness ? { thicknessM: reader.double() } : {}),
    ...(bits & PART_BITS.fraction ? { fraction: reader.double() } : {}),
  };
}

function readClassification(reader: ByteReader): ClassificationEntry {
  return {
    system: reader.text(),
    edition: reader.text(),
    identification: reader.text(),
    name: reader.text(),
    location: reader.text(),
  };
}

function readConnections(reader: ByteReader, objects: number): ElementTable["connections"] {
  const count = reader.count();
  return { from: reader.column(count, objects), to: reader.column(count, objects) };
}

function readList(reader: ByteReader, rows: number, limit: number): ListColumn {
  const lengths = reader.column(rows, ANY_ID);
  const count = reader.count();
  return { starts: startsOf(lengths, count), items: reader.column(count, limit) };
}

function startsOf(lengths: Uint32Array, total: number): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  let sum = 0;
  lengths.forEach((length, i) => {
    sum += length;
    starts[i + 1] = sum;
  });
  if (sum !== total) throw corrupt("lists do not fit their items");
  return starts;
}
