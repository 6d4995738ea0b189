import type { Integrator, Webhook } from "@shuicheng/shared/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWebhooks } from "../../client/integrators/webhook-queries.ts";
import { WayInList } from "./way-in-list.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookRow } from "./webhook-row.tsx";
import { WebhookSecret } from "./webhook-secret.tsx";
import "./webhooks.css";

/** Who is told of what happens: how each goes, and ways to make, try, change, pause and delete them. */
export function WebhookList({ integrators }: { readonly integrators: readonly Integrator[] }) {
  const { t } = useTranslation("waysIn");
  const [shown, show] = useState<Webhook | null>(null);
  return (
    <>
      <WayInList
        list={useWebhooks()}
        createLabel={t("webhooks.create")}
        noneText={t("webhooks.none")}
        row={(webhook, onChange) => (
          <WebhookRow
            webhook={webhook}
            tokenName={
              webhook.token === null
                ? null
                : (integrators.find(({ id }) => id === webhook.token)?.name ?? String(webhook.token))
            }
            onChange={onChange}
            onRotated={show}
          />
        )}
        form={(webhook, onClose) => (
          <WebhookForm
            {...{ webhook, onClose }}
            onSaved={(saved) => {
              onClose();
              if (saved.secret !== undefined) show(saved);
            }}
          />
        )}
      />
      {shown && <WebhookSecret webhook={shown} onClose={() => show(null)} />}
    </>
  );
}
