import { MAX_BATCH_ITEMS } from "@shuicheng/shared/contracts";
import type { SourceItem } from "../sources/source.ts";

/** What a queue needs. */
export interface ValueQueueNeeds {
  /** Takes 1 to 5,000 items; resolves when they are settled. */
  admit(items: readonly SourceItem[]): Promise<unknown>;
  /** Stops what comes in, or lets it come again. */
  setFlow(isOpen: boolean): void;
  /** These could not be taken, for a failure of ours. */
  onLost(items: readonly SourceItem[], error: unknown): void;
}

/** Values on their way from a subscription to the disk, in order. */
export interface ValueQueue {
  push(item: SourceItem): void;
  readonly length: number;
  readonly isOpen: boolean;
  /** Resolves when all that has come is settled. */
  whenEmpty(): Promise<void>;
}

/** From here on the other server is asked to hold its values back; it sends again when half of this has gone. */
const FULL = 20_000;

/**
 * Creates a queue. It grows beyond its limit only by what is on its way when the flow is stopped; what waits longer
 * waits in the other server, in the queues of its monitored items.
 */
export function createValueQueue(needs: ValueQueueNeeds): ValueQueue {
  const waiting: SourceItem[] = [];
  let isOpen = true;
  let pumping: Promise<void> | undefined;

  function setFlow(next: boolean): void {
    if (next === isOpen) return;
    isOpen = next;
    needs.setFlow(next);
  }

  async function pump(): Promise<void> {
    // What one notification brings is one batch.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_BATCH_ITEMS);
      await needs.admit(batch).catch((error: unknown) => needs.onLost(batch, error));
      if (waiting.length <= FULL / 2) setFlow(true);
    }
    pumping = undefined;
  }

  return {
    push(item) {
      waiting.push(item);
      if (waiting.length >= FULL) setFlow(false);
      pumping ??= pump();
    },
    get length() {
      return waiting.length;
    },
    get isOpen() {
      return isOpen;
    },
    whenEmpty: async () => pumping,
  };
}
