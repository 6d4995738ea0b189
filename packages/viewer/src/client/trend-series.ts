import type { Bucket, Observation, Quality } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";

/** One point of a trend. `value` is a number, 0/1 for a boolean, the index of a category; null for a bad value. */
export interface TrendPoint {
  /** Epoch ms; the middle of a slice. */
  readonly timeMs: number;
  readonly value: number | null;
  /** Last of a slice, whose `value` is the mean; absent for a single observation. */
  readonly last?: number | null;
  /** Lowest and highest of a slice; both equal to `value` for a single observation. */
  readonly min: number | null;
  readonly max: number | null;
  /** Time of the slice covered before and after `timeMs`: no gap within. */
  readonly halfSpanMs: number;
  /** Observations of a slice; absent for a single one. */
  readonly count?: number;
  /** Of a single observation that is not good. */
  readonly quality?: Exclude<Quality, "good">;
}

/** A stretch in which nothing was seen. */
interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Observations of one datastream over a range, ready to draw. */
export interface Trend {
  readonly fromMs: number;
  readonly toMs: number;
  /** Ascending in time. */
  readonly points: readonly TrendPoint[];
  readonly gaps: readonly Gap[];
  /** Points are slices with a lowest and a highest value. */
  readonly isBanded: boolean;
  /** The range ends at the latest value, long ago, not now. */
  readonly isPast: boolean;
}

/** When a silence is a gap. */
export interface GapRule {
  /** Silence longer than this is a gap: the age at which the datastream counts as stale, unless a chart is stricter. */
  readonly gapMs: number;
  /** A step from point to point longer than this many steps of the rhythm around it is a gap; else the silence itself is measured. */
  readonly stepFactor?: number;
}

interface TrendFrame extends GapRule {
  readonly fromMs: number;
  readonly toMs: number;
  readonly isBanded: boolean;
  /** Nothing older is kept: that there is nothing then is no gap. */
  readonly keptFromMs?: number;
}

/** Puts points into a range and finds where nothing was seen, the ends of the range included. */
export function buildTrend(points: readonly TrendPoint[], frame: TrendFrame): Trend {
  const { fromMs, toMs, isBanded } = frame;
  return {
    fromMs,
    toMs,
    points,
    gaps: findGaps(points, {
      ...frame,
      fromMs: Math.max(fromMs, Math.min(frame.keptFromMs ?? fromMs, toMs)),
    }),
    isBanded,
    isPast: false,
  };
}

/** Points of single observations, ascending in time; a bad value breaks the line. */
export function trendOfObservations(
  observations: readonly Observation[],
  categories: readonly string[] = [],
): TrendPoint[] {
  return observations
    .map(({ time, result, quality }) =>
      pointAt(time, quality === "bad" ? null : numberOf(result, categories), quality),
    )
    .sort((a, b) => a.timeMs - b.timeMs);
}

/** Points of slices; empty ones are left out. */
export function trendOfBuckets(buckets: readonly Bucket[]): TrendPoint[] {
  return buckets
    .filter((bucket) => bucket.n > 0)
    .map(({ start, end, n, min, max, mean, last }) => ({
      timeMs: (start + end) / 2,
      value: mean,
      last,
      min,
      max,
      halfSpanMs: (end - start) / 2,
      count: n,
    }));
}

/**
 * The trend with a live value at its end. The range slides on with the clock and drops what falls out of it; a trend
 * of long ago ends at its latest value instead (a replay moves it on), until a value of today arrives.
 * A value no newer than the last point changes nothing but the range.
 */
export function appendLive(
  trend: Trend,
  value: LatestValue | undefined,
  options: GapRule & { readonly nowMs: number; readonly categories: readonly string[] },
): Trend {
  const spanMs = trend.toMs - trend.fromMs;
  const last = trend.points.at(-1);
  const isNews = value !== undefined && value.time > (last ? last.timeMs + last.halfSpanMs : 0);
  const isPast = trend.isPast && !(isNews && value.time > options.nowMs - spanMs);
  if (isPast && !isNews) return trend;
  const toMs = isPast && isNews ? value.time + 1 : Math.max(options.nowMs, isNews ? value.time : 0);
  const fromMs = toMs - spanMs;
  const added = isNews
    ? [
        pointAt(
          value.time,
          value.quality === "bad" ? null : numberOf(value.result, options.categories),
          value.quality,
        ),
      ]
    : [];
  const points = [...trend.points, ...added].filter((point) => point.timeMs >= fromMs);
  const { gapMs, stepFactor } = options;
  const rule = stepFactor === undefined ? { gapMs } : { gapMs, stepFactor };
  const frame = { fromMs, toMs, ...rule, isBanded: trend.isBanded };
  return { ...buildTrend(points, frame), isPast };
}

/** Lowest, highest and last value of a trend; null where it has no good one. */
export interface TrendSummary {
  readonly min: number | null;
  readonly max: number | null;
  readonly last: TrendPoint | null;
}

/** Sums a trend up for a reader who cannot see the line. */
export function summariseTrend(trend: Trend): TrendSummary {
  let [min, max]: [number | null, number | null] = [null, null];
  for (const point of trend.points) {
    if (point.min !== null && (min === null || point.min < min)) min = point.min;
    if (point.max !== null && (max === null || point.max > max)) max = point.max;
  }
  const newest = trend.points.findLast((point) => point.value !== null);
  return { min, max, last: newest ? { ...newest, value: newest.last ?? newest.value } : null };
}

function pointAt(timeMs: number, value: number | null, quality: Quality): TrendPoint {
  const point = { timeMs, value, min: value, max: value, halfSpanMs: 0 };
  return quality === "good" ? point : { ...point, quality };
}

function numberOf(result: number | boolean | string, categories: readonly string[]): number | null {
  if (typeof result === "number") return result;
  if (typeof result === "boolean") return result ? 1 : 0;
  const index = categories.indexOf(result);
  return index < 0 ? null : index;
}

/** A rhythm is the median of this many steps. */
const RHYTHM_STEPS = 3;
/** Fewer steps than this are no rhythm. */
const LEAST_STEPS = 2;
/** A silence is a gap when it is longer than this many steps of the rhythm around it. */
const RHYTHM_FACTOR = 2;

/**
 * Stretches in which nothing was seen for longer than the datastream allows *and* than its own rhythm just before or
 * after: an archive that kept every quarter of an hour of a minute's sensor is a line, one silent hour in it is not.
 */
function findGaps(points: readonly TrendPoint[], { fromMs, toMs, gapMs, stepFactor }: TrendFrame): Gap[] {
  const gaps: Gap[] = [];
  let seenUntilMs = fromMs;
  const look = (untilMs: number, at: number): void => {
    const silenceMs = untilMs - seenUntilMs;
    const coveredMs = (points[at - 1]?.halfSpanMs ?? 0) + (points[at]?.halfSpanMs ?? 0);
    const stepMs = stepFactor === undefined ? silenceMs : silenceMs + coveredMs;
    if (stepMs > gapMs && stepMs > (stepFactor ?? RHYTHM_FACTOR) * rhythmMs(points, at))
      gaps.push({ fromMs: seenUntilMs, toMs: untilMs });
  };
  points.forEach(({ timeMs, halfSpanMs }, at) => {
    look(timeMs - halfSpanMs, at);
    seenUntilMs = timeMs + halfSpanMs;
  });
  look(toMs, points.length);
  return gaps;
}

/** The slower of the rhythms just before and just after the silence that ends at point `at`; 0 where there is none. */
function rhythmMs(points: readonly TrendPoint[], at: number): number {
  return Math.max(
    medianStepMs(points.slice(Math.max(0, at - 1 - RHYTHM_STEPS), at)),
    medianStepMs(points.slice(at, at + 1 + RHYTHM_STEPS)),
  );
}

function medianStepMs(points: readonly TrendPoint[]): number {
  if (points.length <= LEAST_STEPS) return 0;
  const steps = points.slice(1).map((point, i) => point.timeMs - (points[i] as TrendPoint).timeMs);
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] as number;
}
