import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import type { DraftForm } from "./use-draft.ts";
import "./integrator-dialogs.css";

/** The dialog around the fields of a draft: what could not be saved, and the ways out. */
export function DraftDialog(props: {
  readonly title: string;
  readonly testId: string;
  readonly form: Pick<DraftForm<unknown>, "submit" | "isSaving" | "error">;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation("waysIn");
  const { submit, isSaving, error } = props.form;
  return (
    <Dialog title={props.title} closeLabel={t("close")} onClose={props.onClose}>
      <form className="source-form" onSubmit={submit} noValidate data-testid={props.testId}>
        {props.children}
        {error !== null && <ProblemNotice error={error} />}
        <div className="dialog-actions">
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="primary" htmlType="submit" disabled={isSaving}>
            {t("form.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
