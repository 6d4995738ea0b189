import { type FocusEvent, useState } from "react";

/** A list whose order stands still while somebody works in it. */
export interface HeldList<T> {
  readonly list: readonly T[];
  /** Entries that came or went since the list was held. */
  readonly changes: number;
  /** Takes over the current list now. */
  readonly release: () => void;
  /** To be spread on the element that holds the list. */
  readonly handlers: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
}

/**
 * Holds `current` still while the pointer or the focus is inside.
 *
 * @param keyOf Names an entry, so that coming and going can be told from reordering.
 * @param subject What the list is of: another subject is another list, and nothing of the old one is held.
 */
export function useHeldList<T>(
  current: readonly T[],
  keyOf: (entry: T) => string,
  subject: string,
): HeldList<T> {
  const [kept, setKept] = useState<{ subject: string; list: readonly T[] } | null>(null);
  const held = kept?.subject === subject ? kept.list : null;
  const setHeld = (next: (list: readonly T[] | null) => readonly T[] | null): void =>
    setKept((before) => {
      const list = next(before?.subject === subject ? before.list : null);
      return list && { subject, list };
    });
  const [hasPointer, setPointer] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const hold = (): void => setHeld((list) => list ?? current);
  return {
    list: held ?? current,
    changes: held === null ? 0 : countChanges(held, current, keyOf),
    release: () => setHeld(() => (hasPointer || hasFocus ? current : null)),
    handlers: {
      onPointerEnter: () => {
        setPointer(true);
        hold();
      },
      onPointerLeave: () => {
        setPointer(false);
        if (!hasFocus) setHeld(() => null);
      },
      onFocus: () => {
        setFocus(true);
        hold();
      },
      onBlur: (event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setFocus(false);
        if (!hasPointer) setHeld(() => null);
      },
    },
  };
}

/** How many entries are in one list and not in the other. */
export function countChanges<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (entry: T) => string,
): number {
  if (before === after) return 0;
  const [old, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  const gone = [...old].filter((key) => !now.has(key)).length;
  const come = [...now].filter((key) => !old.has(key)).length;
  return gone + come;
}
