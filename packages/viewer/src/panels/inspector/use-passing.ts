import { useEffect } from "react";

/** What asks nothing of anybody leaves after this. */
const PASSING_MS = 6_000;

/** Has something end by itself, counted anew where it is another one. @param what Null or false while there is nothing. */
export function usePassing(what: unknown, end: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what ends it is a function of its own at each rendering
  useEffect(() => {
    if (!what) return;
    const timer = setTimeout(end, PASSING_MS);
    return () => clearTimeout(timer);
  }, [what]);
}
