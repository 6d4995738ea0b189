import { Fault } from "@shuicheng/shared/faults";
import { type CityEntities, createCityEntities } from "./entities/city-entities.ts";
import { readQuery } from "./read-query.ts";
import { type Resource, readResource } from "./read-resource.ts";
import { readOptions, readStaPath } from "./read-url.ts";
import { writeServiceRoot } from "./service-root.ts";
import type { StaReads } from "./sta-needs.ts";
import { linkOf, type WriteContext, writeCollection, writeEntity } from "./write-entities.ts";
import { readPropertyValue, writeProperty } from "./write-property.ts";

/** A request to read, as it stands in the request line. */
export interface StaRequest {
  /** Behind the service root, percent-encoded, e.g. `/Things('a')`. */
  readonly path: string;
  /** Behind the `?`, percent-encoded; empty where there is none. */
  readonly query: string;
  /** The service root as the client knows it, without a slash at its end. */
  readonly root: string;
}

/** An answer: JSON, a bare text (`$value`), or nothing (a property that has no value). */
export type StaAnswer = { readonly json: unknown } | { readonly text: string } | undefined;

/** Reading by OGC SensorThings API 1.1 (OGC 18-088). */
export interface SensorThings {
  readonly entities: CityEntities;
  /** @throws {Fault} `sta/*` */
  read(request: StaRequest): Promise<StaAnswer>;
}

/** Creates the service over what the server knows. @param mqttPort Where its MQTT part listens; undefined where it does not. */
export function createSensorThings(
  reads: StaReads,
  mqttPort: () => number | undefined = () => undefined,
): SensorThings {
  const entities = createCityEntities(reads);
  return {
    entities,
    async read({ path, query, root }) {
      const resource = await readResource(readStaPath(path), entities);
      const options = readOptions(query);
      return answer(resource, options, { entities, root, nowMs: reads.now() }, mqttPort());
    },
  };
}

async function answer(
  resource: Resource,
  options: ReadonlyMap<string, string>,
  context: WriteContext,
  mqttPort: number | undefined,
): Promise<StaAnswer> {
  switch (resource.kind) {
    case "root":
      return { json: writeServiceRoot(context.root, mqttPort) };
    case "property":
      return answerProperty(resource, context);
    case "entity": {
      const { row, isReference } = resource;
      if (isReference) return { json: { "@iot.selfLink": linkOf(row, context.root) } };
      return {
        json: await writeEntity(row, readQuery(row.set, only(options, ["$select", "$expand"])), context),
      };
    }
    case "set": {
      const { source, isReference, address } = resource;
      const query = readQuery(source.set, options);
      if (!isReference)
        return { json: await writeCollection(source, query, context, `${context.root}/${address}`) };
      const links = { ...query, select: ["@iot.selfLink"], expand: new Map(), isDataArray: false };
      return { json: await writeCollection(source, links, context, `${context.root}/${address}/$ref`) };
    }
  }
}

/** One entity is neither filtered nor counted: what would be left unread is told. */
function only(options: ReadonlyMap<string, string>, names: readonly string[]): ReadonlyMap<string, string> {
  const [other] = [...options.keys()].filter((name) => !names.includes(name));
  if (other === undefined) return options;
  throw new Fault("sta/invalid-query", `${other} is for sets; one entity takes ${names.join(" and ")}`, {
    option: other,
  });
}

async function answerProperty(
  { row, path, isBare }: Extract<Resource, { kind: "property" }>,
  { entities }: WriteContext,
): Promise<StaAnswer> {
  const value = await readPropertyValue(row, path, entities);
  if (value === undefined) return undefined;
  if (!isBare) return { json: await writeProperty(row, path, entities) };
  return { text: typeof value === "object" ? JSON.stringify(value) : String(value) };
}
