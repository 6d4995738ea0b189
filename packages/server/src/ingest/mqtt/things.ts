import type { Acknowledgement } from "@shuicheng/shared/contracts";
import type { SentObservation } from "./read-message.ts";

/** SensorThings, as the broker needs it: OGC 18-088, 14. */
export interface Things {
  /** Whether observations are made by publishing to a topic. */
  takes(topic: string): boolean;
  /**
   * Reads such an observation: an item for the next batch, or what is to be done for one that has more to it.
   *
   * @throws {Fault} `sta/*`
   */
  read(
    topic: string,
    body: unknown,
    tokenId: number,
  ): { readonly item: SentObservation } | { readonly work: () => Promise<Acknowledgement> };
  /**
   * Follows a topic.
   *
   * @param address Of this server, as the follower reaches it: links name it.
   * @returns How to stop.
   * @throws {Fault} `sta/*` where the topic names nothing that can be followed.
   */
  follow(topic: string, address: string, follower: TopicFollower): Promise<() => void>;
}

/** Who is told of a topic. */
export interface TopicFollower {
  /** Whether a message could be handed on now. */
  hasRoom(): boolean;
  /** @param skipped Further messages that there was no room for. */
  deliver(messages: readonly string[], skipped: number): void;
}

/** Begins the topics of SensorThings. */
const THINGS_ROOT = "v1.1/";

/** Answers whether a topic is one of SensorThings. */
export const isThingsTopic = (topic: string): boolean => topic.startsWith(THINGS_ROOT);
