import type { WebhookDelivery } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { sayWebhookReason } from "../../format/webhook-words.ts";
import { useTimeStyle } from "../use-time-style.ts";
import { useEventNames } from "./use-event-names.ts";
import "./plain-table.css";

/** The last attempts to deliver, newest first: what was sent, at which attempt, and what came back. */
export function WebhookDeliveries(props: {
  readonly name: string;
  readonly deliveries: readonly WebhookDelivery[];
}) {
  const { t } = useTranslation("waysIn");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const nameEvent = useEventNames();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <div className="webhook-deliveries" tabIndex={0}>
      <table className="plain-table" aria-label={t("webhooks.deliveriesOf", { name: props.name })}>
        <thead>
          <tr>
            <th scope="col">{t("webhooks.columns.time")}</th>
            <th scope="col">{t("webhooks.columns.type")}</th>
            <th scope="col" className="is-number">
              {t("webhooks.columns.items")}
            </th>
            <th scope="col" className="is-number">
              {t("webhooks.columns.attempt")}
            </th>
            <th scope="col">{t("webhooks.columns.answer")}</th>
            <th scope="col" className="is-number">
              ms
            </th>
          </tr>
        </thead>
        <tbody>
          {props.deliveries.map(({ at, event, type, items, attempt, status, reason, ms }) => (
            <tr key={`${event}-${at}-${attempt}`} title={event} data-delivered={reason === null}>
              <td>{formatMoment(at, nowMs, style)}</td>
              <td>{nameEvent(type)}</td>
              <td className="is-number">{formatNumber(items)}</td>
              <td className="is-number">{formatNumber(attempt)}</td>
              <td className="is-answer">
                {reason === null ? status : sayWebhookReason(reason, style.language)}
              </td>
              <td className="is-number">{formatNumber(ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
