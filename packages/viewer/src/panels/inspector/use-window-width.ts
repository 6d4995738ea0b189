import { useSyncExternalStore } from "react";

/** From this width on, CSS pixels, the left panel stands beside the picture; below it is a rail of buttons. */
export const LEFT_DOCKED_FROM_PX = 1440;
/** From this width on, CSS pixels, the right panel stays while nothing is selected. */
export const RIGHT_KEPT_FROM_PX = 1280;

/** Whether the window is at least so wide, CSS pixels; follows its size. */
export function useIsWindowFrom(widthPx: number): boolean {
  const query = `(min-width: ${widthPx}px)`;
  return useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => window.matchMedia(query).matches,
  );
}
