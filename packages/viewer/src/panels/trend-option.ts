import type { Datastream } from "@shuicheng/shared/contracts";
import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { THEMES, tokens } from "../app/tokens.ts";
import { summariseTrend, type Trend } from "../client/trend-series.ts";
import type { ThemeName } from "../client/view-store.ts";
import { listLimits } from "../format/limits.ts";
import { formatNumber, withUnit } from "../format/number.ts";
import { formatAxisTime, formatExactTime, type TimeStyle } from "../format/time.ts";
import { bandOf, escapeHtml, gapAreas, labelOf, limitLines, namedLimits, withBreaks } from "./trend-parts.ts";

/** The part of echarts' options that the trend uses. */
export type TrendOption = ComposeOption<
  LineSeriesOption | ScatterSeriesOption | GridComponentOption | TooltipComponentOption
>;

/** Words and manners of the person who looks. */
export interface TrendWords {
  readonly style: TimeStyle;
  readonly theme: ThemeName;
  readonly yes: string;
  readonly no: string;
  readonly noData: string;
  /** Right end of the time axis: "now", or "latest" for a trend of long ago. */
  readonly end: string;
}

/** Height of the chart's element; its margins take the grid's share of it. Pixels. */
const TREND_HEIGHT_PX = 208;
const GRID = { left: 44, right: 20, top: 16, bottom: 22 } as const;
const HOUR_MS = 3_600_000;
/** A label is centred on its tick: this near an end it would meet the end's own label. */
const LABEL_ROOM = 0.09;
/** Up to this many points each is also drawn as a dot, since a lone point is no line. */
const DOTTED_POINTS = 60;

/** The chart of a trend: line or band with mean, limits dashed and named, silence hatched, the last value marked. */
export function buildTrendOption(trend: Trend, datastream: Datastream, words: TrendWords): TrendOption {
  const format = (value: number) => formatTrendValue(value, datastream, words);
  const [minY, maxY] = rangeOf(trend, datastream);
  const { surface, text, form } = THEMES[words.theme];
  const label = labelOf(words.theme);
  return {
    animation: false,
    grid: GRID,
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: surface.raised,
      borderColor: form.border,
      textStyle: { color: text.primary, fontSize: 12, fontFamily: tokens.type.family },
      formatter: (hits) => describeHit(hits, trend, datastream, words),
    },
    xAxis: {
      type: "value",
      min: trend.fromMs,
      max: trend.toMs,
      axisLine: { lineStyle: { color: form.border } },
      axisTick: {
        show: true,
        lineStyle: { color: form.border },
        customValues: ticksOf(trend, words.style),
      },
      splitLine: { show: false },
      axisPointer: {
        snap: true,
        lineStyle: { color: text.quiet, type: "solid" },
        label: { show: false },
      },
      axisLabel: {
        ...label,
        customValues: [...ticksOf(trend, words.style), trend.toMs],
        formatter: (timeMs: number) =>
          timeMs >= trend.toMs ? words.end : formatAxisTime(timeMs, words.style),
      },
    },
    yAxis: {
      type: "value",
      min: minY,
      max: maxY,
      splitNumber: 3,
      ...(datastream.resultType === "boolean" ? { interval: 1 } : {}),
      splitLine: { lineStyle: { color: surface.line } },
      axisLabel: {
        ...label,
        formatter: (value: number) => format(value),
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    series: [
      ...bandOf(trend, { colour: THEMES[words.theme].text.secondary, opacity: 0.25 }),
      lineOf(trend, datastream, words, [minY, maxY]),
      lastOf(trend, format, words.theme),
    ],
  };
}

/** A value of the trend as text: a number, or the word of a boolean or category. */
export function formatTrendValue(
  value: number,
  datastream: Datastream,
  words: Pick<TrendWords, "yes" | "no">,
): string {
  if (datastream.resultType === "category") return datastream.categories[value] ?? "";
  if (datastream.resultType === "boolean") return value >= 0.5 ? words.yes : words.no;
  return formatNumber(value, datastream.decimals);
}

/** Full hours of the server's zone, six apart. */
function ticksOf({ fromMs, toMs }: Trend, style: TimeStyle): number[] {
  const spanMs = toMs - fromMs;
  const ticks: number[] = [];
  for (
    let timeMs = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
    timeMs < toMs - spanMs * LABEL_ROOM;
    timeMs += HOUR_MS
  ) {
    const hour = Number(formatExactTime(timeMs, style).slice(11, 13));
    if (hour % 6 === 0 && timeMs > fromMs + spanMs * (LABEL_ROOM / 3)) ticks.push(timeMs);
  }
  return ticks;
}

/** All values and all limits, with a little air; of a state both of its values. */
function rangeOf(trend: Trend, datastream: Datastream): [number, number] {
  if (datastream.resultType === "boolean") return [-0.12, 1.12];
  const { min, max } = summariseTrend(trend);
  const all = [
    ...listLimits(datastream.limits).map((limit) => limit.value),
    ...[min, max].filter((v) => v !== null),
  ];
  if (all.length === 0) return [0, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const air = high > low ? (high - low) * 0.12 : Math.max(1, Math.abs(high) * 0.1);
  return [low - air, high + air];
}

function lineOf(
  trend: Trend,
  datastream: Datastream,
  words: TrendWords,
  range: readonly [number, number],
): LineSeriesOption {
  const colour = THEMES[words.theme].text.primary;
  return {
    type: "line",
    data: withBreaks(trend, (point) => point.value),
    ...(datastream.resultType === "number" ? {} : { step: "end" as const }),
    symbol: "circle",
    symbolSize: 3,
    showSymbol: trend.points.length <= DOTTED_POINTS,
    showAllSymbol: true,
    lineStyle: { color: colour, width: 1.4 },
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      data: limitLines(namedLimits(datastream), words.theme, {
        range,
        plotPx: TREND_HEIGHT_PX - GRID.top - GRID.bottom,
      }),
    },
    markArea: gapAreas(trend, words),
  };
}

function lastOf(trend: Trend, format: (value: number) => string, theme: ThemeName): ScatterSeriesOption {
  const { selection, text, surface } = THEMES[theme];
  const { last } = summariseTrend(trend);
  const isFarRight = last !== null && last.timeMs > trend.fromMs + (trend.toMs - trend.fromMs) * 0.85;
  return {
    type: "scatter",
    silent: true,
    symbolSize: 7,
    itemStyle: { color: selection },
    label: {
      show: true,
      position: isFarRight ? "left" : "top",
      color: text.primary,
      fontSize: 12,
      fontWeight: 600,
      fontFamily: tokens.type.family,
      backgroundColor: surface.panel,
      padding: [1, 3],
      formatter: () => (last?.value == null ? "" : format(last.value)),
    },
    data: last === null ? [] : [[last.timeMs, last.value as number]],
    z: 5,
  };
}

function describeHit(hits: unknown, trend: Trend, datastream: Datastream, words: TrendWords): string {
  const first: unknown = Array.isArray(hits) ? hits[0] : hits;
  const timeMs = (first as { axisValue?: unknown } | undefined)?.axisValue;
  const point = trend.points.find((each) => each.timeMs === timeMs);
  if (!point || point.value === null) return "";
  const unit = datastream.unit?.symbol ?? null;
  const value = withUnit(formatTrendValue(point.value, datastream, words), unit);
  const lines = [formatExactTime(point.timeMs, words.style), value];
  if (point.halfSpanMs > 0 && point.min !== null && point.max !== null) {
    lines.push(
      `${formatTrendValue(point.min, datastream, words)}–${withUnit(formatTrendValue(point.max, datastream, words), unit)}`,
    );
  }
  return lines.map(escapeHtml).join("<br>");
}
