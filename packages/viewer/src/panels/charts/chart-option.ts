import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { THEMES, tokens } from "../../app/tokens.ts";
import { labelOf } from "../trend-parts.ts";
import { rangeOf, yAxisOf } from "./chart-axis.ts";
import { frameOf } from "./chart-frame.ts";
import { isDrawn } from "./chart-lines.ts";
import { type ChartPicture, PLOT, type Range } from "./chart-picture.ts";
import { seriesOf } from "./chart-series.ts";
import { buildTimeTicks } from "./time-ticks.ts";

/** The part of echarts' options that a chart uses. */
type ChartOption = ComposeOption<
  LineSeriesOption | ScatterSeriesOption | GridComponentOption | TooltipComponentOption
>;

/** A label of the axis of time with its air. */
const TICK_PX = 110;

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
