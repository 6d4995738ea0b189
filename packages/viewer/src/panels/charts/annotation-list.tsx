import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_READ, useAnnotationActions } from "../../client/charts/annotation-queries.ts";
import type { ChartAnnotation } from "../../client/charts/chart-annotations.ts";
import type { TimeWindow } from "../../client/charts/chart-view.ts";
import { formatNumber } from "../../format/number.ts";
import { useIsWriter } from "../models/is-writer.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { AnnotationForm } from "./annotation-form.tsx";
import { AnnotationRow } from "./annotation-row.tsx";
import { LocalAnnotationsOffer } from "./local-annotations-offer.tsx";
import "./annotations.css";

/** Annotations of the stretch, and the form of a new one once its place is chosen in the chart. */
export function AnnotationList(props: {
  readonly annotations: readonly ChartAnnotation[];
  /** Why they could not be read. */
  readonly error: unknown;
  /** Older ones were not read. */
  readonly isMore: boolean;
  readonly series: readonly string[];
  /** Where the new one will stand; `choosing` while the chart waits for a place. */
  readonly placed: TimeWindow | "choosing" | null;
  readonly onPlacing: (placed: "choosing" | null) => void;
}) {
  const { t } = useTranslation("charts");
  const isWriter = useIsWriter();
  const { add, remove, restore } = useAnnotationActions();
  const [deleted, setDeleted] = useState<ChartAnnotation | null>(null);
  const { placed } = props;
  const close = (): void => {
    add.reset();
    props.onPlacing(null);
  };
  const failed = props.error ?? remove.error ?? restore.error;
  return (
    <section className="chart-notes" aria-label={t("notes.title")}>
      <div className="chart-head">
        <h2>{t("notes.title")}</h2>
        <Button
          size="small"
          disabled={props.series.length === 0 || !isWriter}
          onClick={() => (placed === null ? props.onPlacing("choosing") : close())}
          data-testid="annotate"
        >
          {t(placed === null ? "notes.add" : "notes.cancel")}
        </Button>
      </div>
      {placed === "choosing" && (
        <p className="chart-note" role="status">
          {t("notes.placing")}
        </p>
      )}
      {placed !== null && placed !== "choosing" && (
        <AnnotationForm
          place={placed}
          initialText=""
          error={add.error}
          isBusy={add.isPending}
          onSave={(text) => {
            const span = { from: Math.round(placed.fromMs), to: Math.round(placed.toMs) };
            add.mutate({ ...span, text, datastreams: [...props.series] }, { onSuccess: close });
          }}
          onCancel={close}
        />
      )}
      {deleted && (
        <p className="chart-note chart-undo" role="status" data-testid="annotation-deleted">
          <span>{t("notes.deleted", { text: deleted.text })}</span>
          <Button
            size="small"
            disabled={restore.isPending}
            onClick={() => restore.mutate(deleted.id, { onSuccess: () => setDeleted(null) })}
          >
            {t("notes.undo")}
          </Button>
        </p>
      )}
      {failed != null && <ProblemNotice error={failed} />}
      <ul>
        {props.annotations.map((each) => (
          <AnnotationRow
            key={each.id}
            annotation={each}
            isWriter={isWriter}
            onRemove={() => remove.mutate(each, { onSuccess: () => setDeleted(each) })}
          />
        ))}
      </ul>
      {props.annotations.length === 0 && placed === null && <p className="chart-note">{t("notes.none")}</p>}
      {props.isMore && <p className="chart-note">{t("notes.more", { number: formatNumber(MOST_READ) })}</p>}
      <p className="chart-note">{t(isWriter ? "notes.where" : "notes.signIn")}</p>
      {isWriter && <LocalAnnotationsOffer />}
    </section>
  );
}
