import { Button } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type ChartAnnotation,
  MAX_ANNOTATION_LENGTH,
  useAnnotationStore,
} from "../../client/charts/chart-annotations.ts";
import { useChartStore } from "../../client/charts/chart-store.ts";
import { chooseWindow, type TimeWindow } from "../../client/charts/chart-view.ts";
import { formatExactTime } from "../../format/time.ts";
import { Icon } from "../icons.tsx";
import { useTimeStyle } from "../use-time-style.ts";

/** Margin around a span that is gone to, as a share of it; around a moment, ms. */
const AROUND_SPAN = 0.5;
const AROUND_MOMENT_MS = 1_800_000;

/** Annotations of the stretch, and the form of a new one once its place is chosen in the chart. */
export function AnnotationList(props: {
  readonly annotations: readonly ChartAnnotation[];
  readonly series: readonly string[];
  /** Where the new one will stand; `choosing` while the chart waits for a place. */
  readonly placed: TimeWindow | "choosing" | null;
  readonly onPlacing: (placed: "choosing" | null) => void;
}) {
  const { t } = useTranslation("charts");
  const isKept = useAnnotationStore((state) => state.isKept);
  const isChoosing = props.placed === "choosing";
  return (
    <section className="chart-notes" aria-label={t("notes.title")}>
      <div className="chart-head">
        <h2>{t("notes.title")}</h2>
        <Button
          size="small"
          disabled={props.series.length === 0}
          onClick={() => props.onPlacing(props.placed === null ? "choosing" : null)}
          data-testid="annotate"
        >
          {t(props.placed === null ? "notes.add" : "notes.cancel")}
        </Button>
      </div>
      {isChoosing && (
        <p className="chart-note" role="status">
          {t("notes.placing")}
        </p>
      )}
      {props.placed !== null && !isChoosing && (
        <NoteForm
          place={props.placed as TimeWindow}
          series={props.series}
          onDone={() => props.onPlacing(null)}
        />
      )}
      <ul>
        {props.annotations.map((each) => (
          <NoteRow key={each.id} annotation={each} />
        ))}
      </ul>
      {props.annotations.length === 0 && props.placed === null && (
        <p className="chart-note">{t("notes.none")}</p>
      )}
      <p className="chart-note">
        {isKept ? t("notes.where") : <span role="alert">{t("notes.notKept")}</span>}
      </p>
    </section>
  );
}

function NoteForm(props: {
  readonly place: TimeWindow;
  readonly series: readonly string[];
  readonly onDone: () => void;
}) {
  const { t } = useTranslation("charts");
  const [text, setText] = useState("");
  const add = useAnnotationStore((state) => state.add);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    add({ ...props.place, text, series: props.series });
    props.onDone();
  };
  return (
    <form className="chart-note-form" onSubmit={save}>
      <WhenOf {...props.place} />
      <input
        type="text"
        // biome-ignore lint/a11y/noAutofocus: the place was just chosen for this text
        autoFocus
        maxLength={MAX_ANNOTATION_LENGTH}
        aria-label={t("notes.text")}
        placeholder={t("notes.placeholder")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="annotation-text"
      />
      <Button size="small" type="primary" htmlType="submit" disabled={text.trim() === ""}>
        {t("notes.save")}
      </Button>
    </form>
  );
}

function NoteRow({ annotation }: { readonly annotation: ChartAnnotation }) {
  const { t } = useTranslation("charts");
  const remove = useAnnotationStore((state) => state.remove);
  const showRange = useChartStore((state) => state.showRange);
  const { fromMs, toMs, text, id } = annotation;
  const aroundMs = fromMs === toMs ? AROUND_MOMENT_MS : (toMs - fromMs) * AROUND_SPAN;
  return (
    <li data-testid="annotation">
      <button
        type="button"
        className="chart-name"
        title={t("notes.go")}
        onClick={() => showRange(chooseWindow(fromMs - aroundMs, toMs + aroundMs), true)}
      >
        <strong>{text}</strong>
        <WhenOf fromMs={fromMs} toMs={toMs} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t("notes.remove", { text })}
        onClick={() => remove(id)}
      >
        <Icon name="trash" size={14} />
      </button>
    </li>
  );
}

function WhenOf({ fromMs, toMs }: TimeWindow) {
  const { t } = useTranslation("charts");
  const style = useTimeStyle();
  const [from, to] = [fromMs, toMs].map((timeMs) => formatExactTime(timeMs, style)) as [string, string];
  if (fromMs === toMs) return <span>{t("notes.at", { time: from })}</span>;
  // The same day is said once.
  return (
    <span>{t("notes.span", { from, to: to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to })}</span>
  );
}
