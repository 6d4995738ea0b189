import { MAX_ANNOTATION_LENGTH } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimeWindow } from "../../client/charts/chart-view.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { AnnotationTime } from "./annotation-time.tsx";

/** The words of a new annotation, or of one that is changed. What was typed stays where saving fails. */
export function AnnotationForm(props: {
  readonly place: TimeWindow;
  readonly initialText: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  /** What to know before saving again. */
  readonly children?: ReactNode;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation("charts");
  const [text, setText] = useState(props.initialText);
  const trimmed = text.trim();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (trimmed !== "" && !props.isBusy) props.onSave(trimmed);
  };
  return (
    <form
      className="chart-note-form"
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === "Escape") props.onCancel();
      }}
    >
      <AnnotationTime {...props.place} />
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
      <Button size="small" type="primary" htmlType="submit" disabled={trimmed === "" || props.isBusy}>
        {t("notes.save")}
      </Button>
      {props.error != null && <ProblemNotice error={props.error} />}
      {props.children}
    </form>
  );
}
