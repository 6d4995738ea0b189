import { type RefObject, useCallback, useLayoutEffect, useState } from "react";

/** Lines kept beyond what is seen, so that a quick wheel shows no gap. */
const SPARE_LINES = 12;

/** Which lines of a long list are to be on the page. */
interface VirtualLines {
  readonly first: number;
  /** One past the last. */
  readonly last: number;
  /** Scrolls as little as brings a line into sight. */
  readonly scrollTo: (line: number) => void;
}

/** Follows the scrolling of an element whose lines are all of one height. */
export function useVirtualLines(
  element: RefObject<HTMLElement | null>,
  count: number,
  lineHeightPx: number,
): VirtualLines {
  const [window_, setWindow] = useState({ top: 0, height: 800 });
  const read = useCallback((): void => {
    const list = element.current;
    if (!list) return;
    // Steps of some lines: not each pixel is worth a rendering.
    const top = Math.floor(list.scrollTop / (4 * lineHeightPx)) * 4 * lineHeightPx;
    const height = list.clientHeight;
    setWindow((before) => (before.top === top && before.height === height ? before : { top, height }));
  }, [element, lineHeightPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the element comes and goes with the lines
  useLayoutEffect(() => {
    const list = element.current;
    if (!list) return;
    read();
    list.addEventListener("scroll", read, { passive: true });
    const watch = new ResizeObserver(read);
    watch.observe(list);
    return () => {
      list.removeEventListener("scroll", read);
      watch.disconnect();
    };
  }, [element, read, count === 0]);
  const scrollTo = useCallback(
    (line: number): void => {
      const list = element.current;
      if (!list) return;
      const top = line * lineHeightPx;
      if (top < list.scrollTop) list.scrollTop = top - lineHeightPx;
      else if (top + lineHeightPx > list.scrollTop + list.clientHeight)
        list.scrollTop = top + 2 * lineHeightPx - list.clientHeight;
      // Not with the scrolling's own event, which comes with the next frame: until then there would be a gap.
      read();
    },
    [element, lineHeightPx, read],
  );
  const first = Math.max(0, Math.floor(window_.top / lineHeightPx) - SPARE_LINES);
  const last = Math.min(count, Math.ceil((window_.top + window_.height) / lineHeightPx) + SPARE_LINES + 4);
  return { first: Math.min(first, count), last, scrollTo };
}
