import { collectRows } from "./collect-rows.ts";
import type { CityEntities } from "./entities/city-entities.ts";
import type { ObservationRow } from "./entities/observations.ts";
import { ENTITY_TYPES } from "./entity-types.ts";
import type { StaQuery } from "./read-query.ts";
import { writeKey } from "./read-url.ts";
import type { Row, RowSource } from "./row.ts";

/** What writing an answer needs. */
export interface WriteContext {
  readonly entities: CityEntities;
  /** Service root, e.g. `https://city.example/sta/v1.1`, without a slash at its end. */
  readonly root: string;
  readonly nowMs: number;
}

type Json = Record<string, unknown>;

/** The address of an entity. */
export const linkOf = (row: Row, root: string): string => `${root}/${row.set}${writeKey(row.id)}`;

/** Writes one entity: control information, properties, relations as links or expanded (OGC 18-088, 8.1, 9.3.2). */
export async function writeEntity(row: Row, query: StaQuery, context: WriteContext): Promise<Json> {
  const isTimed = query.select === undefined || query.select.includes("phenomenonTime");
  const complete = isTimed ? await context.entities.complete(row) : row;
  const json = writeBare(complete, query, context.root);
  for (const [name, inner] of query.expand) await writeExpanded(json, row, name, inner, context);
  return json;
}

/** Writes one entity as far as nothing has to be waited for: what is to be expanded is left out. */
export function writeBare(row: Row, { select, expand }: StaQuery, root: string): Json {
  const type = ENTITY_TYPES[row.set];
  const isWanted = (name: string) => select === undefined || select.includes(name);
  const self = linkOf(row, root);
  const values = row.values();
  const json: Json = {};
  if (isWanted("@iot.id")) json["@iot.id"] = row.id;
  if (isWanted("@iot.selfLink")) json["@iot.selfLink"] = self;
  for (const name of type.properties) {
    const value = values[name];
    if (isWanted(name) && value !== undefined) json[name] = value;
  }
  for (const name of Object.keys(type.relations))
    if (isWanted(name) && !expand.has(name)) json[`${name}@iot.navigationLink`] = `${self}/${name}`;
  return json;
}

async function writeExpanded(
  json: Json,
  row: Row,
  name: string,
  query: StaQuery,
  context: WriteContext,
): Promise<void> {
  const related = context.entities.relate(row, name);
  if ("one" in related) {
    json[name] = related.one ? await writeEntity(related.one, query, context) : null;
    return;
  }
  const { count, value, nextLink } = await writeRows(
    related.many,
    query,
    context,
    `${linkOf(row, context.root)}/${name}`,
  );
  if (count !== undefined) json[`${name}@iot.count`] = count;
  json[name] = value;
  if (nextLink !== undefined) json[`${name}@iot.nextLink`] = nextLink;
}

/** Writes the page of a set that a query asks for. @param address Where the set is found. */
export async function writeCollection(
  source: RowSource,
  query: StaQuery,
  context: WriteContext,
  address: string,
): Promise<Json> {
  const { count, value, nextLink } = await writeRows(source, query, context, address);
  return {
    ...(count === undefined ? {} : { "@iot.count": count }),
    ...(nextLink === undefined ? {} : { "@iot.nextLink": nextLink }),
    value,
  };
}

async function writeRows(source: RowSource, query: StaQuery, context: WriteContext, address: string) {
  const page = await collectRows(source, query, context.entities, context.nowMs);
  const value = query.isDataArray
    ? writeDataArray(page.rows as readonly ObservationRow[], query, context.root)
    : await writeAll(page.rows, query, context);
  const nextLink = page.next && `${address}?${writeOptions(query, page.next)}`;
  return { count: page.count, value, nextLink };
}

/** Written at once: what takes reading history waits together. */
const ENTITIES_AT_ONCE = 100;

async function writeAll(rows: readonly Row[], query: StaQuery, context: WriteContext): Promise<Json[]> {
  const all: Json[] = [];
  for (let start = 0; start < rows.length; start += ENTITIES_AT_ONCE) {
    const part = rows.slice(start, start + ENTITIES_AT_ONCE);
    all.push(...(await Promise.all(part.map((row) => writeEntity(row, query, context)))));
  }
  return all;
}

/** The options of the next page: the same, but from where this one ended. */
function writeOptions(
  query: StaQuery,
  next: { readonly skip: number; readonly after: string | undefined },
): string {
  const options = new Map(query.options);
  options.delete("$skiptoken");
  options.delete("$skip");
  options.set("$top", String(query.top));
  if (next.skip > 0) options.set("$skip", String(next.skip));
  if (next.after !== undefined) options.set("$skiptoken", next.after);
  return [...options].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

/** The order in which a data array has its columns (OGC 18-088, 11.1). */
const COMPONENTS = [
  "id",
  "phenomenonTime",
  "resultTime",
  "result",
  "resultQuality",
  "validTime",
  "parameters",
];
const DEFAULT_COMPONENTS = 4;

/** Observations as columns, one array for each datastream: OGC 18-088, 11.1. */
function writeDataArray(rows: readonly ObservationRow[], query: StaQuery, root: string): Json[] {
  const components = query.select
    ? COMPONENTS.filter((name) => query.select?.includes(name === "id" ? "@iot.id" : name))
    : COMPONENTS.slice(0, DEFAULT_COMPONENTS);
  const byDatastream = new Map<string, unknown[][]>();
  for (const row of rows) {
    const array = byDatastream.get(row.datastream.id) ?? [];
    byDatastream.set(row.datastream.id, array);
    array.push(components.map((name) => (name === "id" ? row.id : (row.values()[name] ?? null))));
  }
  return [...byDatastream].map(([id, dataArray]) => ({
    "Datastream@iot.navigationLink": `${root}/Datastreams${writeKey(id)}`,
    components,
    "dataArray@iot.count": dataArray.length,
    dataArray,
  }));
}
