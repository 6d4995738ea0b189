import type { Integrator, ReadableRejection } from "@shuicheng/shared/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRejections } from "../../client/integrators/integrator-queries.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { findFaultWords } from "../../format/fault-words.ts";
import { formatNumber } from "../../format/number.ts";
import { sayRejection } from "../../format/rejection-words.ts";
import { formatMoment } from "../../format/time.ts";
import { Card } from "../models/card.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import "./plain-table.css";
import "./rejections-card.css";

/** The last items that were not taken, with why; and how many there were by code. */
export function RejectionsCard({ integrator }: { readonly integrator: Integrator }) {
  const { t } = useTranslation("integrators");
  const rejections = useRejections(integrator.id);
  const [code, setCode] = useState<string | null>(null);
  const counts = Object.entries(integrator.rejectedByCode).toSorted(([, a], [, b]) => b - a);
  const shown = rejections.data?.filter((rejection) => code === null || rejection.code === code);
  return (
    <Card
      title={t("rejections.title")}
      testId="rejections"
      extra={
        <span className="card-note" data-testid="rejections-count">
          {t("rejections.note", {
            count: shown?.length ?? 0,
            number: formatNumber(integrator.rejected),
          })}
        </span>
      }
    >
      {rejections.isError && (
        <ProblemNotice error={rejections.error} onRetry={() => void rejections.refetch()} />
      )}
      {rejections.isPending && <p className="card-empty">{t("loading")}</p>}
      {rejections.data?.length === 0 && <p className="card-empty">{t("rejections.none")}</p>}
      {counts.length > 0 && (
        <fieldset className="code-counts" aria-label={t("rejections.code")}>
          <button type="button" aria-pressed={code === null} onClick={() => setCode(null)}>
            {t("rejections.all")}
          </button>
          {counts.map(([each, count]) => (
            <button key={each} type="button" aria-pressed={code === each} onClick={() => setCode(each)}>
              {each} <strong>{formatNumber(count)}</strong>
            </button>
          ))}
        </fieldset>
      )}
      {shown && shown.length > 0 && <RejectionTable rejections={shown} />}
    </Card>
  );
}

function RejectionTable({ rejections }: { readonly rejections: readonly ReadableRejection[] }) {
  const { t } = useTranslation("integrators");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <div className="rejections-scroll" tabIndex={0} data-panel="rejections">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("rejections.time")}</th>
            <th scope="col" className="is-number">
              {t("rejections.index")}
            </th>
            <th scope="col">{t("rejections.code")}</th>
            <th scope="col">{t("rejections.reason")}</th>
            <th scope="col">{t("rejections.item")}</th>
          </tr>
        </thead>
        <tbody>
          {rejections.map(({ at, index, code, message, item }, i) => {
            const words = findFaultWords(code, style.language, message);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rejections may be the same in everything
              <tr key={`${at}-${index}-${i}`}>
                <td>{formatMoment(at, nowMs, style)}</td>
                <td className="is-number">{index}</td>
                <td>
                  <code>{code}</code>
                </td>
                <td className="is-wide" title={`${sayRejection(message, style.language)} ${words.todo}`}>
                  {words.what} <span className="cell-note">{sayRejection(message, style.language)}</span>
                </td>
                <td className="is-item">
                  <code title={item}>{item}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
