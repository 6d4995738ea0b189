import { type RefObject, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FoundAsset, useSubjectSearch } from "../../client/charts/chart-queries.ts";
import { useChartStore } from "../../client/charts/chart-store.ts";
import { addSeries, MAX_SERIES } from "../../client/charts/chart-view.ts";
import { formatAssetTitle } from "../../format/asset-name.ts";
import { formatAssetClass, formatProperty } from "../../format/terms.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { useLanguage } from "../use-time-style.ts";
import { useYesNo } from "../use-value-words.ts";
import { type AxisKey, axisKeyOf } from "./chart-lines.ts";
import { writeResult } from "./write-result.ts";
import "./chart-search.css";

/**
 * Search over monitored assets; each datastream of what is found is a button that adds it. Without a text it lists the city's first.
 *
 * @param props.axes Kinds of scale that the chart has: with two of them, others are refused and told why.
 */
export function SeriesSearch(props: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly axes: readonly AxisKey[];
}) {
  const { t } = useTranslation("charts");
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const asked = useDeferredValue(text);
  const search = useSubjectSearch(asked, isOpen);
  const isFull = useChartStore((state) => state.view.series.length >= MAX_SERIES);
  const found = search.data?.found ?? [];
  return (
    <search
      className="chart-search"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        setOpen(false);
        setText("");
        props.input.current?.focus();
      }}
    >
      <div className="chart-search-field">
        <Icon name="plus" />
        <input
          ref={props.input}
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label={t("search.label")}
          placeholder={t("search.placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          data-testid="series-search"
        />
      </div>
      {isOpen && (
        <div className="chart-found" data-testid="series-found">
          {isFull && <p className="chart-note">{t("search.full", { most: MAX_SERIES })}</p>}
          {found.map((each) => (
            <FoundGroup key={each.asset.id} found={each} axes={props.axes} isFull={isFull} />
          ))}
          {search.isError && <ProblemNotice error={search.error} onRetry={() => void search.refetch()} />}
          <p className="chart-note" role="status">
            {search.isPending && t("search.searching")}
            {search.data &&
              found.length === 0 &&
              t(asked.trim() ? "search.none" : "search.noneAtAll", { text: asked.trim() })}
            {search.data?.isMore && found.length > 0 && t("search.more", { count: found.length })}
          </p>
        </div>
      )}
    </search>
  );
}

function FoundGroup(props: {
  readonly found: FoundAsset;
  readonly axes: readonly AxisKey[];
  readonly isFull: boolean;
}) {
  const { t } = useTranslation("charts");
  const language = useLanguage();
  const { yes, no } = useYesNo();
  const series = useChartStore((state) => state.view.series);
  const change = useChartStore((state) => state.change);
  const { asset, datastreams } = props.found;
  const title = formatAssetTitle(asset, language);
  const assetClass = formatAssetClass(asset.class, language);
  return (
    <fieldset>
      <legend>
        {title}
        {!title.includes(assetClass) && <small>{assetClass}</small>}
      </legend>
      {datastreams.map((datastream) => {
        const isIn = series.includes(datastream.id);
        const isOther = props.axes.length >= 2 && !props.axes.includes(axisKeyOf(datastream));
        const isRefused = isIn || isOther || props.isFull;
        const why = isIn ? t("search.added") : isOther ? t("search.otherUnit") : undefined;
        return (
          <button
            key={datastream.id}
            type="button"
            // Not disabled: a button that is loses the focus, and the list would close.
            aria-disabled={isRefused}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => !isRefused && change((view) => addSeries(view, [datastream.id]))}
            data-testid={`add-${datastream.id}`}
          >
            <span>{formatProperty(datastream.observedProperty, datastream.name, language)}</span>
            <small>
              {why ??
                (datastream.latest
                  ? writeResult(datastream.latest.result, datastream, { yes, no })
                  : (datastream.unit?.symbol ?? ""))}
            </small>
          </button>
        );
      })}
    </fieldset>
  );
}
