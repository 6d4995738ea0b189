import type { TSchema } from "typebox";
import { SCHEMA_NAMES } from "./named-schemas.ts";

/** JSON, as far as a document of this kind has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Writes schemas into a document. */
export interface SchemaWriter {
  /** The schema, or where it has a name of its own a pointer to it. */
  write(schema: TSchema): Json;
  /** All that were pointed to, by name in order of the alphabet. */
  named(): { readonly [name: string]: Json };
}

/** Creates a writer of JSON Schema 2020-12 for one document. */
export function createSchemaWriter(): SchemaWriter {
  const named = new Map<string, Json>();

  function write(value: unknown): Json {
    if (Array.isArray(value)) return value.map(write);
    if (typeof value !== "object" || value === null) return value as Json;
    const name = SCHEMA_NAMES.get(value);
    if (name === undefined) return writeParts(value);
    if (!named.has(name)) {
      // Named before it is written, for schemas that hold themselves.
      named.set(name, null);
      named.set(name, writeParts(value));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  const writeParts = (schema: object): Json =>
    Object.fromEntries(Object.entries(renameTuple(schema)).map(([key, part]) => [key, write(part)]));

  return {
    write,
    named: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** TypeBox writes tuples as draft 7 did; since 2020-12 they are `prefixItems` (Core, 10.3.1.1). */
function renameTuple(schema: object): object {
  const { items, additionalItems, ...rest } = schema as { items?: unknown; additionalItems?: unknown };
  if (!Array.isArray(items)) return schema;
  return { ...rest, prefixItems: items, ...(additionalItems === false ? { items: false } : {}) };
}
