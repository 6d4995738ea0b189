/** What is found by id. */
interface Numbered {
  readonly id: string;
  readonly handle: number;
}

/**
 * A look-up by id for senders that go through their datastreams in the same order again and again: the one that followed last
 * time is tried first. To compare two strings costs a fraction of hashing one that was just read.
 *
 * @param find The look-up itself. @param findByHandle What stands under a handle now.
 */
export function createFinderInOrder<T extends Numbered>(
  find: (id: string) => T | undefined,
  findByHandle: (handle: number) => T | undefined,
): (id: string) => T | undefined {
  /** By handle: that of the datastream that came after it; −1 where none did. */
  let followers = new Int32Array(1_024).fill(-1);
  let last = -1;
  return (id) => {
    const guess = last < 0 ? undefined : findByHandle(followers[last] as number);
    const found = guess?.id === id ? guess : find(id);
    if (!found) return undefined;
    const { handle } = found;
    if (found !== guess && last >= 0) followers[last] = handle;
    if (handle >= followers.length) {
      const larger = new Int32Array(Math.max(followers.length * 2, handle + 1)).fill(-1);
      larger.set(followers);
      followers = larger;
    }
    last = handle;
    return found;
  };
}
