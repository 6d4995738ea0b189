import { type Datastream, severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { SEVERITY_COLOURS, tokens } from "../app/tokens.ts";
import { summariseTrend, type Trend, type TrendPoint } from "../client/trend-series.ts";
import { listLimits } from "../format/limits.ts";
import { formatNumber, withUnit } from "../format/number.ts";
import { formatAxisTime, formatExactTime, type TimeStyle } from "../format/time.ts";

/** The part of echarts' options that the trend uses. */
export type TrendOption = ComposeOption<
  LineSeriesOption | ScatterSeriesOption | GridComponentOption | TooltipComponentOption
>;

/** Words and manners of the person who looks. */
export interface TrendWords {
  readonly style: TimeStyle;
  readonly noData: string;
  /** Right end of the time axis: "now", or "latest" for a trend of long ago. */
  readonly end: string;
}

const HOUR_MS = 3_600_000;
/** A label is centred on its tick: this near an end it would meet the end's own label. */
const LABEL_ROOM = 0.09;
/** A gap narrower than this share of the chart has no room for its words. */
const GAP_LABEL_SHARE = 0.07;
/** Up to this many points each is also drawn as a dot, since a lone point is no line. */
const DOTTED_POINTS = 60;

/** The chart of a trend: line or band with mean, limits dashed and named, silence hatched, the last value marked. */
export function buildTrendOption(trend: Trend, datastream: Datastream, words: TrendWords): TrendOption {
  const format = (value: number) => formatTrendValue(value, datastream);
  const [minY, maxY] = rangeOf(trend, datastream);
  return {
    animation: false,
    grid: { left: 44, right: 20, top: 16, bottom: 22 },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: tokens.surface.raised,
      borderColor: tokens.form.border,
      textStyle: { color: tokens.text.primary, fontSize: 12, fontFamily: tokens.type.family },
      formatter: (hits) => describeHit(hits, trend, datastream, words.style),
    },
    xAxis: {
      type: "value",
      min: trend.fromMs,
      max: trend.toMs,
      axisLine: { lineStyle: { color: tokens.form.border } },
      axisTick: {
        show: true,
        lineStyle: { color: tokens.form.border },
        customValues: ticksOf(trend, words.style),
      },
      splitLine: { show: false },
      axisPointer: {
        snap: true,
        lineStyle: { color: tokens.text.quiet, type: "solid" },
        label: { show: false },
      },
      axisLabel: {
        ...LABEL,
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
      splitLine: { lineStyle: { color: tokens.surface.line } },
      axisLabel: {
        ...LABEL,
        formatter: (value: number) => format(value),
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    series: [...bandOf(trend), lineOf(trend, datastream, words), lastOf(trend, format)],
  };
}

/** A value of the trend as text: a number, or the word of a boolean or category. */
export function formatTrendValue(value: number, datastream: Datastream): string {
  if (datastream.resultType === "category") return datastream.categories[value] ?? "";
  return formatNumber(value, datastream.resultType === "boolean" ? 0 : datastream.decimals);
}

const LABEL = { color: tokens.text.secondary, fontSize: 12, fontFamily: tokens.type.family } as const;

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

/** All values and all limits, with a little air. */
function rangeOf(trend: Trend, datastream: Datastream): [number, number] {
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

/** Points with a break wherever nothing was seen, so that no line is drawn over silence. */
function withBreaks(trend: Trend, read: (point: TrendPoint) => number | null): [number, number | null][] {
  const breaks = trend.gaps.map((gap): [number, null] => [(gap.fromMs + gap.toMs) / 2, null]);
  const points = trend.points.map((point): [number, number | null] => [point.timeMs, read(point)]);
  return [...points, ...breaks].sort((a, b) => a[0] - b[0]);
}

function bandOf(trend: Trend): LineSeriesOption[] {
  if (!trend.isBanded) return [];
  const line = {
    type: "line",
    stack: "band",
    stackStrategy: "all",
    symbol: "none",
    silent: true,
    lineStyle: { width: 0 },
  } as const;
  const spread = ({ min, max }: TrendPoint) => (min === null || max === null ? null : max - min);
  return [
    { ...line, data: withBreaks(trend, (point) => point.min) },
    { ...line, data: withBreaks(trend, spread), areaStyle: { color: tokens.text.secondary, opacity: 0.25 } },
  ];
}

function lineOf(trend: Trend, datastream: Datastream, words: TrendWords): LineSeriesOption {
  const spanMs = trend.toMs - trend.fromMs;
  return {
    type: "line",
    data: withBreaks(trend, (point) => point.value),
    ...(datastream.resultType === "number" ? {} : { step: "end" as const }),
    symbol: "circle",
    symbolSize: 3,
    showSymbol: trend.points.length <= DOTTED_POINTS,
    showAllSymbol: true,
    lineStyle: { color: tokens.text.primary, width: 1.4 },
    itemStyle: { color: tokens.text.primary },
    emphasis: { disabled: true },
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      data: listLimits(datastream.limits).map(({ side, value }) => {
        const colour = SEVERITY_COLOURS[severityOf(severityCodeOfSide(side))];
        return {
          yAxis: value,
          lineStyle: { color: colour, type: "dashed" as const, width: 1 },
          label: {
            ...LABEL,
            color: colour,
            position: "insideStartTop" as const,
            // Beside its neighbour's label, not on it: L and LL are often close.
            padding: side === "HH" || side === "LL" ? [0, 0, 0, 72] : 0,
            formatter: `${side} ${formatNumber(value, datastream.decimals)}`,
          },
        };
      }),
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: hatch() },
      label: { ...LABEL, position: "inside" },
      data: trend.gaps.map((gap) => [
        { xAxis: gap.fromMs, name: gap.toMs - gap.fromMs > spanMs * GAP_LABEL_SHARE ? words.noData : "" },
        { xAxis: gap.toMs },
      ]),
    },
  };
}

function lastOf(trend: Trend, format: (value: number) => string): ScatterSeriesOption {
  const { last } = summariseTrend(trend);
  const isFarRight = last !== null && last.timeMs > trend.fromMs + (trend.toMs - trend.fromMs) * 0.85;
  return {
    type: "scatter",
    silent: true,
    symbolSize: 7,
    itemStyle: { color: tokens.selection },
    label: {
      show: true,
      position: isFarRight ? "left" : "top",
      color: tokens.text.primary,
      fontSize: 12,
      fontWeight: 600,
      fontFamily: tokens.type.family,
      backgroundColor: tokens.surface.panel,
      padding: [1, 3],
      formatter: () => (last?.value == null ? "" : format(last.value)),
    },
    data: last === null ? [] : [[last.timeMs, last.value as number]],
    z: 5,
  };
}

function describeHit(hits: unknown, trend: Trend, datastream: Datastream, style: TimeStyle): string {
  const first: unknown = Array.isArray(hits) ? hits[0] : hits;
  const timeMs = (first as { axisValue?: unknown } | undefined)?.axisValue;
  const point = trend.points.find((each) => each.timeMs === timeMs);
  if (!point || point.value === null) return "";
  const unit = datastream.unit?.symbol ?? null;
  const value = withUnit(formatTrendValue(point.value, datastream), unit);
  const lines = [formatExactTime(point.timeMs, style), value];
  if (point.halfSpanMs > 0 && point.min !== null && point.max !== null) {
    lines.push(
      `${formatTrendValue(point.min, datastream)}–${withUnit(formatTrendValue(point.max, datastream), unit)}`,
    );
  }
  return lines.map(escapeHtml).join("<br>");
}

/** Units and categories come from integrators and end in a tooltip's HTML. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

let hatchPattern: { image: HTMLCanvasElement; repeat: "repeat" } | undefined;

/** 45° hatch: old or missing, everywhere on the page. */
function hatch() {
  if (hatchPattern) return hatchPattern;
  const image = document.createElement("canvas");
  [image.width, image.height] = [8, 8];
  const pen = image.getContext("2d");
  if (pen) {
    pen.strokeStyle = tokens.status.stale;
    pen.globalAlpha = 0.3;
    pen.lineWidth = 1.6;
    pen.beginPath();
    for (const x of [-8, 0, 8]) {
      pen.moveTo(x - 1, 9);
      pen.lineTo(x + 9, -1);
    }
    pen.stroke();
  }
  hatchPattern = { image, repeat: "repeat" };
  return hatchPattern;
}
