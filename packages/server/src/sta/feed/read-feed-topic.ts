import { Fault } from "@shuicheng/shared/faults";
import type { CityEntities } from "../entities/city-entities.ts";
import { readQuery, type StaQuery } from "../read-query.ts";
import { type Resource, readResource } from "../read-resource.ts";
import { readOptions, readStaPath } from "../read-url.ts";

/** Begins every topic of ours: the service's version, OGC 18-088, 14.1. */
export const TOPIC_ROOT = "v1.1/";

/** What a topic leads to. */
export interface FeedTopic {
  readonly resource: Exclude<Resource, { kind: "root" }>;
  /** No more than `$select`. */
  readonly query: StaQuery;
}

/**
 * Reads a topic that somebody wants to follow: a set, an entity or a property of one, with `?$select=…` behind sets and
 * entities (OGC 18-088, 14.2).
 *
 * @throws {Fault} `sta/unknown-resource`, `sta/unknown-entity`, `sta/invalid-query`
 */
export async function readFeedTopic(topic: string, entities: CityEntities): Promise<FeedTopic> {
  const [path, ...query] = topic.slice(TOPIC_ROOT.length).split("?") as [string, ...string[]];
  // Plus signs and hashes are wildcards of MQTT, and no part of an id.
  if (/[+#]/.test(topic)) throw unknown(topic);
  const resource = await readResource(readStaPath(path), entities);
  if (resource.kind === "root") throw unknown(topic);
  if (resource.kind === "property" ? resource.isBare : resource.isReference) throw unknown(topic);
  const options = readOptions(query.join("?"));
  const [other] = [...options.keys()].filter((name) => name !== "$select" || resource.kind === "property");
  if (other !== undefined)
    throw new Fault("sta/invalid-query", `a topic takes $select behind sets and entities, and not ${other}`, {
      option: other,
    });
  const { set } = resource.kind === "set" ? resource.source : resource.row;
  return { resource, query: readQuery(set, options) };
}

const unknown = (topic: string) =>
  new Fault(
    "sta/unknown-resource",
    `${JSON.stringify(topic.slice(0, 200))} cannot be followed; write e.g. ${TOPIC_ROOT}Datastreams('a')/Observations`,
  );
