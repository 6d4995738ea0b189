import type { ModelHealthReport } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../format/number.ts";
import { formatAssetClass } from "../../format/terms.ts";
import { useLanguage } from "../use-time-style.ts";
import { Card } from "./card.tsx";
import "./not-drawn-card.css";

/** What is not drawn, by class and reason, the most first. */
export function NotDrawnCard({ notDrawn }: Pick<ModelHealthReport, "notDrawn">) {
  const { t } = useTranslation("models");
  const language = useLanguage();
  const rows = notDrawn.toSorted((a, b) => b.count - a.count);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card
      title={t("notDrawn.title")}
      testId="model-not-drawn"
      extra={<span className="card-note">{formatNumber(total)}</span>}
    >
      {rows.length === 0 ? (
        <p className="card-body card-lead">{t("notDrawn.none")}</p>
      ) : (
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
      )}
    </Card>
  );
}
