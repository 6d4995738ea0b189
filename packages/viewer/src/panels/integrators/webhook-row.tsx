import type { Webhook, WebhookDelivery } from "@shuicheng/shared/contracts";
import { Button, Popconfirm } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeliveries, useWebhookActions } from "../../client/integrators/webhook-queries.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatAge } from "../../format/age.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { sayWebhookReason } from "../../format/webhook-words.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { StatusMark } from "../status-mark.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { useEventNames } from "./use-event-names.ts";
import { WayInActions } from "./way-in-actions.tsx";
import { WebhookDeliveries } from "./webhook-deliveries.tsx";

/** A webhook in the list, with what can be done with it. */
export function WebhookRow(props: {
  readonly webhook: Webhook;
  /** Null: an administrator's. */
  readonly tokenName: string | null;
  readonly onChange: () => void;
  readonly onRotated: (webhook: Webhook) => void;
}) {
  const { t } = useTranslation("waysIn");
  const { webhook } = props;
  const { id, name } = webhook;
  const { enable, rotate, remove, test } = useWebhookActions();
  const deliveries = useDeliveries(webhook);
  const failed = enable.error ?? rotate.error ?? remove.error ?? test.error ?? deliveries.error;
  return (
    <li data-testid={`webhook-${name}`}>
      <div className="way-in-title">
        <strong>{name}</strong>
        <WayInActions
          name={name}
          isEnabled={webhook.state === "active"}
          isBusy={enable.isPending}
          removeConsequence={t("webhooks.removeConsequence", { number: formatNumber(webhook.waiting) })}
          onChange={props.onChange}
          onRemove={() => remove.mutate(id)}
          onEnable={(enabled) => enable.mutate({ id, enabled })}
        >
          <Button size="small" disabled={test.isPending} onClick={() => test.mutate(id)}>
            {t("webhooks.test")}
          </Button>
          <Popconfirm
            title={t("webhooks.rotateQuestion", { name })}
            description={t("webhooks.rotateConsequence")}
            okText={t("webhooks.rotate")}
            cancelText={t("actions.keep")}
            onConfirm={() => rotate.mutate(id, { onSuccess: props.onRotated })}
          >
            <Button size="small" aria-label={t("webhooks.rotateNamed", { name })} disabled={rotate.isPending}>
              {t("webhooks.rotate")}
            </Button>
          </Popconfirm>
        </WayInActions>
      </div>
      <p className="way-in-address" title={webhook.url}>
        {webhook.url}
      </p>
      <Told webhook={webhook} tokenName={props.tokenName} />
      <State webhook={webhook} last={deliveries.data?.[0]} />
      {test.data && !test.isPending && <Tested delivery={test.data} />}
      {failed && <ProblemNotice error={failed} />}
      <Past name={name} deliveries={deliveries.data ?? []} />
    </li>
  );
}

/** What it tells of, and whose it is. */
function Told({ webhook, tokenName }: { readonly webhook: Webhook; readonly tokenName: string | null }) {
  const { t } = useTranslation("waysIn");
  const nameEvent = useEventNames();
  const filters = (["layers", "assets", "datastreams", "statuses"] as const).flatMap((filter) => {
    const count = webhook[filter]?.length;
    return count === undefined ? [] : [t(`webhooks.only.${filter}`, { number: formatNumber(count) })];
  });
  return (
    <p className="card-note">
      {[
        webhook.events.map(nameEvent).join(t("webhooks.and")),
        ...filters,
        tokenName === null ? t("webhooks.administrator") : t("actions.token", { name: tokenName }),
      ].join(" • ")}
    </p>
  );
}

function State({ webhook, last }: { readonly webhook: Webhook; readonly last: WebhookDelivery | undefined }) {
  const { t } = useTranslation("waysIn");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const { state, reason, failures, waiting, lost, lastDeliveredAt, nextAttemptAt, oldSecretUntil } = webhook;
  const isWell = state === "active" && failures === 0;
  const delivered =
    lastDeliveredAt === null
      ? t("webhooks.nothingYet")
      : t("webhooks.delivered", { age: formatAge(lastDeliveredAt, nowMs, style) });
  const answer = last && (last.status !== null ? t("webhooks.answered", { status: last.status }) : null);
  return (
    <div className="way-in-state" data-testid="webhook-state">
      <p>
        {isWell ? <Icon name="check" size={14} /> : <StatusMark kind="medium" size={14} />}
        <span>
          {t(`webhooks.states.${state}`)}
          {reason !== null && t("webhooks.because", { reason: sayWebhookReason(reason, style.language) })}
          {" • "}
          {delivered}
          {answer && ` • ${answer}`}
          {" • "}
          {t("webhooks.waiting", { number: formatNumber(waiting) })}
        </span>
      </p>
      {failures > 0 && (
        <p>
          {t("webhooks.failing", { number: formatNumber(failures) })}
          {last?.reason != null &&
            t("webhooks.because", { reason: sayWebhookReason(last.reason, style.language) })}
          {nextAttemptAt !== null &&
            ` • ${t("webhooks.next", { time: formatMoment(nextAttemptAt, nowMs, style) })}`}
        </p>
      )}
      {lost > 0 && <p>{t("webhooks.lost", { number: formatNumber(lost) })}</p>}
      {oldSecretUntil !== null && (
        <p className="card-note">
          {t("webhooks.oldUntil", { time: formatMoment(oldSecretUntil, nowMs, style) })}
        </p>
      )}
    </div>
  );
}

function Tested({ delivery: { status, reason, ms } }: { readonly delivery: WebhookDelivery }) {
  const { t } = useTranslation("waysIn");
  const { language } = useTimeStyle();
  return (
    <p role="status" className="webhook-tested" data-testid="webhook-tested">
      {reason === null ? <Icon name="check" size={14} /> : <StatusMark kind="medium" size={14} />}
      <span>
        {t(reason === null ? "webhooks.tested" : "webhooks.notTested", {
          answer: reason === null ? String(status) : sayWebhookReason(reason, language),
          ms: formatNumber(ms),
        })}
      </span>
    </p>
  );
}

function Past(props: { readonly name: string; readonly deliveries: readonly WebhookDelivery[] }) {
  const { t } = useTranslation("waysIn");
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (props.deliveries.length === 0) return null;
  return (
    <div className="webhook-past">
      <button
        type="button"
        className="text-button"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={t("webhooks.deliveriesOf", { name: props.name })}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? "down" : "unfold"} size={14} />
        {t("webhooks.deliveries", { number: formatNumber(props.deliveries.length) })}
      </button>
      <div id={id}>{isOpen && <WebhookDeliveries {...props} />}</div>
    </div>
  );
}
