import type { Integrator } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../format/number.ts";
import { formatPerMinute, formatShare } from "./token-columns.ts";
import "./summary-strip.css";

/** The chosen token in figures. */
export function SummaryStrip({ integrator }: { readonly integrator: Integrator }) {
  const { t } = useTranslation("integrators");
  const share = (count: number) => formatShare(count, integrator);
  const figures = [
    { key: "rate", value: formatPerMinute(integrator.perSecondMinute), unit: t("summary.perMinute") },
    { key: "hour", value: formatPerMinute(integrator.perSecondHour), unit: t("summary.perMinute") },
    { key: "accepted", value: formatNumber(integrator.accepted), unit: t("summary.items") },
    { key: "duplicates", value: share(integrator.duplicates), unit: "%" },
    { key: "late", value: share(integrator.late), unit: "%" },
    { key: "outOfRange", value: share(integrator.outOfRange), unit: "%" },
    { key: "rejected", value: share(integrator.rejected), unit: "%" },
    { key: "silent", value: formatNumber(integrator.silent), unit: t("summary.streams") },
  ] as const;
  return (
    <section className="summary-strip" aria-label={integrator.name} data-panel="summary">
      <div className="summary-name">
        <h2>{t("title")}</h2>
        <p title={integrator.name}>
          {t("lead", { name: integrator.name, number: formatNumber(integrator.datastreams) })}
        </p>
      </div>
      <dl>
        {figures.map(({ key, value, unit }) => (
          <div key={key}>
            <dt>{t(`summary.${key}`)}</dt>
            <dd data-testid={`summary-${key}`}>
              <strong>{value}</strong> <span>{unit}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
