import type { FeedTopic } from "./read-feed-topic.ts";

/** Somebody who is told. */
export interface Follower {
  /** Whether what is delivered now can still be taken: what has no room is not even written. */
  hasRoom(): boolean;
  /**
   * Hands messages over, in order.
   *
   * @param skipped Further ones that there was no room for.
   */
  deliver(messages: readonly string[], skipped: number): void;
}

/** A topic that is followed. */
export interface Channel extends FeedTopic {
  /** Service root for links. */
  readonly root: string;
  readonly follower: Follower;
  /** Of an entity or a property: what was last told, or stood there when it began to be followed. */
  last: string | undefined;
}
