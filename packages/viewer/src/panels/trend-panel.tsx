import type { Datastream } from "@shuicheng/shared/contracts";
import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { addSeries, EMPTY_VIEW, encodeChartView } from "../client/charts/chart-view.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { useTrend } from "../client/trend.ts";
import { summariseTrend, type Trend } from "../client/trend-series.ts";
import { useLiveTrend } from "../client/use-live-trend.ts";
import { useViewStore } from "../client/view-store.ts";
import { NO_VALUE, withUnit } from "../format/number.ts";
import { formatProperty } from "../format/terms.ts";
import { formatMoment } from "../format/time.ts";
import { PageLink } from "./page-link.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { buildTrendOption, formatTrendValue } from "./trend-option.ts";
import { useTimeStyle } from "./use-time-style.ts";
import { useLimitText, useYesNo } from "./use-value-words.ts";
import "./trend-panel.css";

use([
  CanvasRenderer,
  LineChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  MarkAreaComponent,
]);

/** The last 24 hours of one datastream with its limits, live at its right end. */
export function TrendPanel({ datastream }: { readonly datastream: Datastream }) {
  const { t } = useTranslation("asset");
  const query = useTrend(datastream);
  const trend = useLiveTrend(query.data, datastream);
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const property = formatProperty(datastream.observedProperty, datastream.name, style.language);
  const subject = datastream.unit ? `${property} (${datastream.unit.symbol})` : property;
  const title = trend?.isPast
    ? t("trend.titlePast", { property: subject, time: formatMoment(trend.toMs, nowMs, style) })
    : t("trend.title", { property: subject });

  return (
    <section className="trend" aria-label={title} data-testid="trend" data-points={trend?.points.length ?? 0}>
      <div className="trend-head">
        <h3>{title}</h3>
        <span>
          {trend && trend.points.length > 0 && <>{t(trend.isBanded ? "trend.banded" : "trend.raw")}</>}
          <PageLink
            to={{ page: "charts", query: encodeChartView(addSeries(EMPTY_VIEW, [datastream.id])) }}
            label={t("trend.openOf", { property })}
          >
            {t("trend.open")}
          </PageLink>
        </span>
      </div>
      {query.isPending && (
        <p className="trend-note" role="status">
          {t("trend.loading")}
        </p>
      )}
      {query.isError && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {trend?.points.length === 0 && (
        <p className="trend-note hatch" data-testid="trend-empty">
          {t("trend.empty")}
        </p>
      )}
      {trend && trend.points.length > 0 && (
        <>
          {trend.isPast && (
            <p className="trend-past">{t("trend.past", { time: formatMoment(trend.toMs, nowMs, style) })}</p>
          )}
          <Chart trend={trend} datastream={datastream} title={title} />
        </>
      )}
    </section>
  );
}

function Chart(props: { readonly trend: Trend; readonly datastream: Datastream; readonly title: string }) {
  const { t } = useTranslation("asset");
  const { trend, datastream, title } = props;
  const style = useTimeStyle();
  const { yes, no } = useYesNo();
  const limits = useLimitText(datastream);
  const theme = useViewStore((state) => state.theme);
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    const resizing = new ResizeObserver(() => made.resize());
    resizing.observe(element);
    return () => {
      resizing.disconnect();
      made.dispose();
    };
  }, []);

  const option = useMemo(
    () =>
      buildTrendOption(trend, datastream, {
        style,
        theme,
        yes,
        no,
        noData: t("trend.noData"),
        end: t(trend.isPast ? "trend.latest" : "trend.now"),
      }),
    [trend, datastream, style, theme, yes, no, t],
  );
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option]);

  const { min, max, last } = summariseTrend(trend);
  const unit = datastream.unit?.symbol ?? null;
  const text = (value: number | null) =>
    withUnit(value === null ? NO_VALUE : formatTrendValue(value, datastream, { yes, no }), unit);
  const reader = t("trend.reader", {
    title,
    min: text(min),
    max: text(max),
    last: text(last?.value ?? null),
    time: last ? formatMoment(last.timeMs, trend.toMs, style) : NO_VALUE,
    limits: limits || t("trend.none"),
    gaps: trend.gaps.length,
  });
  return (
    <>
      <div className="trend-chart" role="img" aria-label={reader}>
        <div ref={place} aria-hidden="true" />
      </div>
      <p className="trend-summary">
        {t("trend.summary", { min: text(min), max: text(max), last: text(last?.value ?? null) })}
      </p>
    </>
  );
}
