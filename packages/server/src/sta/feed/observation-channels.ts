import type { Channel } from "./channel.ts";

/** Who follows observations, by datastream: an observation that nobody follows costs one look into an array. */
export interface ObservationChannels {
  /** @param handles Datastreams whose observations it takes; undefined for all. */
  add(channel: Channel, handles: (() => Iterable<number>) | undefined): void;
  remove(channel: Channel): void;
  /** Datastreams came, or moved to another asset: channels are asked anew which are theirs. */
  refresh(): void;
  readonly isEmpty: boolean;
  isFollowed(handle: number): boolean;
  of(handle: number): Channel[];
}

/** Creates the list. */
export function createObservationChannels(): ObservationChannels {
  const all = new Set<Channel>();
  const known = new Map<Channel, { readonly read: () => Iterable<number>; handles: readonly number[] }>();
  const byHandle = new Map<number, Set<Channel>>();
  /** 1 where somebody follows the datastream of this handle. */
  let flags = new Uint8Array(0);

  function enter(channel: Channel, read: () => Iterable<number>): void {
    const handles = [...read()];
    known.set(channel, { read, handles });
    for (const handle of handles) {
      byHandle.set(handle, (byHandle.get(handle) ?? new Set()).add(channel));
      if (handle >= flags.length) {
        const larger = new Uint8Array(Math.max(1_024, handle * 2));
        larger.set(flags);
        flags = larger;
      }
      flags[handle] = 1;
    }
  }

  function leave(channel: Channel): void {
    for (const handle of known.get(channel)?.handles ?? []) {
      const channels = byHandle.get(handle);
      channels?.delete(channel);
      if (channels?.size !== 0) continue;
      byHandle.delete(handle);
      flags[handle] = 0;
    }
    known.delete(channel);
  }

  return {
    add(channel, handles) {
      if (handles) enter(channel, handles);
      else all.add(channel);
    },
    remove(channel) {
      all.delete(channel);
      leave(channel);
    },
    refresh() {
      for (const [channel, { read }] of [...known]) {
        leave(channel);
        enter(channel, read);
      }
    },
    get isEmpty() {
      return all.size + known.size === 0;
    },
    isFollowed: (handle) => all.size > 0 || flags[handle] === 1,
    of: (handle) => [...all, ...(byHandle.get(handle) ?? [])],
  };
}
