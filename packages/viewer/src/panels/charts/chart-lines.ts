import type { Asset, Datastream } from "@shuicheng/shared/contracts";
import { SERIES_COLOURS_OF } from "../../app/tokens.ts";
import type { ChartSubject } from "../../client/charts/chart-queries.ts";
import type { ChartReading } from "../../client/charts/chart-readings.ts";
import type { ThemeName } from "../../client/view-store.ts";
import { formatAssetTitle } from "../../format/asset-name.ts";
import type { Language } from "../../format/language.ts";
import { formatProperty } from "../../format/terms.ts";

/** The kind of scale that values of a datastream need: two of one key share an axis. */
export type AxisKey = `unit:${string}` | "state" | `category:${string}`;

/** One datastream of a chart with all that is drawn and said of it. */
export interface ChartLine {
  readonly id: string;
  /** From 1, in the order of the list: stands at the end of the line. */
  readonly number: number;
  readonly colour: string;
  readonly name: string;
  readonly property: string;
  readonly datastream: Datastream | undefined;
  readonly asset: Asset | undefined;
  /** 0 left, 1 right; null where both are taken by other units. */
  readonly axis: 0 | 1 | null;
  readonly isHidden: boolean;
  readonly reading: ChartReading | undefined;
  readonly error: unknown;
  retry(): void;
}

/** Which axis a datastream needs. */
export function axisKeyOf({ id, resultType, unit }: Datastream): AxisKey {
  if (resultType === "boolean") return "state";
  return resultType === "category" ? `category:${id}` : `unit:${unit?.symbol ?? ""}`;
}

/** The axes of a chart in order, left and right: the first two kinds of scale that its datastreams need. */
export function axesOf(datastreams: readonly (Datastream | undefined)[]): AxisKey[] {
  const keys = datastreams.flatMap((each) => (each ? [axisKeyOf(each)] : []));
  return [...new Set(keys)].slice(0, 2);
}

/** Puts together what is known of each datastream of a chart. */
export function buildChartLines(
  subjects: readonly ChartSubject[],
  readings: readonly ChartReading[],
  look: { readonly hidden: readonly string[]; readonly theme: ThemeName; readonly language: Language },
): ChartLine[] {
  const axes = axesOf(subjects.map(({ datastream }) => datastream));
  const colours = SERIES_COLOURS_OF[look.theme];
  return subjects.map(({ id, datastream, asset, error, retry }, i) => {
    const axis = datastream ? axes.indexOf(axisKeyOf(datastream)) : -1;
    return {
      id,
      number: i + 1,
      colour: colours[i % colours.length] as string,
      name: asset ? formatAssetTitle(asset, look.language) : id,
      property: datastream ? formatProperty(datastream.observedProperty, datastream.name, look.language) : "",
      ...{ datastream, asset, error, retry },
      axis: axis === 0 || axis === 1 ? axis : null,
      isHidden: look.hidden.includes(id),
      reading: readings[i],
    };
  });
}

/** Whether a line is in the picture. */
export const isDrawn = (line: ChartLine): boolean => !line.isHidden && line.axis !== null;
