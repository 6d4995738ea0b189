import { type EntitySet, isIdName, TIME_PROPERTIES } from "./entity-types.ts";
import type { FilterValue } from "./filter/filter-values.ts";
import { readTimeValue } from "./filter/read-time.ts";

/** An entity, before it is written. */
export interface Row {
  readonly set: EntitySet;
  readonly id: string;
  /** Where it stands in the order in which its set is read; opaque to clients. */
  readonly cursor: string;
  /** Its properties, as they are written; read when first asked for. */
  readonly values: () => Readonly<Record<string, unknown>>;
}

/** Entities of one set: all, or those that one entity is related to. */
export interface RowSource {
  readonly set: EntitySet;
  /** In the order of the set, behind a cursor. */
  rows(after?: string): Iterable<Row> | AsyncIterable<Row>;
  find(id: string): Row | undefined | Promise<Row | undefined>;
  /** How many there are, where that is known without reading them. */
  count?(): number | Promise<number>;
}

/** Makes a row whose values are worked out once. */
export function buildRow(
  set: EntitySet,
  id: string,
  cursor: string | number,
  build: () => Record<string, unknown>,
): Row {
  let values: Record<string, unknown> | undefined;
  return {
    set,
    id,
    cursor: String(cursor),
    values() {
      values ??= build();
      return values;
    },
  };
}

/** What a property of a row is to a filter; deeper names go into JSON. */
export function readProperty(row: Row, names: readonly string[]): FilterValue {
  const [name, ...deeper] = names;
  if (name === undefined || isIdName(name)) return row.id;
  let value: unknown = row.values()[name];
  if (TIME_PROPERTIES.has(name) && typeof value === "string") return readTimeValue(value) ?? value;
  for (const key of deeper) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : null;
  }
  return filterValueOf(value);
}

function filterValueOf(value: unknown): FilterValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "object") return { kind: "json", json: value };
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
