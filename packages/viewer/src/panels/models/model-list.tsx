import type { Model } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatBytes } from "../../format/bytes.ts";
import { formatNumber, formatPlace } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { PageLink } from "../page-link.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { FindingMark } from "./finding-mark.tsx";
import { HealthBar } from "./health-bar.tsx";
import { wordOfRule } from "./placement-words.ts";
import "./model-list.css";

/** The models: what each is, where it stands, how much of it is drawn, and what was found. */
export function ModelList(props: { readonly models: readonly Model[]; readonly opened: string | undefined }) {
  const { t } = useTranslation("models");
  return (
    <nav className="model-list" aria-label={t("list")}>
      <ul>
        {props.models.map((model) => (
          <li key={model.id} data-testid={`model-${model.id}`}>
            <PageLink to={{ page: "models", model: model.id }} isCurrent={model.id === props.opened}>
              <Row model={model} />
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Row({ model }: { readonly model: Model }) {
  const { t } = useTranslation("models");
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const { placement, health } = model;
  return (
    <>
      <span className="model-line">
        <strong>{model.name}</strong>
        <span>{t("revision", { revision: model.revision })}</span>
        <span>{formatBytes(model.bytes)}</span>
      </span>
      <span className="model-line is-quiet">
        {placement.lon === null || placement.lat === null ? (
          <span className="model-unplaced">{t("row.unplaced")}</span>
        ) : (
          <span>
            {formatPlace(placement.lon, placement.lat)} • {wordOfRule(placement.rule, t)}
          </span>
        )}
      </span>
      <HealthBar {...health} />
      <span className="model-line is-quiet">
        <span className="model-drawn">
          {t("row.drawnOf", {
            drawn: formatNumber(health.drawn + health.drawnFromAxis),
            products: formatNumber(health.products),
          })}
        </span>
        {health.errors > 0 && (
          <span title={t("row.errors", { count: health.errors })}>
            <FindingMark severity="error" size={14} />
            {t("row.errors", { count: health.errors })}
          </span>
        )}
        {health.warnings > 0 && (
          <span title={t("row.warnings", { count: health.warnings })}>
            <FindingMark severity="warning" size={14} />
            {t("row.warnings", { count: health.warnings })}
          </span>
        )}
        <span className="model-when">{formatMoment(model.publishedAt, nowMs, style)}</span>
      </span>
    </>
  );
}
