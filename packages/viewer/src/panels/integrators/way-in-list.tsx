import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../problem-notice.tsx";
import "./way-in-list.css";

/** Connectors, sources or webhooks in lines, and a form that makes or changes one. */
export function WayInList<T extends { readonly id: number }>(props: {
  readonly list: UseQueryResult<readonly T[]>;
  readonly createLabel: string;
  readonly noneText: string;
  readonly row: (each: T, onChange: () => void) => ReactNode;
  /** @param each Undefined: a new one */
  readonly form: (each: T | undefined, onClose: () => void) => ReactNode;
}) {
  const { t } = useTranslation("waysIn");
  const { list } = props;
  const [open, setOpen] = useState<T | "new" | null>(null);
  return (
    <>
      <div className="way-in-head">
        <Button size="small" type="primary" onClick={() => setOpen("new")}>
          {props.createLabel}
        </Button>
      </div>
      {list.isPending && <p className="card-empty">{t("loading")}</p>}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className="card-empty">{props.noneText}</p>}
      <ul className="way-in-list">
        {list.data?.map((each) => (
          <Fragment key={each.id}>{props.row(each, () => setOpen(each))}</Fragment>
        ))}
      </ul>
      {open && props.form(open === "new" ? undefined : open, () => setOpen(null))}
    </>
  );
}
