import { useTranslation } from "react-i18next";
import { useChartStore } from "../../client/charts/chart-store.ts";
import {
  COMPARISONS,
  PRESET_SPANS_MS,
  panWindow,
  type TimeWindow,
  zoomWindow,
} from "../../client/charts/chart-view.ts";
import { buildPath } from "../../client/http-client.ts";
import { serverNowMs } from "../../client/server-clock.ts";
import { CopyButton } from "../copy-button.tsx";
import { Icon, type IconName } from "../icons.tsx";
import { RangeFields } from "./range-fields.tsx";
import "./chart-bar.css";

const SPAN_NAMES = ["h1", "h6", "d1", "d7", "d30", "d365"] as const;

/** Over the chart: which time, compared with what, limits, and what leaves the page. */
export function ChartBar(props: {
  readonly window: TimeWindow;
  readonly drawn: readonly string[];
  readonly onPicture: () => void;
}) {
  const { t } = useTranslation("charts");
  return (
    <div className="chart-bar">
      <Presets />
      <RangeFields window={props.window} />
      <Steps window={props.window} />
      <Comparing />
      <span className="chart-bar-end">
        <Exports window={props.window} drawn={props.drawn} onPicture={props.onPicture} />
        <CopyButton
          icon="link"
          text={() => globalThis.location.href}
          label={t("link.copy")}
          copied={t("link.copied")}
          failed={t("link.failed")}
        />
      </span>
    </div>
  );
}

function Presets() {
  const { t } = useTranslation("charts");
  const range = useChartStore((state) => state.view.range);
  const showRange = useChartStore((state) => state.showRange);
  return (
    <fieldset className="chart-choice">
      <legend className="visually-hidden">{t("range.label")}</legend>
      {PRESET_SPANS_MS.map((spanMs, i) => {
        const name = SPAN_NAMES[i] ?? "d1";
        return (
          <button
            key={spanMs}
            type="button"
            aria-pressed={range.kind === "last" && range.spanMs === spanMs}
            onClick={() => showRange({ kind: "last", spanMs }, true)}
            data-testid={`span-${name}`}
          >
            {t(`range.spans.${name}`)}
          </button>
        );
      })}
    </fieldset>
  );
}

function Steps({ window }: { readonly window: TimeWindow }) {
  const { t } = useTranslation("charts");
  const { showRange, goBack } = useChartStore.getState();
  const canGoBack = useChartStore((state) => state.before.length > 0);
  const isLive = useChartStore((state) => state.view.range.kind === "last");
  const spanMs = window.toMs - window.fromMs;
  const zoom = (factor: number) => () =>
    showRange(zoomWindow(window, { factor, aboutMs: window.fromMs + spanMs / 2 }, serverNowMs()), true);
  const pan = (share: number) => () => showRange(panWindow(window, share, serverNowMs()), true);
  const button = (icon: IconName, label: string, onClick: () => void, isDisabled = false) => (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <span className="chart-steps">
      {button("fold", t("range.earlier"), pan(-0.5))}
      {button("unfold", t("range.later"), pan(0.5), isLive)}
      {button("plus", t("range.zoomIn"), zoom(0.5))}
      {button("minus", t("range.zoomOut"), zoom(2))}
      {button("undo", t("range.back"), goBack, !canGoBack)}
      <button
        type="button"
        className="chart-live"
        aria-pressed={isLive}
        disabled={isLive}
        onClick={() => showRange({ kind: "last", spanMs }, true)}
        data-testid="chart-live"
      >
        <Icon name="pulse" size={14} />
        {t(isLive ? "range.isLive" : "range.live")}
      </button>
    </span>
  );
}

function Comparing() {
  const { t } = useTranslation("charts");
  const { comparison, areLimitsShown } = useChartStore((state) => state.view);
  const change = useChartStore((state) => state.change);
  return (
    <span className="chart-comparing">
      <label>
        {t("comparison.label")}
        <select
          value={comparison ?? ""}
          onChange={(event) => {
            const chosen = COMPARISONS.find((each) => each === event.target.value) ?? null;
            change((view) => ({ ...view, comparison: chosen }));
          }}
          data-testid="comparison"
        >
          <option value="">{t("comparison.none")}</option>
          {COMPARISONS.map((each) => (
            <option key={each} value={each}>
              {t(`comparison.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={areLimitsShown}
          onChange={(event) => change((view) => ({ ...view, areLimitsShown: event.target.checked }))}
        />
        {t("limits")}
      </label>
    </span>
  );
}

function Exports(props: {
  readonly window: TimeWindow;
  readonly drawn: readonly string[];
  readonly onPicture: () => void;
}) {
  const { t } = useTranslation("charts");
  const isNothing = props.drawn.length === 0;
  const addressOf = (format: "csv" | "parquet") =>
    buildPath("/api/v1/observations/export", {
      ...{ format, datastream: props.drawn.join(",") },
      ...{ from: Math.floor(props.window.fromMs), to: Math.ceil(props.window.toMs) },
    });
  const link = (format: "csv" | "parquet") =>
    isNothing ? null : (
      // The server names the file.
      <a
        href={addressOf(format)}
        download
        aria-label={t(`export.${format}Of`)}
        data-testid={`export-${format}`}
      >
        <Icon name="download" size={14} />
        {t(`export.${format}`)}
      </a>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: links and a button, no fields
    <span className="chart-exports" role="group" aria-label={t("export.label")}>
      {link("csv")}
      {link("parquet")}
      <button
        type="button"
        disabled={isNothing}
        aria-label={t("export.pngOf")}
        onClick={props.onPicture}
        data-testid="export-png"
      >
        <Icon name="download" size={14} />
        {t("export.png")}
      </button>
    </span>
  );
}
