import { Fault } from "@shuicheng/shared/faults";
import { ENTITY_TYPES, type EntitySet, isIdName, type Relation } from "./entity-types.ts";
import { type Expression, pathsOf } from "./filter/expression.ts";
import { parseFilter } from "./filter/parse-filter.ts";
import { splitTopLevel } from "./split-top-level.ts";
import { optionFault } from "./sta-fault.ts";

/** One criterion of an order. */
export interface OrderBy {
  readonly by: Expression;
  readonly isDescending: boolean;
}

/** What is asked of a set or an entity: OGC 18-088, 9.3. */
export interface StaQuery {
  /** Names of properties, relations and `@iot.id`; undefined for all. */
  readonly select: readonly string[] | undefined;
  /** By name of the relation. */
  readonly expand: ReadonlyMap<string, StaQuery>;
  readonly filter: Expression | undefined;
  readonly orderBy: readonly OrderBy[];
  readonly top: number;
  readonly skip: number;
  readonly isCounted: boolean;
  readonly isDataArray: boolean;
  /** Where to go on: what a `@iot.nextLink` of ours said. */
  readonly after: string | undefined;
  /** The options as they came, to write links with. */
  readonly options: ReadonlyMap<string, string>;
}

/** Entities of an answer where `$top` is not given. */
export const DEFAULT_TOP = 100;
/** Entities of an answer at most, whatever `$top` says; the rest follow by `@iot.nextLink`. */
export const MAX_TOP = 10_000;
/** `$expand` within `$expand`: deeper ones go in circles. */
const MAX_EXPAND_DEPTH = 8;

const KNOWN = [
  "$select",
  "$expand",
  "$filter",
  "$orderby",
  "$top",
  "$skip",
  "$count",
  "$resultFormat",
  "$skiptoken",
];

/**
 * Reads the options for entities of a set.
 *
 * @throws {Fault} `sta/invalid-query`: which option, what is wrong, and where in it.
 */
export function readQuery(set: EntitySet, options: ReadonlyMap<string, string>, depth = 0): StaQuery {
  for (const name of options.keys()) {
    if (KNOWN.includes(nameOf(name))) continue;
    throw new Fault("sta/invalid-query", `there is no option ${name}; known are ${KNOWN.join(", ")}`, {
      option: name,
    });
  }
  const all = new Map([...options].map(([name, value]) => [nameOf(name), value]));
  const filter = all.get("$filter");
  const parsed = filter === undefined ? undefined : parseFilter(filter);
  if (parsed) checkPaths(set, parsed, "$filter", filter as string);
  return {
    select: readSelect(set, all.get("$select")),
    expand: readExpand(set, all.get("$expand"), depth),
    filter: parsed,
    orderBy: readOrderBy(set, all.get("$orderby")),
    top: Math.min(readCount("$top", all.get("$top")) ?? DEFAULT_TOP, MAX_TOP),
    skip: readCount("$skip", all.get("$skip")) ?? 0,
    isCounted: readFlag(all.get("$count")),
    isDataArray: readFormat(set, all.get("$resultFormat")),
    after: all.get("$skiptoken"),
    options: all,
  };
}

/** Clients write `resultFormat` both with and without the sign (OGC 18-088 has it both ways). */
const nameOf = (name: string) => (name === "resultFormat" ? "$resultFormat" : name);

function readSelect(set: EntitySet, text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const type = ENTITY_TYPES[set];
  return splitTopLevel(text, ",").map(({ text: part, at }) => {
    // A part of a JSON property comes with the whole of it.
    const name = part.trim().split("/")[0] as string;
    if (isIdName(name)) return "@iot.id";
    if (name === "@iot.selfLink" || type.properties.includes(name) || name in type.relations) return name;
    throw optionFault(
      "$select",
      text,
      at,
      `${set} have no ${JSON.stringify(name)}; known are id, ${namesOf(set)}`,
    );
  });
}

const namesOf = (set: EntitySet) =>
  [...ENTITY_TYPES[set].properties, ...Object.keys(ENTITY_TYPES[set].relations)].join(", ");

const EXPAND_ITEM = /^\s*([A-Za-z/]+)\s*(?:\((.*)\))?\s*$/s;

function readExpand(set: EntitySet, text: string | undefined, depth: number): Map<string, StaQuery> {
  const expand = new Map<string, StaQuery>();
  if (text === undefined) return expand;
  if (depth >= MAX_EXPAND_DEPTH)
    throw optionFault("$expand", text, 0, `is nested more than ${MAX_EXPAND_DEPTH} deep`);
  // Things/Locations and Things($select=…) may both be asked for: options and deeper relations of one are put together.
  const asked = new Map<string, Map<string, string>>();
  for (const { text: part, at } of splitTopLevel(text, ",")) {
    const found = EXPAND_ITEM.exec(part);
    const [name, ...rest] = (found?.[1] ?? "").split("/");
    const relation = ENTITY_TYPES[set].relations[name as string];
    if (!found || !relation)
      throw optionFault(
        "$expand",
        text,
        at,
        `${set} have no relation ${JSON.stringify(part.trim())}; known are ${Object.keys(ENTITY_TYPES[set].relations).join(", ")}`,
      );
    const options = asked.get(name as string) ?? new Map<string, string>();
    asked.set(name as string, options);
    if (rest.length > 0) {
      const deeper = `${rest.join("/")}${found[2] === undefined ? "" : `(${found[2]})`}`;
      addExpand(options, deeper);
    } else
      for (const [option, value] of readInner(found[2] ?? "", text, at)) {
        if (option === "$expand") addExpand(options, value);
        else options.set(option, value);
      }
  }
  for (const [name, options] of asked) {
    const { set: target } = ENTITY_TYPES[set].relations[name] as Relation;
    expand.set(name, readQuery(target, options, depth + 1));
  }
  return expand;
}

function addExpand(options: Map<string, string>, deeper: string): void {
  const before = options.get("$expand");
  options.set("$expand", before === undefined ? deeper : `${before},${deeper}`);
}

function* readInner(inner: string, text: string, at: number): Generator<[string, string]> {
  for (const { text: option } of splitTopLevel(inner, ";")) {
    if (option.trim() === "") continue;
    const [name, ...value] = option.split("=");
    if (value.length === 0)
      throw optionFault(
        "$expand",
        text,
        at,
        `${JSON.stringify(option)} is no option; write e.g. ($top=5;$orderby=phenomenonTime desc)`,
      );
    yield [(name as string).trim(), value.join("=")];
  }
}

function readOrderBy(set: EntitySet, text: string | undefined): OrderBy[] {
  if (text === undefined) return [];
  return splitTopLevel(text, ",").map(({ text: part }) => {
    const direction = /\s+(asc|desc)\s*$/i.exec(part);
    const by = parseFilter(direction ? part.slice(0, direction.index) : part, "$orderby");
    checkPaths(set, by, "$orderby", part);
    return { by, isDescending: direction?.[1]?.toLowerCase() === "desc" };
  });
}

/** Names that there are none of, told before anything is read. */
function checkPaths(start: EntitySet, expression: Expression, option: string, text: string): void {
  for (const { segments, at } of pathsOf(expression)) {
    let set = start;
    for (const [i, name] of segments.entries()) {
      const relation: Relation | undefined = ENTITY_TYPES[set].relations[name];
      if (relation && i < segments.length - 1) {
        if (relation.set === "Observations")
          throw optionFault(
            option,
            text,
            at,
            "observations are too many to go through; ask Observations, with Datastream/… in their filter",
          );
        set = relation.set;
        continue;
      }
      if (isIdName(name) || name === "@iot.selfLink" || ENTITY_TYPES[set].properties.includes(name)) break;
      throw optionFault(
        option,
        text,
        at,
        `${set} have no ${JSON.stringify(name)}; known are id, ${namesOf(set)}`,
      );
    }
  }
}

function readCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw optionFault(option, text, 0, "a whole number from 0 on is right");
}

function readFlag(text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw optionFault("$count", text, 0, "true or false is right");
}

function readFormat(set: EntitySet, text: string | undefined): boolean {
  if (text === undefined) return false;
  if (text !== "dataArray") throw optionFault("$resultFormat", text, 0, "dataArray is the only other format");
  if (set !== "Observations")
    throw optionFault("$resultFormat", text, 0, "dataArray is for Observations only");
  return true;
}
