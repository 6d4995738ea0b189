import type { ReadingReport } from "@shuicheng/shared/ifc";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../format/number.ts";
import { FindingsCard } from "./findings-card.tsx";

/** What was read of a file that did not become a model. */
export function LocalReport({ report }: { readonly report: ReadingReport }) {
  const { t } = useTranslation("local");
  const facts: readonly (readonly [string, string])[] = [
    [t("report.records"), formatNumber(report.records)],
    [t("report.products"), formatNumber(report.products)],
    [t("report.schema"), report.schema || t("report.none")],
    [t("report.writtenBy"), report.writtenBy || t("report.none")],
    [t("report.missingGlobalIds"), formatNumber(report.missingGlobalIds)],
    [t("report.duplicateGlobalIds"), formatNumber(report.duplicateGlobalIds)],
    [t("report.undecodableStrings"), formatNumber(report.undecodableStrings)],
  ];
  return (
    <details data-testid="local-report">
      <summary>{t("report.title")}</summary>
      <dl className="health-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <FindingsCard findings={report.findings} />
    </details>
  );
}
