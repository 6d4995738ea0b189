import {
  WEBHOOK_EVENTS,
  WEBHOOK_STATUSES,
  type Webhook,
  type WebhookStatus,
} from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import {
  buildWebhookDraft,
  draftOfWebhook,
  readWebhookDraft,
  type WebhookDraft,
} from "../../client/integrators/webhook-draft.ts";
import { useWebhookActions } from "../../client/integrators/webhook-queries.ts";
import { useLayers } from "../../client/layer-queries.ts";
import { formatLayerName } from "../../format/layer-name.ts";
import { useLanguage } from "../use-time-style.ts";
import { DraftDialog } from "./draft-dialog.tsx";
import { FormChecks } from "./form-checks.tsx";
import { LinesField, ManyField, TextField } from "./form-controls.tsx";
import { useDraft } from "./use-draft.ts";

interface FieldsProps {
  readonly draft: WebhookDraft;
  readonly errors: readonly InputError[];
  readonly onChange: (changed: Partial<WebhookDraft>) => void;
}

/** Makes or changes a webhook: where to, what of, and how much is kept while nobody answers. */
export function WebhookForm(props: {
  /** Undefined: a new one. */
  readonly webhook: Webhook | undefined;
  readonly onSaved: (webhook: Webhook) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const { webhook, onSaved, onClose } = props;
  const form = useDraft({
    begin: () => (webhook ? draftOfWebhook(webhook) : buildWebhookDraft()),
    read: readWebhookDraft,
    id: webhook?.id,
    save: useWebhookActions().save,
    onSaved,
  });
  const { draft, errors, change } = form;
  const title = webhook ? t("webhooks.change", { name: webhook.name }) : t("webhooks.create");
  return (
    <DraftDialog title={title} testId="webhook-form" form={form} onClose={onClose}>
      <TextField
        label={t("form.name")}
        pointer="/name"
        errors={errors}
        value={draft.name}
        maxLength={128}
        onChange={(name) => change({ name })}
      />
      <TextField
        label={t("form.url")}
        hint={t("webhooks.urlHint")}
        pointer="/url"
        errors={errors}
        value={draft.url}
        placeholder="https://…"
        onChange={(url) => change({ url })}
      />
      <FormChecks
        legend={t("webhooks.events")}
        hint={t("webhooks.eventsHint")}
        pointer="/events"
        errors={errors}
        options={WEBHOOK_EVENTS.map((value) => ({ value, label: t(`webhooks.types.${value}`) }))}
        values={draft.events}
        onChange={(events) => change({ events })}
      />
      <FilterFields draft={draft} errors={errors} onChange={change} />
      <LimitFields draft={draft} errors={errors} onChange={change} />
    </DraftDialog>
  );
}

function FilterFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("waysIn");
  const nameStatus = useStatusNames();
  const language = useLanguage();
  const layers = useLayers().data ?? [];
  return (
    <fieldset>
      <legend>{t("webhooks.filters")}</legend>
      <div className="is-wide">
        <ManyField
          label={t("webhooks.layers")}
          pointer="/layers"
          errors={errors}
          placeholder={t("webhooks.allLayers")}
          options={layers.map((layer) => ({ value: layer.id, label: formatLayerName(layer, language) }))}
          values={draft.layers}
          onChange={(chosen) => onChange({ layers: chosen })}
        />
      </div>
      <LinesField
        label={t("webhooks.assets")}
        pointer="/assets"
        errors={errors}
        value={draft.assets}
        placeholder={t("webhooks.allAssets")}
        onChange={(assets) => onChange({ assets })}
      />
      <LinesField
        label={t("webhooks.datastreams")}
        pointer="/datastreams"
        errors={errors}
        value={draft.datastreams}
        placeholder={t("webhooks.allDatastreams")}
        onChange={(datastreams) => onChange({ datastreams })}
      />
      <p className="is-wide form-hint">{t("webhooks.filtersHint")}</p>
      {draft.events.includes("status") && (
        <FormChecks
          legend={t("webhooks.statuses")}
          hint={t("webhooks.statusesHint")}
          pointer="/statuses"
          errors={errors}
          options={WEBHOOK_STATUSES.map((value) => ({ value, label: nameStatus(value) }))}
          values={draft.statuses}
          onChange={(statuses) => onChange({ statuses })}
        />
      )}
    </fieldset>
  );
}

function LimitFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("waysIn");
  const number = (name: "batchItems" | "gatherMs" | "waitingLimit", unit: string) => (
    <TextField
      label={t(`webhooks.${name}`)}
      hint={t(`webhooks.${name}Hint`)}
      pointer={`/${name}`}
      errors={errors}
      inputMode="numeric"
      value={draft[name]}
      suffix={unit}
      onChange={(changed) => onChange({ [name]: changed })}
    />
  );
  return (
    <fieldset data-columns="3">
      <legend>{t("webhooks.limits")}</legend>
      {number("batchItems", t("webhooks.items"))}
      {number("gatherMs", "ms")}
      {number("waitingLimit", t("webhooks.items"))}
    </fieldset>
  );
}

function useStatusNames(): (status: WebhookStatus) => string {
  const { t } = useTranslation("terms");
  return (status) =>
    status === "stale" ? t("flag.stale") : status === "bad-quality" ? t("flag.bad") : t(`severity.${status}`);
}
