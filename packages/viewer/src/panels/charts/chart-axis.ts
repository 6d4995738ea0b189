import type { Datastream } from "@shuicheng/shared/contracts";
import { THEMES } from "../../app/tokens.ts";
import { formatTrendValue } from "../trend-option.ts";
import { labelOf, namedLimits } from "../trend-parts.ts";
import type { ChartLine } from "./chart-lines.ts";
import type { ChartPicture, Range } from "./chart-picture.ts";

/** The axis of values on the left (0) or the right, with what stands over it. */
export function yAxisOf(
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
      // On the right the numbers at the lines' ends stand between the axis and its labels.
      margin: axis === 0 ? 8 : 22,
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
export function rangeOf(lines: readonly ChartLine[], picture: ChartPicture): Range {
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
