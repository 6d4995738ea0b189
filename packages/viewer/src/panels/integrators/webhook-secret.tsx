import type { Webhook } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatMoment } from "../../format/time.ts";
import { CopyButton } from "../copy-button.tsx";
import { Dialog } from "../dialog.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import "../token-desk.css";
import "./integrator-dialogs.css";

/** The secret of a webhook that was just made or given another one, this once, and how a receiver checks by it. */
export function WebhookSecret(props: { readonly webhook: Webhook; readonly onClose: () => void }) {
  const { t } = useTranslation("waysIn");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const { name, secret = "", oldSecretUntil } = props.webhook;
  return (
    <Dialog title={t("webhooks.secretOf", { name })} closeLabel={t("close")} onClose={props.onClose}>
      <div className="token-once webhook-secret" data-testid="webhook-secret">
        <p>{t("webhooks.once")}</p>
        <code>{secret}</code>
        <CopyButton
          text={secret}
          label={t("webhooks.copy")}
          name={t("webhooks.copyNamed", { name })}
          copied={t("webhooks.copied")}
          failed={t("webhooks.copyFailed")}
        />
      </div>
      <p className="webhook-verify">{t("webhooks.verify")}</p>
      {oldSecretUntil !== null && (
        <p className="webhook-verify">
          {t("webhooks.oldUntil", { time: formatMoment(oldSecretUntil, nowMs, style) })}
        </p>
      )}
      <div className="dialog-actions">
        <Button type="primary" onClick={props.onClose}>
          {t("webhooks.kept")}
        </Button>
      </div>
    </Dialog>
  );
}
