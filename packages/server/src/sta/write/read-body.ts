import { buildIdentifier, IDENTIFIER_PATTERN } from "@shuicheng/shared/contracts";
import { ENTITY_TYPES, type EntitySet, TIME_PROPERTIES } from "../entity-types.ts";
import { readTimeValue, writeTimeValue } from "../filter/read-time.ts";
import { readGeoJson } from "../geometry/read-geojson.ts";
import { entityFault } from "../sta-fault.ts";

/** A part of a body: an object that is not believed yet. */
export type Body = Readonly<Record<string, unknown>>;

/** An entity as a client sent it: its properties have the right types; relations are still as they came. */
export interface ReadBody {
  /** `@iot.id`, where the client chose one. */
  readonly id: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly relations: Body;
}

const MAX_NAME = 256;
const TEXTS = new Set(["name", "description", "encodingType", "definition", "observationType"]);
const OBJECTS = new Set(["properties", "parameters"]);
/** What the server says and a client may send back unread. */
const IS_CONTROL = /^@iot\.|@iot\.(navigationLink|count|nextLink)$/;

/** Reads a part of a body as an object. @throws {Fault} `sta/invalid-entity` */
export function readObject(value: unknown, pointer: string): Body {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Body;
  throw entityFault(pointer, "an object is expected");
}

/** Reads a part of a body as a list of objects. @throws {Fault} `sta/invalid-entity` */
export function readList(value: unknown, pointer: string): { body: Body; pointer: string }[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw entityFault(pointer, "a list is expected");
  return value.map((one, i) => ({ body: readObject(one, `${pointer}/${i}`), pointer: `${pointer}/${i}` }));
}

/** The id of an entity that is linked to by `{"@iot.id": …}` alone; undefined for one that is described. */
export function readLink(body: Body, pointer: string): string | undefined {
  const names = Object.keys(body);
  // The first drafts of the standard called it id.
  const isLink = names.length === 1 && (names[0] === "@iot.id" || names[0] === "id");
  if (!isLink) return undefined;
  const id = body[names[0] as string];
  if (typeof id === "string" || typeof id === "number") return String(id);
  throw entityFault(`${pointer}/@iot.id`, "an id is a text");
}

/**
 * Reads an entity of a set.
 *
 * @param isWhole Whether all that is required must be there, as when one is made.
 * @throws {Fault} `sta/invalid-entity` with the place of the first thing that is missing, unknown or of the wrong type.
 */
export function readBody(set: EntitySet, body: Body, pointer: string, isWhole: boolean): ReadBody {
  const { properties, required, relations, single } = ENTITY_TYPES[set];
  const values: Record<string, unknown> = {};
  const links: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name in relations) links[name] = value;
    else if (properties.includes(name)) values[name] = readValue(name, value, `${pointer}/${name}`);
    else if (!IS_CONTROL.test(name))
      throw entityFault(
        `${pointer}/${name}`,
        `a ${single} has no such property; it has ${[...properties, ...Object.keys(relations)].join(", ")}`,
      );
  }
  for (const name of isWhole ? required : []) {
    const value = values[name];
    // A result may be false or 0, and metadata whatever a sensor has.
    if (value === undefined || value === null)
      throw entityFault(`${pointer}/${name}`, `a ${single} needs it`);
  }
  return { id: readId(set, body["@iot.id"], pointer), values, relations: links };
}

function readId(set: EntitySet, id: unknown, pointer: string): string | undefined {
  if (id === undefined) return undefined;
  if ((typeof id === "string" || typeof id === "number") && new RegExp(IDENTIFIER_PATTERN).test(String(id)))
    return String(id);
  // The id of an observation is made of its datastream and its time.
  if (set === "Observations") return undefined;
  const meant = typeof id === "string" ? `, e.g. ${buildIdentifier(id).slice(0, 128)}` : "";
  throw entityFault(`${pointer}/@iot.id`, `an id has 1 to 128 characters of A–Z a–z 0–9 . _ ~ -${meant}`);
}

function readValue(name: string, value: unknown, pointer: string): unknown {
  if (TIME_PROPERTIES.has(name)) return readTime(name, value, pointer);
  if (TEXTS.has(name)) {
    if (typeof value !== "string") throw entityFault(pointer, "a text is expected");
    if (name === "name" && (value === "" || value.length > MAX_NAME))
      throw entityFault(pointer, `a name has 1 to ${MAX_NAME} characters`);
    return value;
  }
  if (OBJECTS.has(name)) return value === null ? {} : readObject(value, pointer);
  if (name === "unitOfMeasurement") return readUnit(value, pointer);
  if (name === "location" || name === "feature") {
    if (readGeoJson(value)) return value;
    throw entityFault(pointer, "a GeoJSON geometry or feature is expected (RFC 7946)");
  }
  return value;
}

function readTime(name: string, value: unknown, pointer: string): string | null {
  if (value === null && name !== "time") return null;
  const time = typeof value === "string" ? readTimeValue(value) : undefined;
  if (!time)
    throw entityFault(pointer, "a time is written 2026-11-23T08:00:00Z, an interval with its end behind a /");
  const isInterval = (value as string).includes("/");
  if (isInterval && (name === "resultTime" || name === "time"))
    throw entityFault(pointer, "a moment is expected, not an interval");
  if (!isInterval && name === "validTime") throw entityFault(pointer, "an interval start/end is expected");
  return writeTimeValue(time);
}

function readUnit(value: unknown, pointer: string): Body {
  const unit = readObject(value, pointer);
  for (const name of ["name", "symbol", "definition"]) {
    const part = unit[name];
    if (part !== null && typeof part !== "string")
      throw entityFault(`${pointer}/${name}`, "a text or null is expected");
  }
  return unit;
}
