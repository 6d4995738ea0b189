import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { ChartAnnotation } from "../../client/charts/chart-annotations.ts";
import { useChartStore } from "../../client/charts/chart-store.ts";
import { EMPTY_VIEW, panWindow, type TimeWindow, zoomWindow } from "../../client/charts/chart-view.ts";
import { serverNowMs } from "../../client/server-clock.ts";
import { useViewStore } from "../../client/view-store.ts";
import { formatExactTime } from "../../format/time.ts";
import { useTimeStyle } from "../use-time-style.ts";
import { useYesNo } from "../use-value-words.ts";
import { attachGestures, type ChosenShare } from "./chart-gestures.ts";
import { type ChartLine, isDrawn } from "./chart-lines.ts";
import { buildChartOption } from "./chart-option.ts";
import { PLOT } from "./chart-picture.ts";
import { describeMoment } from "./describe-moment.ts";

use([
  CanvasRenderer,
  LineChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  MarkAreaComponent,
]);

/** The drawn chart, for whoever wants its picture. */
export interface PlotHandle {
  /** The chart alone, as it is drawn, at twice its size. */
  draw(): HTMLCanvasElement | undefined;
}

interface PlotProps {
  readonly ref: Ref<PlotHandle>;
  readonly lines: readonly ChartLine[];
  readonly window: TimeWindow;
  readonly annotations: readonly ChartAnnotation[];
  readonly isPlacing: boolean;
  readonly onPlace: (fromMs: number, toMs: number) => void;
}

/** Shares of the stretch that a key moves by, and how much nearer one zooms. */
const KEY_STEP = 0.1;
const KEY_ZOOM = 1.5;

/** The chart: wheel, drag and keys move it through time. */
export function ChartPlot(props: PlotProps) {
  const { t } = useTranslation("charts");
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const [size, setSize] = useState({ widthPx: 800, heightPx: 400 });
  const [chosen, setChosen] = useState<ChosenShare | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    const resizing = new ResizeObserver(() => {
      made.resize();
      setSize({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    });
    resizing.observe(element);
    const { showRange, goBack } = useChartStore.getState();
    const leave = attachGestures(element, {
      window: () => latest.current.window,
      nowMs: serverNowMs,
      isPlacing: () => latest.current.isPlacing,
      show: showRange,
      choosing: setChosen,
      place: (fromMs, toMs) => latest.current.onPlace(fromMs, toMs),
      goBack,
    });
    return () => {
      leave();
      resizing.disconnect();
      made.dispose();
    };
  }, []);
  useImperativeHandle(props.ref, () => ({
    draw: () => chart.current?.renderToCanvas({ pixelRatio: 2 }),
  }));

  const option = useOption(props, size);
  useEffect(() => {
    const [made, element] = [chart.current, place.current];
    if (!made || !element) return;
    made.setOption(option, { notMerge: true, lazyUpdate: true });
    // The statistics below come with the first readings: on a busy machine the observer tells it late.
    if (made.getHeight() !== element.clientHeight || made.getWidth() !== element.clientWidth) made.resize();
  }, [option]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const range = rangeOfKey(event.key, props.window);
    if (!range || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    useChartStore.getState().showRange(range, !event.repeat);
  };
  const drawn = props.lines.filter(isDrawn);
  const style = useTimeStyle();
  const span = [props.window.fromMs, props.window.toMs]
    .map((timeMs) => formatExactTime(timeMs, style))
    .join(" – ");
  return (
    // biome-ignore lint/a11y/useSemanticElements: keys move the picture; a fieldset is of fields
    <div
      className={props.isPlacing ? "chart-plot is-placing" : "chart-plot"}
      role="group"
      aria-label={t("plot.label", { window: span, count: drawn.length })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the picture
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="chart-plot"
      data-from={Math.round(props.window.fromMs)}
      data-to={Math.round(props.window.toMs)}
      data-drawn={drawn.length}
    >
      <div ref={place} className="chart-canvas" aria-hidden="true" />
      {chosen && (
        <div
          className="chart-chosen"
          style={{
            left: `calc(${PLOT.left}px + (100% - ${PLOT.left + PLOT.right}px) * ${chosen.from})`,
            width: `calc((100% - ${PLOT.left + PLOT.right}px) * ${chosen.to - chosen.from})`,
            top: PLOT.top,
            bottom: PLOT.bottom,
          }}
        />
      )}
    </div>
  );
}

function rangeOfKey(key: string, window: TimeWindow) {
  const nowMs = serverNowMs();
  const spanMs = window.toMs - window.fromMs;
  const aboutMs = window.fromMs + spanMs / 2;
  switch (key) {
    case "ArrowLeft":
      return panWindow(window, -KEY_STEP, nowMs);
    case "ArrowRight":
      return panWindow(window, KEY_STEP, nowMs);
    case "+":
    case "=":
      return zoomWindow(window, { factor: 1 / KEY_ZOOM, aboutMs }, nowMs);
    case "-":
      return zoomWindow(window, { factor: KEY_ZOOM, aboutMs }, nowMs);
    case "Home":
      return EMPTY_VIEW.range;
    case "End":
      return { kind: "last" as const, spanMs };
    default:
      return undefined;
  }
}

function useOption({ lines, window, annotations }: PlotProps, size: { widthPx: number; heightPx: number }) {
  const { t } = useTranslation("charts");
  const style = useTimeStyle();
  const { yes, no } = useYesNo();
  const theme = useViewStore((state) => state.theme);
  const { areLimitsShown, comparison } = useChartStore((state) => state.view);
  return useMemo(() => {
    const noData = t("plot.noData");
    const words = {
      yes,
      no,
      noData,
      unitless: t("plot.unitless"),
      state: t("plot.state"),
      category: t("plot.category"),
    };
    const said = {
      ...{ style, yes, no, noData, bad: t("plot.bad"), uncertain: t("plot.uncertain") },
      before: (value: string) => (comparison === null ? "" : t(`plot.before.${comparison}`, { value })),
    };
    return buildChartOption({
      ...{ lines, window, annotations, areLimitsShown, theme, style, words, ...size },
      describe: (timeMs) => describeMoment(lines, timeMs, window, said),
    });
  }, [lines, window, annotations, areLimitsShown, comparison, theme, style, yes, no, size, t]);
}
