import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HealthShares, shareFindings, useHealthStore } from "../../../client/inspector/health-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";
import { FindingMark } from "../../models/finding-mark.tsx";
import { wordOfRule } from "../../models/placement-words.ts";
import { useModelReport } from "./use-model-report.ts";
import "../tool-panel.css";
import "./health-head.css";

/** At the head of the left panel. Of several models one line each, which unfolds: the tree needs the room. */
export function HealthHeads(props: { readonly ids: readonly string[]; readonly isUnfolded?: boolean }) {
  const isOne = props.ids.length === 1;
  return (
    <div className="health-heads">
      {props.ids.map((id) => (
        <HealthHead key={id} id={id} isNamed={!isOne} isUnfolded={isOne || (props.isUnfolded ?? false)} />
      ))}
    </div>
  );
}

/** How many findings a model has, how much of it they concern, and where it is placed. */
function HealthHead(props: {
  readonly id: string;
  readonly isNamed: boolean;
  /** At first. */
  readonly isUnfolded: boolean;
}) {
  const { id, isNamed } = props;
  const { t } = useTranslation(["models", "inspector"]);
  const [isUnfolded, setUnfolded] = useState(props.isUnfolded);
  const isOpen = isUnfolded || !isNamed;
  const name = useInspectorStore(({ models }) => models.get(id)?.name);
  const shown = useHealthStore((state) => state.shown);
  const report = useModelReport(id);
  if (!report) return null;
  const { findings, placement, products } = report;
  const shares = shareFindings(findings);
  const title = isNamed && name ? name : t("health.title");
  const severity = shares.errors > 0 ? "error" : shares.warnings > 0 ? "warning" : "info";
  return (
    <section className="health-head" aria-label={t("health.title")} data-testid="health-head">
      <div className="health-head-line">
        {isNamed && (
          <button
            type="button"
            className="tool-icon"
            aria-expanded={isOpen}
            aria-label={title}
            title={t("inspector:health.unfold")}
            onClick={() => setUnfolded(!isOpen)}
          >
            <Icon name={isOpen ? "down" : "unfold"} size={12} />
          </button>
        )}
        {severity !== "info" && <FindingMark severity={severity} />}
        <h3 title={title}>{title}</h3>
        <button
          type="button"
          className="tool-button"
          aria-expanded={shown === id}
          data-testid="health-open"
          onClick={() => useHealthStore.setState({ shown: shown === id ? null : id })}
        >
          {findings.length === 0
            ? t("inspector:health.open")
            : t("inspector:health.openCount", { count: findings.length })}
        </button>
      </div>
      {isOpen && (
        <>
          <FindingBar products={products} shares={shares} />
          <p>
            {findings.length === 0
              ? t("findings.none")
              : [
                  ["error", shares.errors] as const,
                  ["warning", shares.warnings] as const,
                  ["info", shares.notes] as const,
                ]
                  .filter(([, count]) => count > 0)
                  .map(([each, count]) => `${t(`findings.${each}`)} ${formatNumber(count)}`)
                  .join(" • ")}
          </p>
          <p title={placement.crs}>
            {t("inspector:health.crs", {
              what: [placement.crs, wordOfRule(placement.rule, t)].filter(Boolean).join(" • "),
            })}
          </p>
        </>
      )}
    </section>
  );
}

/** Products in proportion: those that an error names, those that a warning names, the rest. */
function FindingBar({ products, shares }: { readonly products: number; readonly shares: HealthShares }) {
  const { t } = useTranslation("inspector");
  const { withError, withWarning } = shares;
  const label = t("health.bar", {
    products: formatNumber(products),
    errors: formatNumber(withError),
    warnings: formatNumber(withWarning),
  });
  return (
    <div className="finding-bar" role="img" aria-label={label} title={label}>
      <i style={{ flexGrow: Math.max(1, products - withError - withWarning) }} />
      {withWarning > 0 && <i className="is-warning" style={{ flexGrow: withWarning }} />}
      {withError > 0 && <i className="is-error" style={{ flexGrow: withError }} />}
    </div>
  );
}
