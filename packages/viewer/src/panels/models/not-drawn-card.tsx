import { useTranslation } from "react-i18next";
import { formatNumber } from "../../format/number.ts";
import { formatAssetClass } from "../../format/terms.ts";
import { useLanguage } from "../use-time-style.ts";
import { Card } from "./card.tsx";
import { type NotDrawnRow, partNotDrawn } from "./not-drawn-kinds.ts";
import "./not-drawn-card.css";

/** What is not drawn, by class and reason: first what could not be, then, folded, what was not meant to be. */
export function NotDrawnCard({ notDrawn }: { readonly notDrawn: readonly NotDrawnRow[] }) {
  const { t } = useTranslation("models");
  const { failed, meant, failedCount, meantCount } = partNotDrawn(notDrawn);
  return (
    <Card
      title={t("notDrawn.title")}
      testId="model-not-drawn"
      extra={<span className="card-note">{formatNumber(failedCount)}</span>}
    >
      {failed.length === 0 ? (
        <p className="card-body card-lead">
          {t(meant.length === 0 ? "notDrawn.none" : "notDrawn.noneFailed")}
        </p>
      ) : (
        <NotDrawnTable rows={failed} />
      )}
      {meant.length > 0 && (
        <details className="not-drawn-meant" data-testid="not-drawn-meant">
          <summary>{t("notDrawn.meant", { number: formatNumber(meantCount) })}</summary>
          <NotDrawnTable rows={meant} />
        </details>
      )}
    </Card>
  );
}

function NotDrawnTable({ rows }: { readonly rows: readonly NotDrawnRow[] }) {
  const { t } = useTranslation("models");
  const language = useLanguage();
  return (
    <table className="not-drawn">
      <thead>
        <tr>
          <th scope="col">{t("notDrawn.type")}</th>
          <th scope="col">{t("notDrawn.reason")}</th>
          <th scope="col">{t("notDrawn.count")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ type, reason, count, detail }) => (
          <tr key={`${type} ${reason} ${detail}`}>
            <td>{formatAssetClass(type, language)}</td>
            <td>
              {t(`notDrawn.reasons.${reason}`)}
              {detail !== undefined && <small lang="en">{detail}</small>}
            </td>
            <td>{formatNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
