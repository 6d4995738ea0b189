import type { Integrator } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatAge } from "../../format/age.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { StatusMark } from "../status-mark.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { formatPerMinute } from "./token-columns.ts";

/** A token in the list. */
export function TokenRow(props: {
  readonly integrator: Integrator;
  readonly isChosen: boolean;
  readonly isAdministrator: boolean;
  readonly onChoose: () => void;
  readonly onAsk: (what: "quota" | "revoke") => void;
}) {
  const { t } = useTranslation("integrators");
  const { integrator } = props;
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const limit = (most: number | null) => (most === null ? t("tokens.unlimited") : formatNumber(most));
  const { perSecond, perDay, mode } = integrator.quota;
  const isLimited = perSecond !== null || perDay !== null;
  return (
    <tr data-testid={`token-${integrator.name}`} aria-current={props.isChosen || undefined}>
      <td>
        <button type="button" className="row-button" onClick={props.onChoose} title={integrator.name}>
          {integrator.name}
        </button>
      </td>
      <td>{formatMoment(integrator.createdAt, nowMs, style)}</td>
      <td data-testid="token-seen">
        {integrator.lastArrival === null
          ? t("tokens.never")
          : formatAge(integrator.lastArrival, nowMs, style)}
      </td>
      <td className="is-number">{formatPerMinute(integrator.perSecondMinute)}</td>
      <td className="is-number">
        {formatNumber(integrator.datastreams)}
        {integrator.silent > 0 && (
          <span className="cell-mark">
            <StatusMark kind="stale" size={12} /> {t("tokens.silent", { count: integrator.silent })}
          </span>
        )}
      </td>
      <td className="is-number" data-testid="token-today">
        {formatNumber(integrator.itemsToday)} / {limit(perDay)}
        {integrator.itemsBeyondQuota > 0 && (
          <span className="cell-mark">
            <StatusMark kind="medium" size={12} />{" "}
            {t("tokens.beyond", { number: formatNumber(integrator.itemsBeyondQuota) })}
          </span>
        )}
      </td>
      <td className="is-number">
        {limit(perSecond)}
        {isLimited && <span className="cell-note"> • {t(`tokens.${mode}`)}</span>}
      </td>
      {props.isAdministrator && (
        <td className="row-actions">
          <button
            type="button"
            className="text-button"
            aria-label={t("tokens.quotaNamed", { name: integrator.name })}
            onClick={() => props.onAsk("quota")}
          >
            {t("tokens.quota")}
          </button>
          <button
            type="button"
            className="text-button"
            aria-label={t("tokens.revokeNamed", { name: integrator.name })}
            onClick={() => props.onAsk("revoke")}
          >
            {t("tokens.revoke")}
          </button>
        </td>
      )}
    </tr>
  );
}
