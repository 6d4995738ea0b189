import type { DatabaseSync } from "node:sqlite";

/** Free pages that are kept: what is written next takes them. 16 MB. */
const KEPT_PAGES = 4_096;
/** Pages given back at once: a millisecond or two. */
const PAGES_AT_ONCE = 512;
const PAUSE_MS = 20;

/**
 * Gives pages of the file that nothing stands on back to the file system, a few at a time, where most of the file is such: after
 * a burst, not while one goes on.
 *
 * @returns Looks whether there are any; to be called after something was deleted.
 */
export function createGivingBack(database: DatabaseSync): () => void {
  const counts = {
    all: database.prepare("PRAGMA page_count"),
    free: database.prepare("PRAGMA freelist_count"),
  };
  let isUnderWay = false;
  const step = (): void => {
    isUnderWay = false;
    if (!database.isOpen) return;
    const { page_count: all } = counts.all.get() as { page_count: number };
    const { freelist_count: free } = counts.free.get() as { freelist_count: number };
    if (free <= KEPT_PAGES || free < all / 2) return;
    database.exec(`PRAGMA incremental_vacuum(${Math.min(PAGES_AT_ONCE, free - KEPT_PAGES)})`);
    isUnderWay = true;
    setTimeout(step, PAUSE_MS);
  };
  return () => {
    if (isUnderWay) return;
    isUnderWay = true;
    setTimeout(step, PAUSE_MS);
  };
}
