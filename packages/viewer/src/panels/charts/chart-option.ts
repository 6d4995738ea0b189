import type { Datastream } from "@shuicheng/shared/contracts";
import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { THEMES, tokens } from "../../app/tokens.ts";
import type { ChartAnnotation } from "../../client/charts/chart-annotations.ts";
import type { TimeWindow } from "../../client/charts/chart-view.ts";
import type { Trend, TrendPoint } from "../../client/trend-series.ts";
import type { ThemeName } from "../../client/view-store.ts";
import type { TimeStyle } from "../../format/time.ts";
import { formatTrendValue } from "../trend-option.ts";
import {
  bandOf,
  type DrawnLimit,
  gapAreas,
  labelOf,
  limitLines,
  namedLimits,
  withBreaks,
} from "../trend-parts.ts";
import { type ChartLine, isDrawn } from "./chart-lines.ts";
import { buildTimeTicks } from "./time-ticks.ts";

/** The part of echarts' options that a chart uses. */
type ChartOption = ComposeOption<
  LineSeriesOption | ScatterSeriesOption | GridComponentOption | TooltipComponentOption
>;

/** What is drawn, and with which words. */
interface ChartPicture {
  readonly lines: readonly ChartLine[];
  readonly window: TimeWindow;
  readonly annotations: readonly ChartAnnotation[];
  readonly areLimitsShown: boolean;
  /** Height of the chart's element, pixels. */
  readonly heightPx: number;
  readonly widthPx: number;
  readonly theme: ThemeName;
  readonly style: TimeStyle;
  readonly words: {
    readonly yes: string;
    readonly no: string;
    readonly noData: string;
    readonly unitless: string;
    readonly state: string;
    readonly category: string;
  };
  /** HTML of what is at a moment. */
  readonly describe: (timeMs: number) => string;
}

/** Margins of the plot, pixels: gestures reckon with them. */
export const PLOT = { left: 64, right: 72, top: 30, bottom: 30 } as const;
/** A label of the axis of time with its air. */
const TICK_PX = 110;
/** Up to this many points each is also drawn as a dot, since a lone point is no line. */
const DOTTED_POINTS = 150;
/** More would be drawn over each other. */
const MAX_MARKS = 400;

/** The chart of several lines: bands and means, comparisons dashed, limits, missing stretches, marks of quality, annotations. */
export function buildChartOption(picture: ChartPicture): ChartOption {
  const { theme, window } = picture;
  const { surface, text, form } = THEMES[theme];
  const drawn = picture.lines.filter(isDrawn);
  const ranges = ([0, 1] as const).map((axis) =>
    rangeOf(
      drawn.filter((line) => line.axis === axis),
      picture,
    ),
  );
  const ticks = buildTimeTicks(
    window,
    Math.max(2, Math.floor((picture.widthPx - 140) / TICK_PX)),
    picture.style,
  );
  const textOf = new Map(ticks.map((tick) => [tick.timeMs, tick.text]));
  const places = ticks.map(({ timeMs }) => timeMs);
  return {
    animation: false,
    grid: PLOT,
    tooltip: {
      trigger: "axis",
      confine: true,
      transitionDuration: 0,
      backgroundColor: surface.raised,
      borderColor: form.border,
      textStyle: { color: text.primary, fontSize: 12, fontFamily: tokens.type.family },
      formatter: (hits) => {
        const first: unknown = Array.isArray(hits) ? hits[0] : hits;
        const timeMs = (first as { axisValue?: unknown } | undefined)?.axisValue;
        return typeof timeMs === "number" ? picture.describe(timeMs) : "";
      },
    },
    xAxis: {
      type: "value",
      min: window.fromMs,
      max: window.toMs,
      axisLine: { lineStyle: { color: form.border }, onZero: false },
      axisTick: { show: true, lineStyle: { color: form.border }, customValues: places },
      splitLine: { show: false },
      axisPointer: { snap: false, lineStyle: { color: text.quiet, type: "solid" }, label: { show: false } },
      axisLabel: {
        ...labelOf(theme),
        customValues: places,
        hideOverlap: true,
        formatter: (timeMs: number) => textOf.get(timeMs) ?? "",
      },
    },
    yAxis: ([0, 1] as const).map((axis) => yAxisOf(axis, drawn, ranges[axis] as Range, picture)),
    series: [
      frameOf(drawn, ranges as Range[], picture),
      ...drawn.flatMap((line) => seriesOf(line, ranges[line.axis ?? 0] as Range, drawn.length, picture)),
    ],
  };
}

type Range = readonly [number, number];

function yAxisOf(
  axis: 0 | 1,
  drawn: readonly ChartLine[],
  [min, max]: Range,
  { theme, words }: ChartPicture,
) {
  const { surface } = THEMES[theme];
  const datastream = drawn.find((line) => line.axis === axis)?.datastream;
  const isState = datastream !== undefined && datastream.resultType !== "number";
  return {
    type: "value" as const,
    position: axis === 0 ? ("left" as const) : ("right" as const),
    show: datastream !== undefined,
    min,
    max,
    splitNumber: 5,
    ...(isState ? { interval: 1 } : {}),
    name: datastream ? unitWords(datastream, words) : "",
    nameLocation: "end" as const,
    nameGap: 10,
    nameTextStyle: {
      ...labelOf(theme),
      align: axis === 0 ? ("right" as const) : ("left" as const),
      padding: [0, 6],
    },
    splitLine: {
      show: axis === 0 || !drawn.some((line) => line.axis === 0),
      lineStyle: { color: surface.line },
    },
    axisLabel: {
      ...labelOf(theme),
      formatter: (value: number) => (datastream ? formatTrendValue(value, datastream, words) : ""),
      showMinLabel: isState,
      showMaxLabel: isState,
      hideOverlap: true,
    },
  };
}

/** What stands over an axis: the unit, or what else the values are. */
function unitWords({ unit, resultType }: Datastream, words: ChartPicture["words"]): string {
  if (resultType === "boolean") return words.state;
  return resultType === "category" ? words.category : (unit?.symbol ?? words.unitless);
}

/** All that is drawn on an axis, with a little air; of states and categories all there are. */
function rangeOf(lines: readonly ChartLine[], picture: ChartPicture): Range {
  const datastream = lines[0]?.datastream;
  if (datastream?.resultType === "boolean") return [-0.12, 1.12];
  if (datastream?.resultType === "category") return [-0.5, Math.max(0.5, datastream.categories.length - 0.5)];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const meet = (value: number | null): void => {
    if (value === null) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { reading, datastream: own } of lines) {
    for (const { min, max } of reading?.trend?.points ?? []) [min, max].forEach(meet);
    for (const { value } of reading?.comparison?.points ?? []) meet(value);
    if (picture.areLimitsShown && own) for (const { value } of namedLimits(own)) meet(value);
  }
  if (low > high) return [0, 1];
  const air = high > low ? (high - low) * 0.08 : Math.max(1, Math.abs(high) * 0.1);
  return [low - air, high + air];
}

/** What belongs to the chart rather than to one line: limits of the left axis, stretches without data, annotations. */
function frameOf(
  drawn: readonly ChartLine[],
  ranges: readonly Range[],
  picture: ChartPicture,
): LineSeriesOption {
  const { theme, words, annotations } = picture;
  const { text } = THEMES[theme];
  const lone = drawn.length === 1 ? drawn[0]?.reading?.trend : undefined;
  const gaps = lone ? gapAreas(lone, { theme, noData: words.noData }) : undefined;
  const note = { ...labelOf(theme), color: text.primary, formatter: "{b}" };
  const moments = annotations.filter(({ fromMs, toMs }) => fromMs === toMs);
  const spans = annotations.filter(({ fromMs, toMs }) => fromMs < toMs);
  return {
    type: "line",
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      data: [
        ...limitsOf(drawn, 0, ranges[0] as Range, picture),
        ...moments.map((each) => ({
          xAxis: each.fromMs,
          name: each.text,
          lineStyle: { color: text.secondary, type: "solid" as const, width: 1 },
          label: {
            ...note,
            ...placeOfMoment(each.fromMs, picture),
          },
        })),
      ],
    },
    markArea: {
      silent: true,
      animation: false,
      data: [
        ...(gaps?.data ?? []).map(([from, to]) => [
          { ...from, itemStyle: gaps?.itemStyle ?? {}, label: gaps?.label ?? {} },
          to,
        ]),
        ...spans.map((each) => [
          {
            xAxis: Math.max(each.fromMs, picture.window.fromMs),
            name: each.text,
            itemStyle: { color: text.secondary, opacity: 0.14 },
            label: { ...note, position: "insideTop" as const },
          },
          { xAxis: Math.min(each.toMs, picture.window.toMs) },
        ]),
      ] as NonNullable<NonNullable<LineSeriesOption["markArea"]>["data"]>,
    },
  };
}

/** Where a share of the window begins in which words go to the left of their line: to the right they would reach the axis. */
const LATE_SHARE = 0.75;
/** Below the names of spans, pixels. */
const SECOND_LINE_PX = 22;

/** Within the plot, on the side of its line that has room. */
function placeOfMoment(timeMs: number, { window: { fromMs, toMs } }: ChartPicture) {
  const isLate = (timeMs - fromMs) / (toMs - fromMs) > LATE_SHARE;
  return {
    position: "end" as const,
    distance: 0,
    rotate: 0,
    align: isLate ? ("right" as const) : ("left" as const),
    verticalAlign: "top" as const,
    offset: [isLate ? -5 : 5, SECOND_LINE_PX],
  };
}

/** Limits of the lines of one axis, each once; with several lines their numbers say whose. */
function limitsOf(drawn: readonly ChartLine[], axis: 0 | 1, range: Range, picture: ChartPicture) {
  if (!picture.areLimitsShown) return [];
  const found = new Map<string, DrawnLimit & { readonly numbers: number[] }>();
  for (const { datastream, number, axis: own } of drawn) {
    if (!datastream || own !== axis) continue;
    for (const limit of namedLimits(datastream)) {
      const key = `${limit.side} ${limit.value}`;
      const known = found.get(key);
      if (known) known.numbers.push(number);
      else found.set(key, { ...limit, numbers: [number] });
    }
  }
  const plotPx = Math.max(1, picture.heightPx - PLOT.top - PLOT.bottom);
  const limits = [...found.values()].map(({ numbers, ...limit }) => ({
    ...limit,
    text: drawn.length === 1 ? limit.text : `${numbers.join("·")}  ${limit.text}`,
  }));
  return limitLines(limits, picture.theme, { range, plotPx, end: axis === 0 ? "Start" : "End" });
}

function seriesOf(line: ChartLine, range: Range, count: number, picture: ChartPicture) {
  const { datastream, reading, colour, axis } = line;
  const trend = reading?.trend;
  if (!datastream || !trend || axis === null) return [];
  const step = datastream.resultType === "number" ? {} : { step: "end" as const };
  const base = { type: "line" as const, yAxisIndex: axis, ...step, emphasis: { disabled: true } };
  const before: LineSeriesOption[] = reading.comparison
    ? [
        {
          ...base,
          data: withBreaks(reading.comparison, ({ value }) => value),
          symbol: "none",
          silent: true,
          lineStyle: { color: colour, width: 1.2, type: [5, 4], opacity: 0.7 },
        },
      ]
    : [];
  const main: LineSeriesOption = {
    ...base,
    data: withBreaks(trend, ({ value }) => value),
    symbol: "circle",
    symbolSize: 3,
    showSymbol: trend.points.length <= DOTTED_POINTS,
    showAllSymbol: true,
    lineStyle: { color: colour, width: 1.5 },
    itemStyle: { color: colour },
    ...(axis === 1
      ? {
          markLine: {
            silent: true,
            symbol: "none",
            animation: false,
            data: isFirstOfAxis(line, picture)
              ? limitsOf(picture.lines.filter(isDrawn), 1, range, picture)
              : [],
          },
        }
      : {}),
  };
  return [
    ...bandOf(trend, {
      colour,
      opacity: count > 3 ? 0.1 : 0.2,
      stack: `band-${line.number}`,
      yAxisIndex: axis,
    }),
    ...before,
    main,
    ...marksOf(trend, line, range, picture.theme),
    endOf(trend, line, picture.theme),
  ];
}

const isFirstOfAxis = (line: ChartLine, { lines }: ChartPicture): boolean =>
  lines.find((each) => isDrawn(each) && each.axis === line.axis)?.id === line.id;

/** Uncertain values as hollow diamonds where they are, bad ones as `?` in a dashed border at the foot: their value means nothing. */
function marksOf(trend: Trend, line: ChartLine, [low]: Range, theme: ThemeName): ScatterSeriesOption[] {
  const { status, surface } = THEMES[theme];
  const base = { type: "scatter" as const, yAxisIndex: line.axis ?? 0, silent: true, z: 4 };
  const pick = (quality: TrendPoint["quality"]) =>
    trend.points.filter((point) => point.quality === quality).slice(-MAX_MARKS);
  const bad = pick("bad");
  const uncertain = pick("uncertain");
  return [
    {
      ...base,
      symbol: "diamond",
      symbolSize: 9,
      itemStyle: { color: surface.panel, borderColor: line.colour, borderWidth: 1.4 },
      data: uncertain.flatMap(({ timeMs, value }) => (value === null ? [] : [[timeMs, value]])),
    },
    {
      ...base,
      symbol: "rect",
      symbolSize: 13,
      symbolOffset: [0, -8],
      itemStyle: {
        color: surface.panel,
        borderColor: status.neutral,
        borderWidth: 1.2,
        borderType: "dashed",
      },
      label: {
        show: true,
        formatter: "?",
        color: status.neutral,
        fontSize: 11,
        fontFamily: tokens.type.family,
      },
      data: bad.map(({ timeMs }) => [timeMs, low]),
    },
  ];
}

/** The number of a line at its right end: colour is not all that tells it. */
function endOf(trend: Trend, line: ChartLine, theme: ThemeName): ScatterSeriesOption {
  const newest = trend.points.findLast(({ value }) => value !== null);
  return {
    type: "scatter",
    yAxisIndex: line.axis ?? 0,
    silent: true,
    symbolSize: 6,
    z: 5,
    clip: false,
    itemStyle: { color: line.colour },
    label: {
      show: true,
      position: "right",
      formatter: String(line.number),
      color: line.colour,
      fontSize: 12,
      fontWeight: 600,
      fontFamily: tokens.type.family,
      backgroundColor: THEMES[theme].surface.panel,
      padding: [0, 3],
    },
    data: newest ? [[newest.timeMs, newest.value as number]] : [],
  };
}
