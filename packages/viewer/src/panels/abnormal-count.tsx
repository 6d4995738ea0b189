import type { Severity } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../format/number.ts";
import { StatusMark } from "./status-mark.tsx";

/** How many are abnormal, with the mark of the worst; a quiet 0 where none is. */
export function AbnormalCount(props: {
  readonly count: number;
  readonly worst: Severity;
  readonly testId?: string;
}) {
  const { t } = useTranslation("layers");
  const { count } = props;
  return (
    <span className="layer-abnormal" data-testid={props.testId}>
      <span className="visually-hidden">{t("class.abnormal")}</span>
      {count > 0 && <StatusMark kind={props.worst} size={14} />}
      <span className={count > 0 ? "is-abnormal" : "is-calm"}>{formatNumber(count)}</span>
    </span>
  );
}
