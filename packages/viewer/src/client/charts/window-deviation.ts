import type { Datastream } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import { readSingly } from "../trend.ts";
import { summariseWindow } from "./chart-statistics.ts";
import type { TimeWindow } from "./chart-view.ts";

/** A deviation is reckoned from observations of at most so many: slices carry no squares. */
export const MOST_DEVIATED = 10_000;
/** A window that follows the clock is reckoned again when it has moved by a hundredth, and at most once a minute. */
const STEPS_A_WINDOW = 100;
const SHORTEST_STEP_MS = 60_000;

/**
 * Standard deviation of a window that is drawn in slices, from its observations themselves; null until they are read, and where
 * there are too many.
 *
 * @param wanted.isMoving The window follows the clock.
 */
export function useDeviation(
  datastream: Datastream,
  window: TimeWindow,
  wanted: { readonly isWanted: boolean; readonly isMoving: boolean },
): number | null {
  const stepMs = wanted.isMoving
    ? Math.max(SHORTEST_STEP_MS, (window.toMs - window.fromMs) / STEPS_A_WINDOW)
    : 1;
  const [fromMs, toMs] = [window.fromMs, window.toMs].map((ms) =>
    Math.ceil(Math.ceil(ms / stepMs) * stepMs),
  ) as [number, number];
  const deviation = useQuery<number | null>({
    queryKey: ["chart", "deviation", datastream.id, fromMs, toMs],
    queryFn: async ({ signal }) => {
      const points = await readSingly(datastream, { fromMs, toMs }, MOST_DEVIATED, signal);
      return points ? summariseWindow(points, { fromMs, toMs }).deviation : null;
    },
    enabled: wanted.isWanted,
    placeholderData: (before) => (wanted.isMoving ? before : undefined),
  });
  return wanted.isWanted ? (deviation.data ?? null) : null;
}
