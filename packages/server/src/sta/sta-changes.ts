import type { Acknowledgement } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { CityEntities } from "./entities/city-entities.ts";
import { ENTITY_TYPES, type EntitySet } from "./entity-types.ts";
import type { StaFeed } from "./feed/feed.ts";
import { readQuery } from "./read-query.ts";
import { type Resource, readResource } from "./read-resource.ts";
import { readStaPath, writeKey } from "./read-url.ts";
import type { Row } from "./row.ts";
import type { StaReads, StaWrites } from "./sta-needs.ts";
import { carryOut } from "./write/carry-out.ts";
import { planChange } from "./write/change-entity.ts";
import { createObservations } from "./write/create-observations.ts";
import { deleteEntity } from "./write/delete-entity.ts";
import { Planner } from "./write/plan-entities.ts";
import { type Body, readObject } from "./write/read-body.ts";
import { linkOf, writeEntity } from "./write-entities.ts";

/** A request to change something. */
export interface StaChange {
  /** Behind the service root, percent-encoded. */
  readonly path: string;
  readonly root: string;
  readonly body: unknown;
  /** Whose it is: observations are counted and acknowledged by token. */
  readonly tokenId: number;
}

/** An entity that was made or changed. */
export interface StaMade {
  readonly selfLink: string;
  readonly json: unknown;
}

/** Making, changing and deleting: OGC 18-088, 10 and 11.2. */
export interface StaChanges {
  create(change: StaChange): Promise<StaMade>;
  /** Makes an observation under a path of observations. */
  publish(change: Omit<StaChange, "root">): Promise<Acknowledgement>;
  /** Links to those that were taken, and why not for the others, in their order. */
  createObservations(change: StaChange): Promise<string[]>;
  update(change: StaChange): Promise<StaMade>;
  remove(change: Pick<StaChange, "path">): Promise<void>;
}

/** Creates the changes over what the server knows and does. */
export function createStaChanges(
  entities: CityEntities,
  reads: StaReads,
  needs: { readonly writes: StaWrites; readonly feed: Pick<StaFeed, "changed" | "hold"> },
): StaChanges {
  const { writes } = needs;
  const resourceOf = (path: string) => readResource(readStaPath(path), entities);

  async function made(set: EntitySet, id: string, root: string): Promise<StaMade> {
    const row = await entities.source(set).find(id);
    if (!row) throw new Fault("sta/unknown-entity", `there is no ${ENTITY_TYPES[set].single} ${id} any more`);
    const context = { entities, root, nowMs: reads.now() };
    return { selfLink: linkOf(row, root), json: await writeEntity(row, readQuery(set, new Map()), context) };
  }

  async function create({ path, body, tokenId }: Omit<StaChange, "root">) {
    const resource = await resourceOf(path);
    if (resource.kind !== "set" || resource.isReference) throw notAllowed("POST", resource);
    const planner = new Planner(reads, writes, entities);
    const { set } = resource.source;
    const { id } = await planner.create(set, withParent(resource, readObject(body, "")), "");
    return { set, id, duplicates: await carryOut(planner.plan, tokenId, reads, needs) };
  }

  return {
    async create(change) {
      const { set, id } = await create(change);
      return made(set, id, change.root);
    },
    async publish(change) {
      const { duplicates } = await create(change);
      return { accepted: 1 - duplicates, duplicates, rejected: [] };
    },
    async createObservations({ root, body, tokenId }) {
      const outcomes = await createObservations(body, tokenId, reads, needs);
      return outcomes.map((one) =>
        "id" in one
          ? `${root}/Observations${writeKey(one.id)}`
          : `error: ${one.fault.code}: ${one.fault.message}`,
      );
    },
    async update({ path, root, body, tokenId }) {
      const row = requireEntity("PATCH", await resourceOf(path));
      const planner = new Planner(reads, writes, entities);
      await planChange(row, readObject(body, ""), planner, reads, writes.isDrawn);
      await carryOut(planner.plan, tokenId, reads, needs);
      return made(row.set, row.id, root);
    },
    async remove({ path }) {
      const row = requireEntity("DELETE", await resourceOf(path));
      await deleteEntity(row, { reads, writes, entities });
    },
  };
}

function requireEntity(method: string, resource: Resource): Row {
  if (resource.kind !== "entity" || resource.isReference) throw notAllowed(method, resource);
  return resource.row;
}

const notAllowed = (method: string, { kind }: Resource) =>
  new Fault(
    "sta/not-allowed",
    `${method} is not for a ${kind}: POST is for sets, PATCH and DELETE are for entities`,
  );

/** What is made under `Things('a')/Datastreams` belongs to that thing, whatever its body says. */
function withParent({ source, parent }: Extract<Resource, { kind: "set" }>, body: Body): Body {
  if (!parent) return body;
  const relations = Object.entries(ENTITY_TYPES[source.set].relations);
  const [name, relation] = relations.find(([, to]) => to.set === parent.row.set) ?? [];
  if (name === undefined || !relation) return body;
  const link = { "@iot.id": parent.row.id };
  return { ...body, [name]: relation.isMany ? [link] : link };
}
