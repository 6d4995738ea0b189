import type { Finding } from "@shuicheng/shared/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../format/number.ts";
import { Card } from "./card.tsx";
import { FindingGroup } from "./finding-group.tsx";
import { FindingMark } from "./finding-mark.tsx";
import { groupFindings, SEVERITY_ORDER } from "./group-findings.ts";
import "./findings-card.css";

/** What was found in the file, by code: the worst first, each group to be opened. */
export function FindingsCard({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation("models");
  const [severity, setSeverity] = useState<Finding["severity"] | null>(null);
  const groups = groupFindings(findings);
  const shown = groups.filter((group) => severity === null || group.severity === severity);
  const countOf = (wanted: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === wanted).length;
  return (
    <Card
      title={t("findings.title")}
      testId="model-findings"
      extra={<span className="card-note">{t("findings.count", { count: findings.length })}</span>}
    >
      {findings.length === 0 ? (
        <p className="card-body card-lead">{t("findings.none")}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of form fields */}
          <div className="finding-filter" role="group" aria-label={t("findings.filter")}>
            <button type="button" aria-pressed={severity === null} onClick={() => setSeverity(null)}>
              {t("findings.all")} {formatNumber(findings.length)}
            </button>
            {SEVERITY_ORDER.filter((each) => countOf(each) > 0).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={severity === each}
                onClick={() => setSeverity(each)}
              >
                <FindingMark severity={each} size={14} />
                {t(`findings.${each}`)} {formatNumber(countOf(each))}
              </button>
            ))}
          </div>
          <ul className="finding-groups">
            {shown.map((group) => (
              <FindingGroup key={`${group.severity} ${group.code}`} group={group} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
