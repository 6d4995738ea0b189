/** Most series in one chart: more lines cannot be told apart. */
export const MAX_SERIES = 8;

/** Which time a chart shows: the last so long, sliding on with the clock, or a fixed stretch. Epoch ms. */
export type ChartRange =
  | { readonly kind: "last"; readonly spanMs: number }
  | { readonly kind: "fixed"; readonly fromMs: number; readonly toMs: number };

/** A stretch of time, epoch ms. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a chart is compared with: itself one day or one week before. */
export const COMPARISONS = ["day", "week"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** All that a link to a chart restores. */
export interface ChartView {
  /** Ids of datastreams, in their order. */
  readonly series: readonly string[];
  /** Those of them that are not drawn. */
  readonly hidden: readonly string[];
  readonly range: ChartRange;
  readonly comparison: Comparison | null;
  readonly areLimitsShown: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Spans that are one press away, shortest first. */
export const PRESET_SPANS_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS] as const;

/** How far back the comparison lies, ms. */
export const COMPARISON_SHIFT_MS: Readonly<Record<Comparison, number>> = { day: DAY_MS, week: 7 * DAY_MS };

/** A chart of the last 24 hours without a series. */
export const EMPTY_VIEW: ChartView = {
  series: [],
  hidden: [],
  range: { kind: "last", spanMs: DAY_MS },
  comparison: null,
  areLimitsShown: true,
};

/** Shorter than this nothing can be told: two readings of a fast sensor. */
const MIN_SPAN_MS = 1_000;
/** Ten years: as far as any archive is looked at in one picture. */
const MAX_SPAN_MS = 3_653 * DAY_MS;

/** The stretch that a range covers now. */
export function windowOf(range: ChartRange, nowMs: number): TimeWindow {
  return range.kind === "fixed" ? range : { fromMs: nowMs - range.spanMs, toMs: nowMs };
}

/**
 * Makes a stretch `factor` times as long about a moment that stays where it is; below 1 is nearer.
 *
 * @param nowMs Nothing lies after it: a stretch that would reach beyond ends there.
 */
export function zoomWindow(
  { fromMs, toMs }: TimeWindow,
  zoom: { readonly factor: number; readonly aboutMs: number },
  nowMs: number,
): ChartRange {
  const spanMs = toMs - fromMs;
  const nextMs = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, spanMs * zoom.factor));
  const share = spanMs > 0 ? (zoom.aboutMs - fromMs) / spanMs : 0.5;
  return fitWindow(zoom.aboutMs - share * nextMs, nextMs, nowMs);
}

/** Moves a stretch by a share of its length, negative to earlier. */
export function panWindow({ fromMs, toMs }: TimeWindow, share: number, nowMs: number): ChartRange {
  const spanMs = toMs - fromMs;
  return fitWindow(fromMs + share * spanMs, spanMs, nowMs);
}

/** A stretch chosen by hand, its ends in either order. */
export function chooseWindow(aMs: number, bMs: number): ChartRange {
  const [fromMs, toMs] = [Math.min(aMs, bMs), Math.max(aMs, bMs)];
  return {
    kind: "fixed",
    fromMs: Math.round(fromMs),
    toMs: Math.round(Math.max(toMs, fromMs + MIN_SPAN_MS)),
  };
}

/** A stretch that ends now follows the clock. */
function fitWindow(fromMs: number, spanMs: number, nowMs: number): ChartRange {
  if (fromMs + spanMs >= nowMs) return { kind: "last", spanMs: Math.round(spanMs) };
  return chooseWindow(fromMs, fromMs + spanMs);
}

/** Adds series that are not there yet, as many as there is room for. */
export function addSeries(view: ChartView, ids: readonly string[]): ChartView {
  return { ...view, series: [...new Set([...view.series, ...ids])].slice(0, MAX_SERIES) };
}

/** Takes a series out. */
export function removeSeries(view: ChartView, id: string): ChartView {
  const without = (ids: readonly string[]) => ids.filter((each) => each !== id);
  return { ...view, series: without(view.series), hidden: without(view.hidden) };
}

/** Draws a series that is not drawn, and the other way round. */
export function toggleSeries(view: ChartView, id: string): ChartView {
  const isHidden = view.hidden.includes(id);
  return { ...view, hidden: isHidden ? view.hidden.filter((each) => each !== id) : [...view.hidden, id] };
}

/**
 * Writes a view as the query of an address, with `?`; empty for the empty view. Keys: `d` datastreams, `x` those not drawn, `last`
 * (ms) or `from` and `to` (epoch ms), `vs` the comparison, `limits=0`.
 */
export function encodeChartView(view: ChartView): string {
  const parts: string[] = [];
  const ids = (list: readonly string[]) => list.map(encodeURIComponent).join();
  if (view.series.length > 0) parts.push(`d=${ids(view.series)}`);
  if (view.hidden.length > 0) parts.push(`x=${ids(view.hidden)}`);
  if (view.range.kind === "fixed") parts.push(`from=${view.range.fromMs}`, `to=${view.range.toMs}`);
  else if (view.range.spanMs !== DAY_MS) parts.push(`last=${view.range.spanMs}`);
  if (view.comparison !== null) parts.push(`vs=${view.comparison}`);
  if (!view.areLimitsShown) parts.push("limits=0");
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** Reads the query of an address. Never throws: what is not understood is as in the empty view. */
export function decodeChartView(query: string): ChartView {
  const values = new URLSearchParams(query);
  const ids = (key: string) => [...new Set((values.get(key) ?? "").split(",").filter((id) => id !== ""))];
  const series = ids("d").slice(0, MAX_SERIES);
  const comparison = COMPARISONS.find((each) => each === values.get("vs")) ?? null;
  return {
    series,
    hidden: ids("x").filter((id) => series.includes(id)),
    range: readRange(values),
    comparison,
    areLimitsShown: values.get("limits") !== "0",
  };
}

function readRange(values: URLSearchParams): ChartRange {
  const [fromMs, toMs, spanMs] = ["from", "to", "last"].map((key) => readMs(values.get(key)));
  if (fromMs !== undefined && toMs !== undefined && toMs - fromMs >= MIN_SPAN_MS) {
    return { kind: "fixed", fromMs, toMs };
  }
  const isKnown = spanMs !== undefined && spanMs >= MIN_SPAN_MS && spanMs <= MAX_SPAN_MS;
  return isKnown ? { kind: "last", spanMs } : EMPTY_VIEW.range;
}

/** A whole number of ms within what a date can be. */
function readMs(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
