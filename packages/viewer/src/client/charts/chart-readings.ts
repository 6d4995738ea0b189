import type { Datastream } from "@shuicheng/shared/contracts";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { serverNowMs } from "../server-clock.ts";
import { type RangeReading, type ReadingDepth, readRange } from "../trend.ts";
import { buildTrend, type Trend, type TrendPoint, trendOfObservations } from "../trend-series.ts";
import {
  type ChartRange,
  COMPARISON_SHIFT_MS,
  type Comparison,
  type TimeWindow,
  windowOf,
} from "./chart-view.ts";
import type { LiveValues } from "./live-values.ts";

/** One slice for each pixel column or two; up to 4,000 observations each is drawn. */
const DEPTH: ReadingDepth = { buckets: 1_000, maxRaw: 4_000 };
/** A chart that follows the clock is read anew this often; between, live values are appended. */
const REFRESH_MS = 300_000;
/** A reading is missing when a step is longer than one and a half of the interval that is expected. */
const MISSING_FACTOR = 1.5;

/** What a chart has of one datastream. */
export interface ChartReading {
  readonly trend: Trend | undefined;
  /** The same stretch one day or week before, moved onto this one. */
  readonly comparison: Trend | undefined;
  /** Since when observations are kept singly, epoch ms; null where the stretch has all of them. */
  readonly rawFromMs: number | null;
  readonly isPending: boolean;
  readonly error: unknown;
  retry(): void;
}

interface OwnedReading extends RangeReading {
  readonly datastream: string;
}

/** Reads the stretch that a chart shows, for each of its datastreams (undefined ones are waited for), live at its end. */
export function useChartReadings(
  datastreams: readonly (Datastream | undefined)[],
  shown: { readonly range: ChartRange; readonly window: TimeWindow; readonly comparison: Comparison | null },
  live: LiveValues,
): readonly ChartReading[] {
  const shiftMs = shown.comparison === null ? 0 : COMPARISON_SHIFT_MS[shown.comparison];
  const own = useQueries({ queries: datastreams.map((each, i) => questionOf(each ?? i, shown.range, 0)) });
  const before = useQueries({
    queries: datastreams.map((each, i) =>
      questionOf(shiftMs === 0 || !each ? i : each, shown.range, shiftMs),
    ),
  });
  return datastreams.map((datastream, i) => {
    const [reading, past] = [own[i], before[i]];
    const isOwn = reading?.data?.datastream === datastream?.id;
    return {
      trend: datastream && isOwn ? trendOf(datastream, reading?.data, shown, live) : undefined,
      comparison:
        datastream && shiftMs > 0 && past?.data?.datastream === datastream.id
          ? comparisonOf(datastream, past.data, shown.window)
          : undefined,
      rawFromMs: (isOwn && reading?.data?.keptFrom?.raw) || null,
      isPending: reading?.isPending ?? true,
      error: reading?.error ?? past?.error ?? null,
      retry: () => {
        void reading?.refetch();
        if (shiftMs > 0) void past?.refetch();
      },
    };
  });
}

/** @param of Its place in the list where there is nothing to be read yet: no two questions may be the same. */
function questionOf(of: Datastream | number, range: ChartRange, shiftMs: number) {
  return {
    queryKey: ["chart", typeof of === "number" ? of : of.id, range, shiftMs],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<OwnedReading> => {
      const own = of as Datastream;
      const { fromMs, toMs } = windowOf(range, serverNowMs());
      // What the past goes on with is there before the clock reaches it.
      const aheadMs = shiftMs > 0 && range.kind === "last" ? REFRESH_MS : 0;
      const asked = { fromMs: Math.floor(fromMs - shiftMs), toMs: Math.ceil(toMs - shiftMs + aheadMs) };
      const reading = await readRange(own, asked, DEPTH, signal);
      return { ...reading, points: moveBy(reading.points, shiftMs), datastream: own.id };
    },
    enabled: typeof of !== "number",
    placeholderData: keepPreviousData<OwnedReading>,
    staleTime: range.kind === "last" ? 0 : REFRESH_MS,
    ...(range.kind === "last" ? { refetchInterval: REFRESH_MS } : {}),
  };
}

function moveBy(points: readonly TrendPoint[], shiftMs: number): readonly TrendPoint[] {
  return shiftMs === 0 ? points : points.map((point) => ({ ...point, timeMs: point.timeMs + shiftMs }));
}

/** Silence longer than this is missing data. */
const ruleOf = ({ expectedIntervalMs }: Datastream) => ({
  gapMs: expectedIntervalMs * MISSING_FACTOR,
  stepFactor: MISSING_FACTOR,
});

function trendOf(
  datastream: Datastream,
  reading: RangeReading | undefined,
  { range, window }: { readonly range: ChartRange; readonly window: TimeWindow },
  { nowMs, values }: LiveValues,
): Trend | undefined {
  if (!reading) return undefined;
  const last = reading.points.at(-1);
  const endMs = last ? last.timeMs + last.halfSpanMs : 0;
  const since = (values.get(datastream.id) ?? []).filter(({ time }) => time > endMs);
  // A fixed stretch of the past is read once and for all.
  const isOpen = range.kind === "last" || window.toMs > nowMs;
  const added = isOpen ? trendOfObservations(since, datastream.categories) : [];
  const points = [...reading.points, ...added].filter(
    ({ timeMs, halfSpanMs }) => timeMs + halfSpanMs >= window.fromMs && timeMs - halfSpanMs <= window.toMs,
  );
  // What is yet to come is not missing.
  const toMs = Math.max(window.fromMs, Math.min(window.toMs, nowMs));
  return buildTrend(points, {
    fromMs: window.fromMs,
    toMs,
    ...ruleOf(datastream),
    isBanded: reading.isBanded,
    keptFromMs: reading.keptFrom?.rollups ?? window.fromMs,
  });
}

function comparisonOf(datastream: Datastream, reading: RangeReading, { fromMs, toMs }: TimeWindow): Trend {
  const points = reading.points.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
  return buildTrend(points, { fromMs, toMs, ...ruleOf(datastream), isBanded: reading.isBanded });
}
