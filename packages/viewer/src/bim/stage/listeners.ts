/** Who is told of something. */
export interface Listeners<T> {
  /** Answers what takes the listener away again. */
  add(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

/** An empty list of listeners. */
export function createListeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell(value) {
      for (const listener of [...all]) listener(value);
    },
  };
}
