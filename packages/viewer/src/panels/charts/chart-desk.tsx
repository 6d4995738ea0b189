import { Button } from "antd";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnotations } from "../../client/charts/annotation-queries.ts";
import { findAnnotations } from "../../client/charts/chart-annotations.ts";
import { useChartSubjects } from "../../client/charts/chart-queries.ts";
import { useChartReadings } from "../../client/charts/chart-readings.ts";
import { useChartStore } from "../../client/charts/chart-store.ts";
import { type TimeWindow, windowOf } from "../../client/charts/chart-view.ts";
import { useLiveValues } from "../../client/charts/live-values.ts";
import { useViewStore } from "../../client/view-store.ts";
import { formatExactTime } from "../../format/time.ts";
import { useTimeStyle } from "../use-time-style.ts";
import { AnnotationList } from "./annotation-list.tsx";
import { ChartBar } from "./chart-bar.tsx";
import { axesOf, buildChartLines, isDrawn } from "./chart-lines.ts";
import { ChartPlot, type PlotHandle } from "./chart-plot.tsx";
import { savePicture } from "./save-picture.ts";
import { SeriesList } from "./series-list.tsx";
import { SeriesSearch } from "./series-search.tsx";
import { StatisticsTable } from "./statistics-table.tsx";
import { useSettled } from "./use-settled.ts";
import "./chart-desk.css";

/** A stretch is read when it has stood still this long: a wheel asks for fifty in a second. */
const SETTLE_MS = 180;

/**
 * The chart page's body: datastreams and annotations on the left, the chart under its bar, statistics below.
 *
 * @param props.onAssets Told which assets are in the chart, so that their values are followed.
 */
export function ChartDesk({ onAssets }: { readonly onAssets: (assets: readonly string[]) => void }) {
  const { t } = useTranslation("charts");
  const view = useChartStore((state) => state.view);
  const style = useTimeStyle();
  const theme = useViewStore((state) => state.theme);
  const subjects = useChartSubjects(view.series);
  const settled = useSettled(view.range, SETTLE_MS);
  const spanMs = view.range.kind === "last" ? view.range.spanMs : view.range.toMs - view.range.fromMs;
  const live = useLiveValues(view.series, spanMs);
  const window = useMemo(() => windowOf(view.range, live.nowMs), [view.range, live.nowMs]);
  const datastreams = subjects.map(({ datastream }) => datastream);
  const readings = useChartReadings(datastreams, { ...view, range: settled, window }, live);
  const lines = buildChartLines(subjects, readings, { hidden: view.hidden, theme, language: style.language });
  const shownLines = useDeferredValue(lines);
  const assets = subjects.flatMap(({ datastream }) => datastream?.asset ?? []);
  const notes = useAnnotations(view.series, assets);
  const read = notes.data?.annotations;
  const annotations = useMemo(
    () => (view.series.length === 0 ? [] : findAnnotations(read ?? [], window)),
    [read, window, view.series.length],
  );
  const [placed, setPlaced] = useState<TimeWindow | "choosing" | null>(null);
  const plot = useRef<PlotHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const drawn = lines.filter(isDrawn);
  useFollowed(assets, onAssets);
  useEscape(placed !== null, () => setPlaced(null));

  const save = (): void => {
    const canvas = plot.current?.draw();
    const times = [window.fromMs, window.toMs].map((timeMs) => formatExactTime(timeMs, style));
    const file = `chart_${times.join("_").replace(/[^\d_]/g, "")}`;
    const title = `${times.join(" – ")} (${style.timeZone})`;
    if (canvas) void savePicture(canvas, drawn, { title, theme, file });
  };

  return (
    <div className="charts">
      <aside className="chart-side" aria-label={t("series.title")} data-panel="series" tabIndex={-1}>
        <SeriesSearch input={search} axes={axesOf(datastreams)} />
        <SeriesList lines={lines} />
        <AnnotationList
          {...{ annotations, placed }}
          error={notes.error}
          isMore={notes.data?.isMore ?? false}
          series={view.series}
          onPlacing={setPlaced}
        />
      </aside>
      <section className="chart-main" aria-label={t("title")} data-panel="chart" tabIndex={-1}>
        <ChartBar window={window} drawn={drawn.map(({ id }) => id)} onPicture={save} />
        {view.series.length === 0 ? (
          <div className="chart-empty" data-testid="charts-empty">
            <h2>{t("empty.title")}</h2>
            <p>{t("empty.lead")}</p>
            <Button type="primary" onClick={() => search.current?.focus()}>
              {t("empty.start")}
            </Button>
          </div>
        ) : (
          <>
            <ChartPlot
              ref={plot}
              lines={shownLines}
              {...{ window, annotations }}
              isPlacing={placed === "choosing"}
              onPlace={(fromMs, toMs) => setPlaced({ fromMs, toMs })}
            />
            <p className="chart-hint">
              {drawn.length === 0 && view.hidden.length > 0
                ? t("allHidden")
                : t(placed === "choosing" ? "plot.noteHint" : "plot.hint")}
            </p>
            <StatisticsTable lines={lines} window={window} />
          </>
        )}
      </section>
    </div>
  );
}

function useFollowed(assets: readonly string[], onAssets: (assets: readonly string[]) => void): void {
  const wanted = [...new Set(assets)].sort().join();
  useEffect(() => onAssets(wanted === "" ? [] : wanted.split(",")), [wanted, onAssets]);
}

function useEscape(isActive: boolean, leave: () => void): void {
  useEffect(() => {
    if (!isActive) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === "Escape") leave();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}
