import type { CityEntities } from "./entities/city-entities.ts";
import { isIdName } from "./entity-types.ts";
import type { Row } from "./row.ts";

/**
 * Reads a property of an entity, or a part of one.
 *
 * @param path Its name, then names within it where it is JSON.
 * @returns undefined where it has no value.
 */
export async function readPropertyValue(
  row: Row,
  path: readonly string[],
  entities: CityEntities,
): Promise<unknown> {
  const [name, ...deeper] = path as [string, ...string[]];
  const complete = name === "phenomenonTime" ? await entities.complete(row) : row;
  let value: unknown = isIdName(name) ? row.id : complete.values()[name];
  for (const key of deeper)
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  return value ?? undefined;
}

/** Writes a property under its name: OGC 18-088, 9.2.4. Null where it has no value. */
export async function writeProperty(
  row: Row,
  path: readonly string[],
  entities: CityEntities,
): Promise<Record<string, unknown>> {
  const name = path[path.length - 1] as string;
  const value = await readPropertyValue(row, path, entities);
  return { [isIdName(path[0] as string) ? "@iot.id" : name]: value ?? null };
}
