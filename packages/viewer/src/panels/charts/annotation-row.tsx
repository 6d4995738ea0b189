import { useState } from "react";
import { useTranslation } from "react-i18next";
import { codeOf } from "../../client/api-problem.ts";
import { useAnnotationActions } from "../../client/charts/annotation-queries.ts";
import type { ChartAnnotation } from "../../client/charts/chart-annotations.ts";
import { useChartStore } from "../../client/charts/chart-store.ts";
import { chooseWindow } from "../../client/charts/chart-view.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatAge } from "../../format/age.ts";
import { Icon } from "../icons.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { AnnotationForm } from "./annotation-form.tsx";
import { AnnotationTime } from "./annotation-time.tsx";

/** Margin around a span that is gone to, as a share of it; around a moment, ms. */
const AROUND_SPAN = 0.5;
const AROUND_MOMENT_MS = 1_800_000;

/** An annotation in the list: a press goes there; it can be changed and deleted. */
export function AnnotationRow(props: {
  readonly annotation: ChartAnnotation;
  readonly isWriter: boolean;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation("charts");
  const { annotation } = props;
  const [isChanging, setChanging] = useState(false);
  const showRange = useChartStore((state) => state.showRange);
  const { fromMs, toMs, text } = annotation;
  const aroundMs = fromMs === toMs ? AROUND_MOMENT_MS : (toMs - fromMs) * AROUND_SPAN;
  return (
    <li data-testid="annotation">
      {isChanging ? (
        <ChangeForm annotation={annotation} onDone={() => setChanging(false)} />
      ) : (
        <>
          <button
            type="button"
            className="chart-name"
            title={t("notes.go")}
            onClick={() => showRange(chooseWindow(fromMs - aroundMs, toMs + aroundMs), true)}
          >
            <strong>{text}</strong>
            <AnnotationTime fromMs={fromMs} toMs={toMs} />
            <Author annotation={annotation} />
          </button>
          {props.isWriter && (
            <span className="chart-note-actions">
              <button
                type="button"
                className="icon-button"
                aria-label={t("notes.change", { text })}
                onClick={() => setChanging(true)}
              >
                <Icon name="pen" size={14} />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t("notes.remove", { text })}
                onClick={props.onRemove}
              >
                <Icon name="trash" size={14} />
              </button>
            </span>
          )}
        </>
      )}
    </li>
  );
}

/** Who wrote it and, where it was changed, who did so last. Nobody is named to guests. */
function Author({
  annotation: { author, changedBy, changedAtMs },
}: {
  readonly annotation: ChartAnnotation;
}) {
  const { t } = useTranslation("charts");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  if (author === null) return null;
  const age = formatAge(changedAtMs, nowMs, style);
  return (
    <span>
      {changedBy === null ? t("notes.by", { author, age }) : t("notes.changed", { author, changedBy, age })}
    </span>
  );
}

function ChangeForm({
  annotation,
  onDone,
}: {
  readonly annotation: ChartAnnotation;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation("charts");
  const { change } = useAnnotationActions();
  // What was seen when the change began; what somebody else made of it since is seen once it is refused.
  const [seen, setSeen] = useState(annotation.version);
  const isConflict = codeOf(change.error) === "annotation/conflict" && change.isError;
  return (
    <AnnotationForm
      place={annotation}
      initialText={annotation.text}
      error={change.error}
      isBusy={change.isPending}
      onCancel={onDone}
      onSave={(text) => {
        const version = isConflict ? annotation.version : seen;
        setSeen(version);
        change.mutate({ id: annotation.id, version, text }, { onSuccess: onDone });
      }}
    >
      {isConflict && (
        <p className="chart-note" data-testid="annotation-now">
          {t("notes.now", { text: annotation.text, changedBy: annotation.changedBy ?? "—" })}
        </p>
      )}
    </AnnotationForm>
  );
}
