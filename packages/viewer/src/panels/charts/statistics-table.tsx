import { useTranslation } from "react-i18next";
import { summariseWindow } from "../../client/charts/chart-statistics.ts";
import type { TimeWindow } from "../../client/charts/chart-view.ts";
import { formatNumber, NO_VALUE, withUnit } from "../../format/number.ts";
import { formatTrendValue } from "../trend-option.ts";
import { useYesNo } from "../use-value-words.ts";
import { type ChartLine, isDrawn } from "./chart-lines.ts";

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
  return (
    <section
      className="chart-statistics"
      aria-label={t("statistics.title")}
      data-panel="statistics"
      tabIndex={-1}
    >
      <div className="chart-head">
        <h2>{t("statistics.title")}</h2>
        <span>{t("statistics.lead")}</span>
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
          {drawn.map((line) => (
            <StatisticsRow key={line.id} line={line} window={props.window} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StatisticsRow({ line, window }: { readonly line: ChartLine; readonly window: TimeWindow }) {
  const { t } = useTranslation("charts");
  const words = useYesNo();
  const { datastream, reading } = line;
  if (!datastream) return null;
  const { n, min, max, mean, last, deviation } = summariseWindow(reading?.trend?.points ?? [], window);
  const unit = datastream.unit?.symbol ?? null;
  const isNumber = datastream.resultType === "number";
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
      <td title={isNumber && n > 1 && deviation === null ? t("statistics.deviationWhy") : undefined}>
        {finer(deviation)}
      </td>
    </tr>
  );
}
