import type { Datastream } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { summariseWindow } from "../../client/charts/chart-statistics.ts";
import { useChartStore } from "../../client/charts/chart-store.ts";
import type { TimeWindow } from "../../client/charts/chart-view.ts";
import { MOST_DEVIATED, useDeviation } from "../../client/charts/window-deviation.ts";
import { formatNumber, NO_VALUE, withUnit } from "../../format/number.ts";
import { formatTrendValue } from "../trend-option.ts";
import { useYesNo } from "../use-value-words.ts";
import { type ChartLine, isDrawn } from "./chart-lines.ts";
import "./statistics-table.css";

const most = { number: formatNumber(MOST_DEVIATED) };
/** More digits than a reading has, since a mean of many tells more. */
const MORE_DECIMALS = 1;

/** Figures of each drawn line over the stretch that is shown, with units. */
export function StatisticsTable(props: {
  readonly lines: readonly ChartLine[];
  readonly window: TimeWindow;
}) {
  const { t } = useTranslation("charts");
  const drawn = props.lines.filter((line) => isDrawn(line) && line.reading?.trend);
  if (drawn.length === 0) return null;
  const isDeviationMissing = drawn.some(({ datastream, reading }) => {
    const points = reading?.trend?.points ?? [];
    return datastream?.resultType === "number" && summariseWindow(points, props.window).n > MOST_DEVIATED;
  });
  return (
    <section
      className="chart-statistics"
      aria-label={t("statistics.title")}
      data-panel="statistics"
      tabIndex={-1}
    >
      <div className="chart-head">
        <h2>{t("statistics.title")}</h2>
        <span data-testid="statistics-lead">
          {t("statistics.lead")}
          {isDeviationMissing && t("statistics.missing", most)}
        </span>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("statistics.series")}</th>
            {(["n", "min", "max", "mean", "last", "deviation"] as const).map((key) => (
              <th key={key} scope="col">
                {t(`statistics.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drawn.map(
            (line) =>
              line.datastream && (
                <StatisticsRow
                  key={line.id}
                  {...{ line, datastream: line.datastream }}
                  window={props.window}
                />
              ),
          )}
        </tbody>
      </table>
    </section>
  );
}

function StatisticsRow({
  line,
  datastream,
  window,
}: {
  readonly line: ChartLine;
  readonly datastream: Datastream;
  readonly window: TimeWindow;
}) {
  const { t } = useTranslation("charts");
  const words = useYesNo();
  const isMoving = useChartStore(({ view }) => view.range.kind === "last");
  const figures = summariseWindow(line.reading?.trend?.points ?? [], window);
  const { n, min, max, mean, last } = figures;
  const unit = datastream.unit?.symbol ?? null;
  const isNumber = datastream.resultType === "number";
  const isWanted = isNumber && figures.deviation === null && n > 1 && n <= MOST_DEVIATED;
  const singly = useDeviation(datastream, window, { isWanted, isMoving });
  const deviation = figures.deviation ?? singly;
  const value = (each: number | null) =>
    withUnit(each === null ? NO_VALUE : formatTrendValue(each, datastream, words), unit);
  // Of states and categories there is no mean.
  const finer = (each: number | null) =>
    isNumber ? withUnit(formatNumber(each, datastream.decimals + MORE_DECIMALS), unit) : NO_VALUE;
  return (
    <tr data-testid={`statistics-${line.id}`}>
      <th scope="row">
        <span className="chart-number" style={{ color: line.colour, borderColor: line.colour }}>
          {line.number}
        </span>
        {line.property} <small>{line.name}</small>
      </th>
      <td>{formatNumber(n)}</td>
      <td>{isNumber ? value(min) : NO_VALUE}</td>
      <td>{isNumber ? value(max) : NO_VALUE}</td>
      <td>{finer(mean)}</td>
      <td>{value(last)}</td>
      <td title={isNumber && n > MOST_DEVIATED ? t("statistics.deviationWhy", most) : undefined}>
        {finer(deviation)}
      </td>
    </tr>
  );
}
