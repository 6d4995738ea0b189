import type { TimeWindow } from "../../client/charts/chart-view.ts";
import type { TrendPoint } from "../../client/trend-series.ts";
import { NO_VALUE, withUnit } from "../../format/number.ts";
import { formatExactTime, type TimeStyle } from "../../format/time.ts";
import { formatTrendValue } from "../trend-option.ts";
import { escapeHtml } from "../trend-parts.ts";
import { type ChartLine, isDrawn } from "./chart-lines.ts";

/** Words of a tooltip. */
interface MomentWords {
  readonly style: TimeStyle;
  readonly yes: string;
  readonly no: string;
  readonly noData: string;
  readonly bad: string;
  readonly uncertain: string;
  /** Puts the value of the day or week before into words. */
  readonly before: (value: string) => string;
}

/** A point further from the pointer than this share of the chart is not meant. */
const REACH = 0.015;

/** What each drawn line has at a moment, as HTML: the nearest point within reach, with unit and quality. */
export function describeMoment(
  lines: readonly ChartLine[],
  timeMs: number,
  window: TimeWindow,
  words: MomentWords,
): string {
  const reachMs = (window.toMs - window.fromMs) * REACH;
  const rows = lines.filter(isDrawn).map((line) => {
    const { datastream, reading, colour, number, property } = line;
    if (!datastream) return "";
    const unit = datastream.unit?.symbol ?? null;
    const write = (value: number | null) =>
      value === null ? NO_VALUE : withUnit(formatTrendValue(value, datastream, words), unit);
    const point = nearest(reading?.trend?.points ?? [], timeMs, reachMs);
    const parts = [point ? writePoint(point, write, words) : words.noData];
    if (reading?.comparison) {
      parts.push(words.before(write(nearest(reading.comparison.points, timeMs, reachMs)?.value ?? null)));
    }
    const name = `<b style="color:${colour}">${number}</b> ${escapeHtml(`${line.name} ${property}`)}`;
    return `${name} &nbsp; ${escapeHtml(parts.join("  •  "))}`;
  });
  return [escapeHtml(formatExactTime(timeMs, words.style)), ...rows].join("<br>");
}

function writePoint(point: TrendPoint, write: (value: number | null) => string, words: MomentWords): string {
  if (point.quality === "bad") return words.bad;
  const value = write(point.value);
  if (point.halfSpanMs > 0) return `${value} (${write(point.min)} – ${write(point.max)})`;
  return point.quality === "uncertain" ? `${value} ${words.uncertain}` : value;
}

/** The point nearest to a moment, or the slice that holds it; undefined where none is within reach. */
function nearest(points: readonly TrendPoint[], timeMs: number, reachMs: number): TrendPoint | undefined {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as TrendPoint).timeMs < timeMs) low = middle + 1;
    else high = middle;
  }
  const found = [points[low - 1], points[low]].filter((point) => point !== undefined);
  const away = (point: TrendPoint) => Math.abs(point.timeMs - timeMs) - point.halfSpanMs;
  found.sort((a, b) => away(a) - away(b));
  return found[0] && away(found[0]) <= reachMs ? found[0] : undefined;
}
