import type { Integrator } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useConnectors } from "../../client/integrators/connector-queries.ts";
import { useWebhooks } from "../../client/integrators/webhook-queries.ts";
import { useDeleteToken } from "../../client/token-queries.ts";
import { formatNumber } from "../../format/number.ts";
import { Dialog } from "../dialog.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { formatPerMinute } from "./token-columns.ts";
import "./integrator-dialogs.css";

/** Revokes a token after saying what stops with it. */
export function RevokeDialog(props: { readonly integrator: Integrator; readonly onClose: () => void }) {
  const { t } = useTranslation("integrators");
  const { id, name, datastreams, perSecondMinute } = props.integrator;
  const revoke = useDeleteToken();
  const connectors = useConnectors(true).data?.filter(({ token, enabled }) => token === id && enabled) ?? [];
  const webhooks = useWebhooks().data?.filter(({ token, state }) => token === id && state === "active") ?? [];
  return (
    <Dialog title={t("tokens.revokeNamed", { name })} closeLabel={t("close")} onClose={props.onClose}>
      <p className="card-lead">{t("revoke.lead")}</p>
      <ul className="revoke-list" data-testid="revoke-stops">
        <li>{t("revoke.connections")}</li>
        {datastreams > 0 && (
          <li>
            {t("revoke.datastreams", {
              number: formatNumber(datastreams),
              rate: formatPerMinute(perSecondMinute),
            })}
          </li>
        )}
        {connectors.length > 0 && (
          <li>{t("revoke.connectors", { names: connectors.map((each) => each.name).join(", ") })}</li>
        )}
        {webhooks.length > 0 && (
          <li>{t("revoke.webhooks", { names: webhooks.map((each) => each.name).join(", ") })}</li>
        )}
      </ul>
      {revoke.isError && <ProblemNotice error={revoke.error} />}
      <div className="dialog-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button
          danger
          disabled={revoke.isPending}
          data-testid="revoke-confirm"
          onClick={() => revoke.mutate(id, { onSuccess: props.onClose })}
        >
          {t("revoke.confirm")}
        </Button>
      </div>
    </Dialog>
  );
}
