import type { Acknowledgement, Quality } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { TOPIC_ROOT } from "../feed/read-feed-topic.ts";
import { writeMoment } from "../filter/read-time.ts";
import { readStaPath } from "../read-url.ts";
import { entityFault } from "../sta-fault.ts";
import type { StaReads } from "../sta-needs.ts";
import { readObservationValues } from "./plan-entities.ts";
import { type Body, readBody, readLink, readObject } from "./read-body.ts";

/** An observation that was published: one for a batch, or what is to be done for one that has more to it. */
export type Publication =
  | {
      readonly item: {
        readonly datastream: string;
        readonly time: number;
        readonly result: unknown;
        readonly quality?: Quality;
      };
    }
  | { readonly work: () => Promise<Acknowledgement> };

/** Observations by publishing them: OGC 18-088, 14.1. */
export interface StaPublications {
  /** Whether a topic takes observations. */
  takes(topic: string): boolean;
  /**
   * Reads an observation, described as for POST.
   *
   * @throws {Fault} `sta/invalid-entity`
   */
  read(topic: string, body: unknown, tokenId: number): Publication;
}

/** The two topics that most publish to: all observations, and those of one datastream. */
const USUAL_TOPIC = /^v1\.1\/(?:Datastreams\('([\w.~-]+)'\)\/)?Observations$/;

/** Creates them. @param create Makes an observation with all that is described within it; see `StaChanges.publish`. */
export function createStaPublications(
  reads: StaReads,
  create: (change: { path: string; body: unknown; tokenId: number }) => Promise<Acknowledgement>,
  timeOf: (datastream: string) => number,
): StaPublications {
  function readItem(topic: string, body: Body): Publication | undefined {
    const found = USUAL_TOPIC.exec(topic);
    const { FeatureOfInterest, Datastream, ...own } = body;
    if (!found || FeatureOfInterest !== undefined) return undefined;
    // What the path says counts, whatever the body says.
    const datastream = found[1] ?? linkIn(Datastream);
    if (datastream === undefined) return undefined;
    const { values } = readBody("Observations", own, "", true);
    const { timeMs, result, quality, extra } = readObservationValues(values, () => timeOf(datastream));
    const handle = reads.findDatastream(datastream)?.handle;
    const isKept = handle !== undefined && reads.shelf.observations(handle, timeMs, timeMs).size > 0;
    if (extra || isKept) return undefined;
    return { item: { datastream, time: timeMs, result, ...(quality === undefined ? {} : { quality }) } };
  }

  return {
    takes(topic) {
      if (USUAL_TOPIC.test(topic)) return true;
      if (!topic.startsWith(TOPIC_ROOT) || !topic.endsWith("/Observations")) return false;
      try {
        const steps = readStaPath(topic.slice(TOPIC_ROOT.length));
        return steps.at(-1)?.name === "Observations" && steps.at(-1)?.key === undefined;
      } catch (error) {
        if (error instanceof Fault) return false;
        throw error;
      }
    },
    read(topic, said, tokenId) {
      const body = readObject(said, "");
      const item = readItem(topic, body);
      if (item) return item;
      if (body.result === undefined) throw entityFault("/result", "an Observation needs it");
      // Its time is that of its arrival, also where it is tried again.
      const timed = { phenomenonTime: writeMoment(reads.now()), ...body };
      return { work: () => create({ path: topic.slice(TOPIC_ROOT.length), body: timed, tokenId }) };
    },
  };
}

function linkIn(relation: unknown): string | undefined {
  const isObject = typeof relation === "object" && relation !== null && !Array.isArray(relation);
  return isObject ? readLink(relation as Body, "/Datastream") : undefined;
}
