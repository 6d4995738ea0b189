import { useTranslation } from "react-i18next";
import { useChartStore } from "../../client/charts/chart-store.ts";
import { MAX_SERIES, removeSeries, toggleSeries } from "../../client/charts/chart-view.ts";
import { useLatestValue } from "../../client/mirror-hooks.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatAge } from "../../format/age.ts";
import { NO_VALUE } from "../../format/number.ts";
import { formatDay, formatDuration } from "../../format/time.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { useYesNo } from "../use-value-words.ts";
import type { ChartLine } from "./chart-lines.ts";
import { writeResult } from "./write-result.ts";
import "./chart-side.css";

/** The datastreams of the chart: number, colour, name, latest value; each can be hidden and taken out. */
export function SeriesList({ lines }: { readonly lines: readonly ChartLine[] }) {
  const { t } = useTranslation("charts");
  return (
    <section className="chart-series" aria-label={t("series.title")}>
      <div className="chart-head">
        <h2>{t("series.title")}</h2>
        <span>{t("series.count", { count: lines.length, most: MAX_SERIES })}</span>
      </div>
      <ul>
        {lines.map((line) => (
          <SeriesRow key={line.id} line={line} />
        ))}
      </ul>
    </section>
  );
}

function SeriesRow({ line }: { readonly line: ChartLine }) {
  const { t } = useTranslation("charts");
  const change = useChartStore((state) => state.change);
  const said = `${line.name} ${line.property}`.trim();
  return (
    <li className={line.isHidden ? "is-hidden" : undefined} data-testid={`series-${line.id}`}>
      <span className="chart-number" style={{ color: line.colour, borderColor: line.colour }}>
        {line.number}
      </span>
      <button
        type="button"
        className="chart-name"
        aria-pressed={!line.isHidden}
        title={t(line.isHidden ? "series.show" : "series.hide", { name: said })}
        onClick={() => change((view) => toggleSeries(view, line.id))}
      >
        <strong>{line.property || line.id}</strong>
        <span>{line.property ? line.name : ""}</span>
      </button>
      {line.datastream && <LatestOf line={line} />}
      <button
        type="button"
        className="icon-button"
        aria-label={t("series.remove", { name: said })}
        onClick={() => change((view) => removeSeries(view, line.id))}
      >
        <Icon name="close" size={14} />
      </button>
      <Remark line={line} />
    </li>
  );
}

/** What keeps a line from being drawn whole, or how it is drawn. */
function Remark({ line }: { readonly line: ChartLine }) {
  const { t } = useTranslation("charts");
  const style = useTimeStyle();
  const { language } = style;
  const error = line.error ?? line.reading?.error;
  if (error) {
    return <ProblemNotice error={error} onRetry={line.error ? line.retry : () => line.reading?.retry()} />;
  }
  const trend = line.reading?.trend;
  // One in the middle: those at the ends may be cut.
  const typical = trend?.points[trend.points.length >> 1];
  const says = (): string => {
    if (!line.datastream) return t("series.loading");
    if (line.axis === null) return t("series.noAxis");
    if (!trend) return t("series.reading");
    if (!typical) return t("series.noData");
    const how = trend.isBanded
      ? t("series.slices", {
          duration: formatDuration(Math.round((2 * typical.halfSpanMs) / 1000) * 1000, language),
        })
      : t("series.each");
    const rawFromMs = line.reading?.rawFromMs ?? null;
    return [
      how,
      trend.gaps.length > 0 && t("series.gaps", { count: trend.gaps.length }),
      rawFromMs !== null && t("series.rawFrom", { day: formatDay(rawFromMs, style) }),
    ]
      .filter(Boolean)
      .join(" • ");
  };
  return (
    <p
      role="status"
      data-testid={`remark-${line.id}`}
      data-banded={trend?.isBanded}
      data-gaps={trend?.gaps.length}
    >
      {says()}
    </p>
  );
}

function LatestOf({ line }: { readonly line: ChartLine }) {
  const { t } = useTranslation("charts");
  const live = useLatestValue(line.id);
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const { yes, no } = useYesNo();
  const { datastream } = line;
  const latest = live ?? datastream?.latest;
  if (!datastream || !latest) return <span className="chart-latest">{NO_VALUE}</span>;
  return (
    <span
      className={latest.stale ? "chart-latest is-stale hatch" : "chart-latest"}
      title={latest.stale ? t("series.stale") : undefined}
      data-testid={`latest-${line.id}`}
    >
      <b>{latest.quality === "bad" ? t("plot.bad") : writeResult(latest.result, datastream, { yes, no })}</b>
      <small>{formatAge(latest.time, nowMs, style)}</small>
    </span>
  );
}
