import type { ChartAnnotation } from "../../client/charts/chart-annotations.ts";
import type { TimeWindow } from "../../client/charts/chart-view.ts";
import type { ThemeName } from "../../client/view-store.ts";
import type { TimeStyle } from "../../format/time.ts";
import type { ChartLine } from "./chart-lines.ts";

/** What is drawn, and with which words. */
export interface ChartPicture {
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

/** Least and greatest value of an axis. */
export type Range = readonly [number, number];
