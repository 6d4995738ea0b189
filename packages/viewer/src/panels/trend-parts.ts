import { type Datastream, severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import type { LineSeriesOption } from "echarts/charts";
import { SEVERITY_COLOURS_OF, THEMES, tokens } from "../app/tokens.ts";
import type { Trend, TrendPoint } from "../client/trend-series.ts";
import type { ThemeName } from "../client/view-store.ts";
import { listLimits, type NamedLimit } from "../format/limits.ts";
import { formatNumber } from "../format/number.ts";
import { placeLimitLabels } from "./limit-labels.ts";
import { trendHatch } from "./trend-hatch.ts";

/** Labels of limits stand in columns of this width, at the left end of their lines. */
const LIMIT_COLUMN_PX = 72;
/** A gap narrower than this share of the chart has no room for its words. */
const GAP_LABEL_SHARE = 0.07;

/** Text on a chart's axes and lines. */
export function labelOf(theme: ThemeName) {
  return { color: THEMES[theme].text.secondary, fontSize: 12, fontFamily: tokens.type.family };
}

/** Points with a break wherever nothing was seen, so that no line is drawn over silence. */
export function withBreaks(
  trend: Pick<Trend, "points" | "gaps">,
  read: (point: TrendPoint) => number | null,
): [number, number | null][] {
  const breaks = trend.gaps.map((gap): [number, null] => [(gap.fromMs + gap.toMs) / 2, null]);
  const points = trend.points.map((point): [number, number | null] => [point.timeMs, read(point)]);
  return [...points, ...breaks].sort((a, b) => a[0] - b[0]);
}

/** Lowest to highest of each slice as a band; nothing where points are single observations. @param look.stack A name of its own. */
export function bandOf(
  trend: Pick<Trend, "points" | "gaps" | "isBanded">,
  look: {
    readonly colour: string;
    readonly opacity: number;
    readonly stack?: string;
    readonly yAxisIndex?: number;
  },
): LineSeriesOption[] {
  if (!trend.isBanded) return [];
  const line = {
    type: "line",
    yAxisIndex: look.yAxisIndex ?? 0,
    stack: look.stack ?? "band",
    stackStrategy: "all",
    symbol: "none",
    silent: true,
    lineStyle: { width: 0 },
  } as const;
  const spread = ({ min, max }: TrendPoint) => (min === null || max === null ? null : max - min);
  return [
    { ...line, data: withBreaks(trend, (point) => point.min) },
    {
      ...line,
      data: withBreaks(trend, spread),
      areaStyle: { color: look.colour, opacity: look.opacity },
    },
  ];
}

/** A limit as it is drawn, in the unit of its axis. */
export interface DrawnLimit extends NamedLimit {
  readonly text: string;
}

/** The limits of a datastream that are lines: one at "no" would lie on the line of "no" and say nothing. */
export function namedLimits({
  limits,
  resultType,
  decimals,
}: Pick<Datastream, "limits" | "resultType" | "decimals">): DrawnLimit[] {
  if (resultType === "boolean") return [];
  return listLimits(limits).map((limit) => ({
    ...limit,
    text: `${limit.side} ${formatNumber(limit.value, decimals)}`,
  }));
}

/** Limits, dashed, each named beside its line where neither another line nor another name is. */
export function limitLines(
  limits: readonly DrawnLimit[],
  theme: ThemeName,
  {
    range,
    plotPx,
    end = "Start",
  }: {
    readonly range: readonly [number, number];
    readonly plotPx: number;
    /** Which end of its line a limit is named at: beside its own axis. */
    readonly end?: "Start" | "End";
  },
) {
  const places = placeLimitLabels(
    limits.map(({ value }) => value),
    range,
    plotPx,
  );
  return limits.map(({ side, value, text }, i) => {
    const colour = SEVERITY_COLOURS_OF[theme][severityOf(severityCodeOfSide(side))];
    const { column, isBelow } = places[i] ?? { column: 0, isBelow: false };
    return {
      yAxis: value,
      lineStyle: { color: colour, type: "dashed" as const, width: 1 },
      label: {
        ...labelOf(theme),
        color: colour,
        position: `inside${end}${isBelow ? "Bottom" : "Top"}` as const,
        padding: end === "Start" ? [0, 0, 0, column * LIMIT_COLUMN_PX] : [0, column * LIMIT_COLUMN_PX, 0, 0],
        formatter: text,
      },
    };
  });
}

/** Stretches without data, hatched as all that is missing. @param words.noData Written into those that have room for it. */
export function gapAreas(
  trend: Pick<Trend, "fromMs" | "toMs" | "gaps">,
  words: { readonly theme: ThemeName; readonly noData: string },
) {
  const spanMs = trend.toMs - trend.fromMs;
  return {
    silent: true,
    animation: false,
    itemStyle: { color: trendHatch(words.theme) },
    label: { ...labelOf(words.theme), position: "inside" as const },
    data: trend.gaps.map((gap): [{ xAxis: number; name: string }, { xAxis: number }] => [
      { xAxis: gap.fromMs, name: gap.toMs - gap.fromMs > spanMs * GAP_LABEL_SHARE ? words.noData : "" },
      { xAxis: gap.toMs },
    ]),
  };
}

/** Units and categories come from integrators and end in a tooltip's HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
