import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import { THEMES, tokens } from "../../app/tokens.ts";
import type { Trend, TrendPoint } from "../../client/trend-series.ts";
import type { ThemeName } from "../../client/view-store.ts";
import { bandOf, withBreaks } from "../trend-parts.ts";
import { limitsOf } from "./chart-frame.ts";
import { type ChartLine, isDrawn } from "./chart-lines.ts";
import type { ChartPicture, Range } from "./chart-picture.ts";

/** Up to this many points each is also drawn as a dot, since a lone point is no line. */
const DOTTED_POINTS = 150;
/** More would be drawn over each other. */
const MAX_MARKS = 400;

/** A line with its band, the one it is compared with, marks of quality and its number. */
export function seriesOf(line: ChartLine, range: Range, count: number, picture: ChartPicture) {
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
