import { attributeIndex, isA } from "../schema/index.ts";
import { ASCII, argumentAt, refsAt, splitArguments } from "../step/index.ts";
import { type PropertyColumns, type PropertySetColumns, SET_KINDS } from "./ifc-data.ts";
import { createListBuilder, type ListColumn } from "./list-column.ts";
import { createListPool } from "./list-pool.ts";
import { createPropertyPool, type PropertyPool } from "./property-pool.ts";
import type { ReadObjects } from "./read-objects.ts";
import type { ReadUnits } from "./read-units.ts";
import { classOf, forEachRelation, type Reading } from "./reading.ts";

/** Properties, sets and who has them. */
export interface ReadPropertySets {
  readonly properties: PropertyColumns;
  readonly propertySets: PropertySetColumns;
  readonly setsOf: ListColumn;
}

/**
 * Reads the property sets, quantity sets and predefined sets that objects have: occurrences by
 * IfcRelDefinesByProperties, type objects by HasPropertySets. A set that nobody has is not read.
 */
export function readPropertySets(reading: Reading, read: ReadObjects, units: ReadUnits): ReadPropertySets {
  const { step } = reading;
  const { objects, rowOf } = read;
  const pool = createPropertyPool(reading, units);
  const sets = createSetReader(reading, pool);
  const assigned = createListBuilder();
  const members = {
    class: "IfcRelDefinesByProperties",
    from: "RelatedObjects",
    to: "RelatingPropertyDefinition",
  };
  forEachRelation(reading, members, (owners, definitions) => {
    for (const definition of definitions) {
      const set = sets.rowOf(definition);
      if (set < 0) continue;
      for (const owner of owners) {
        const row = rowOf(owner);
        if (row >= 0) assigned.add(row, set);
      }
    }
  });
  for (let row = objects.elementCount; row < objects.count; row++) {
    const record = step.rowOf(objects.expressId[row] as number);
    const place = attributeIndex(classOf(reading, record), "HasPropertySets");
    if (place < 0) continue;
    for (const id of refsAt(step, argumentAt(step, record, place), step.ends[record] as number)) {
      const set = sets.rowOf(id);
      if (set >= 0) assigned.add(row, set);
    }
  }
  return {
    properties: pool.finish(),
    propertySets: sets.finish(),
    setsOf: assigned.finish(objects.count),
  };
}

/** Attributes of predefined sets that are lengths; the standard has no measure in the file for them. */
const LENGTH_ATTRIBUTE = /(Depth|Thickness|OffsetX|OffsetY)$|^(Lining|Threshold|Transom)Offset$/;

function createSetReader(reading: Reading, pool: PropertyPool) {
  const { step, texts, at } = reading;
  const rowOfRecord = new Map<number, number>();
  /** Name, kind, then the rows of its properties: equal content, one set. */
  const distinct = createListPool();

  function read(record: number): number {
    const setClass = classOf(reading, record);
    if (!isA(setClass, "IfcPropertyDefinition")) return -1;
    const isSet = isA(setClass, "IfcPropertySet");
    const isQuantity = isA(setClass, "IfcElementQuantity");
    const properties: number[] = [];
    if (isSet || isQuantity) {
      const place = argumentAt(step, record, isSet ? 4 : 5);
      for (const id of refsAt(step, place, step.ends[record] as number)) pool.collect(id, properties);
    } else properties.push(...readPredefined(record, setClass?.attributes ?? []));
    const kind = SET_KINDS.indexOf(isSet ? "properties" : isQuantity ? "quantities" : "predefined");
    const name = texts.textAt(argumentAt(step, record, 2));
    const isNamed = isSet || isQuantity;
    return distinct.add([isNamed ? name : texts.add(setClass?.name ?? ""), kind, ...properties]);
  }

  /** Attributes after Description that hold a plain value, e.g. LiningDepth of IfcDoorLiningProperties. */
  function readPredefined(record: number, attributes: readonly string[]): number[] {
    const count = splitArguments(step, record, at);
    const places = at.slice(0, count);
    return attributes.slice(4, count).flatMap((name, i) => {
      const place = places[i + 4] as number;
      const code = step.bytes[place];
      if (
        code === ASCII.dollar ||
        code === ASCII.asterisk ||
        code === ASCII.numberSign ||
        code === ASCII.open
      ) {
        return [];
      }
      const measure = LENGTH_ATTRIBUTE.test(name) ? "IFCLENGTHMEASURE" : "";
      return [pool.addPlain({ name, at: place, measure })];
    });
  }

  return {
    /** Row of the set `#id`, −1 where it is none. */
    rowOf(id: number): number {
      const record = id === 0 ? -1 : step.rowOf(id);
      if (record < 0) return -1;
      const known = rowOfRecord.get(record);
      if (known !== undefined) return known;
      const row = read(record);
      rowOfRecord.set(record, row);
      return row;
    },
    finish(): PropertySetColumns {
      const { lists } = distinct;
      const properties = createListBuilder();
      lists.forEach((list, set) => {
        for (let i = 2; i < list.length; i++) properties.add(set, list[i] as number);
      });
      return {
        count: lists.length,
        name: Uint32Array.from(lists, ([name]) => name as number),
        kind: Uint8Array.from(lists, ([, kind]) => kind as number),
        properties: properties.finish(lists.length),
      };
    },
  };
}
