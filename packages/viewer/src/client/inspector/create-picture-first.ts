import { type StateCreator, type StoreApi, type UseBoundStore, useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** A page that nobody sees has no frames: panels follow after this all the same, milliseconds. */
const AT_MOST_MS = 100;

/**
 * A store whose listeners, the picture among them, are told at once, and whose components follow in a task of their own after
 * the next frame: what was clicked lights up before trees and panels are rendered anew. Several changes before that frame
 * are one to them.
 */
export function createPictureFirst<T>(initializer: StateCreator<T, [], []>): UseBoundStore<StoreApi<T>> {
  const store = createStore(initializer);
  const followers = new Set<(now: T, before: T) => void>();
  let seen = store.getState();
  let isDue = false;
  const follow = (): void => {
    if (!isDue) return;
    isDue = false;
    const before = seen;
    seen = store.getState();
    for (const follower of [...followers]) follower(seen, before);
  };
  store.subscribe((now) => {
    if (followers.size === 0) seen = now;
    else if (!isDue) {
      isDue = true;
      afterNextFrame(follow);
    }
  });
  const delayed: StoreApi<T> = {
    ...store,
    getState: () => seen,
    subscribe(follower) {
      followers.add(follower);
      return () => {
        followers.delete(follower);
        // Nobody is left to be told: whoever comes next begins with what is.
        if (followers.size === 0) seen = store.getState();
      };
    },
  };
  const hook = <U>(selector?: (state: T) => U) => useStore(delayed, selector ?? (itself as (state: T) => U));
  return Object.assign(hook, store) as UseBoundStore<StoreApi<T>>;
}

const itself = <T>(state: T): T => state;

/** Runs after the next frame has been handed to the screen, not within it. */
function afterNextFrame(run: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const once = (): void => {
    clearTimeout(timer);
    run();
  };
  timer = setTimeout(once, AT_MOST_MS);
  requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(run, 0);
  });
}
