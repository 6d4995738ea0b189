import { Fault } from "@shuicheng/shared/faults";
import type { CityEntities } from "./entities/city-entities.ts";
import { ENTITY_TYPES, isEntitySet, isIdName } from "./entity-types.ts";
import { type PathStep, writeKey } from "./read-url.ts";
import type { Row, RowSource } from "./row.ts";

/** What a path leads to: OGC 18-088, 9.2. */
export type Resource =
  | { readonly kind: "root" }
  /** @property parent The entity that the set belongs to, and by which of its relations. */
  | {
      readonly kind: "set";
      readonly source: RowSource;
      readonly address: string;
      readonly parent: { readonly row: Row; readonly relation: string } | undefined;
      readonly isReference: boolean;
    }
  | { readonly kind: "entity"; readonly row: Row; readonly isReference: boolean }
  | {
      readonly kind: "property";
      readonly row: Row;
      readonly path: readonly string[];
      readonly isBare: boolean;
    };

/**
 * Follows a path through the entities.
 *
 * @throws {Fault} `sta/unknown-resource` where there is no such set, relation or property; `sta/unknown-entity` where the
 * path is right and an entity on it is not there.
 */
export async function readResource(steps: readonly PathStep[], entities: CityEntities): Promise<Resource> {
  const [first, ...rest] = steps;
  if (!first) return { kind: "root" };
  if (!isEntitySet(first.name)) throw unknown(`there is no set ${first.name}`);
  let resource = await enter({ ...setOf(entities.source(first.name), first.name) }, first);
  for (const [i, step] of rest.entries()) {
    const isLast = i === rest.length - 1;
    if (step.name === "$ref" && isLast && step.key === undefined) return { ...resource, isReference: true };
    if (resource.kind === "set")
      throw unknown(`after ${resource.source.set} a key is expected, not ${step.name}`);
    const { row } = resource;
    if (!(step.name in ENTITY_TYPES[row.set].relations)) return readPropertyPath(row, rest.slice(i));
    const related = entities.relate(row, step.name);
    if ("one" in related) {
      if (step.key !== undefined) throw unknown(`${step.name} is one entity and takes no key`);
      if (!related.one) throw gone(`${row.set}${writeKey(row.id)} has no ${step.name}`);
      resource = { kind: "entity", row: related.one, isReference: false };
    } else {
      const address = `${row.set}${writeKey(row.id)}/${step.name}`;
      resource = await enter(setOf(related.many, address, { row, relation: step.name }), step);
    }
  }
  return resource;
}

type Set = Extract<Resource, { kind: "set" }>;

const setOf = (source: RowSource, address: string, parent?: Set["parent"]): Set => ({
  kind: "set",
  source,
  address,
  parent,
  isReference: false,
});

async function enter(set: Set, { key }: PathStep): Promise<Set | Extract<Resource, { kind: "entity" }>> {
  if (key === undefined) return set;
  const row = await set.source.find(key);
  if (!row) throw gone(`there is no ${ENTITY_TYPES[set.source.set].single} ${JSON.stringify(key)}`);
  return { kind: "entity", row, isReference: false };
}

function readPropertyPath(row: Row, steps: readonly PathStep[]): Resource {
  const isBare = steps[steps.length - 1]?.name === "$value";
  const path = steps.slice(0, isBare ? -1 : undefined).map((step) => step.name);
  const [name] = path;
  const isKnown = name !== undefined && (isIdName(name) || ENTITY_TYPES[row.set].properties.includes(name));
  if (!isKnown || steps.some((step) => step.key !== undefined))
    throw unknown(`${row.set} have neither a property nor a relation ${name ?? "$value"}`);
  return { kind: "property", row, path, isBare };
}

const unknown = (message: string) => new Fault("sta/unknown-resource", message);
const gone = (message: string) => new Fault("sta/unknown-entity", message);
