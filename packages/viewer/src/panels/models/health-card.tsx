import type { Model, ModelHealthReport } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../format/bytes.ts";
import { formatNumber } from "../../format/number.ts";
import { CopyButton } from "../copy-button.tsx";
import { Card } from "./card.tsx";
import { FindingMark } from "./finding-mark.tsx";
import { HealthBar } from "./health-bar.tsx";
import { writeHealthText } from "./health-text.ts";
import { partNotDrawn } from "./not-drawn-kinds.ts";
import "./health-card.css";

/** The counts of a model's products, which add up, and what its file says of itself. */
export function HealthCard(props: { readonly model: Model; readonly health: ModelHealthReport }) {
  const { t } = useTranslation("models");
  const { model, health } = props;
  const { products, drawn, drawnFromAxis } = health;
  const { failedCount, meantCount } = partNotDrawn(health.notDrawn);
  const sum = drawn + drawnFromAxis + failedCount + meantCount;
  return (
    <Card
      title={t("health.title")}
      testId="model-health"
      extra={
        <CopyButton
          text={() => writeHealthText(model, health)}
          label={t("health.copy")}
          copied={t("health.copied")}
          failed={t("health.copyFailed")}
        />
      }
    >
      <div className="card-body health">
        <p className="health-sum">
          <Count value={products} words={t("health.products")} testId="health-products" />
          <Count value={drawn} words={t("health.drawn")} testId="health-drawn" />
          <span aria-hidden="true">+</span>
          <Count value={drawnFromAxis} words={t("health.drawnFromAxis")} testId="health-axis" />
          <span aria-hidden="true">+</span>
          <Count value={meantCount} words={t("health.notMeant")} testId="health-not-meant" />
          <span aria-hidden="true">+</span>
          <Count value={failedCount} words={t("health.notDrawn")} testId="health-not-drawn" />
        </p>
        <HealthBar {...{ products, drawn, drawnFromAxis }} notMeant={meantCount} notDrawn={failedCount} />
        {sum !== products && (
          <p className="health-off" role="alert">
            <FindingMark severity="error" />
            {t("health.sumIsOff", { sum: formatNumber(sum), products: formatNumber(products) })}
          </p>
        )}
        <dl className="health-facts">
          <Fact name={t("health.withRepresentation")} count={health.withRepresentation} />
          <Fact name={t("health.parserErrors")} count={health.parserErrors} isBadNews />
          <Fact name={t("health.missingGlobalIds")} count={health.missingGlobalIds} isBadNews />
          <Fact name={t("health.duplicateGlobalIds")} count={health.duplicateGlobalIds} isBadNews />
          <Fact name={t("health.undecodableStrings")} count={health.undecodableStrings} isBadNews />
          <dt>{t("health.schema")}</dt>
          <dd>{health.schema}</dd>
          <dt>{t("health.units")}</dt>
          <dd>{[health.units.length, health.units.angle].filter(Boolean).join(" • ")}</dd>
          <dt>{t("health.file")}</dt>
          <dd>
            {model.fileName} • {formatBytes(model.bytes)}
          </dd>
        </dl>
      </div>
    </Card>
  );
}

function Count(props: { readonly value: number; readonly words: string; readonly testId: string }) {
  return (
    <span className="health-count">
      <b data-testid={props.testId}>{formatNumber(props.value)}</b> {props.words}
    </span>
  );
}

function Fact(props: { readonly name: string; readonly count: number; readonly isBadNews?: boolean }) {
  const isCalm = !props.isBadNews || props.count === 0;
  return (
    <>
      <dt>{props.name}</dt>
      <dd className={isCalm ? undefined : "is-noted"}>
        {!isCalm && <FindingMark severity="warning" size={14} />}
        {formatNumber(props.count)}
      </dd>
    </>
  );
}
