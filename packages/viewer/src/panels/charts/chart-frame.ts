import type { LineSeriesOption } from "echarts/charts";
import { THEMES } from "../../app/tokens.ts";
import { type DrawnLimit, gapAreas, labelOf, limitLines, namedLimits } from "../trend-parts.ts";
import type { ChartLine } from "./chart-lines.ts";
import { type ChartPicture, PLOT, type Range } from "./chart-picture.ts";

/** What belongs to the chart rather than to one line: limits of the left axis, stretches without data, annotations. */
export function frameOf(
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
export function limitsOf(drawn: readonly ChartLine[], axis: 0 | 1, range: Range, picture: ChartPicture) {
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
