import type { Integrator, Pull } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import {
  buildConnectorDraft,
  buildHeaderDraft,
  buildMapDraft,
  type ConnectorDraft,
  draftOfConnector,
  readConnectorDraft,
} from "../../client/integrators/connector-draft.ts";
import { useConnectorActions } from "../../client/integrators/connector-queries.ts";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { CommonFields } from "./common-fields.tsx";
import { ConnectorMapFields } from "./connector-map-fields.tsx";
import { DraftDialog } from "./draft-dialog.tsx";
import { TextField } from "./form-controls.tsx";
import { FormRows } from "./form-rows.tsx";
import { useDraft } from "./use-draft.ts";

/** Makes or changes a connector: which document, how often, and where observations stand in it. */
export function ConnectorForm(props: {
  /** Undefined: a new one. */
  readonly pull: Pull | undefined;
  readonly integrators: readonly Integrator[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const { pull, integrators, onClose } = props;
  const form = useDraft({
    begin: () =>
      pull
        ? draftOfConnector(pull)
        : buildConnectorDraft(integrators.length === 1 ? integrators[0]?.id : undefined),
    read: readConnectorDraft,
    id: pull?.id,
    save: useConnectorActions().save,
    onSaved: onClose,
  });
  const { draft, errors, change } = form;
  const title = pull ? t("connectors.change", { name: pull.name }) : t("connectors.create");
  return (
    <DraftDialog title={title} testId="connector-form" form={form} onClose={onClose}>
      <CommonFields {...draft} integrators={integrators} errors={errors} onChange={change} />
      <TextField
        label={t("form.url")}
        hint="http(s)://…"
        pointer="/url"
        errors={errors}
        value={draft.url}
        onChange={(url) => change({ url })}
      />
      <TextField
        label={t("connectors.interval")}
        pointer="/intervalS"
        errors={errors}
        inputMode="decimal"
        value={draft.intervalS}
        suffix={t("form.seconds")}
        onChange={(intervalS) => change({ intervalS })}
      />
      <HeaderFields draft={draft} errors={errors} onChange={change} />
      {draft.maps.map((map, i) => (
        <ConnectorMapFields
          key={map.key}
          {...{ map, errors }}
          place={i}
          onChange={(changed) =>
            change({ maps: draft.maps.map((each) => (each === map ? { ...map, ...changed } : each)) })
          }
          onRemove={
            draft.maps.length > 1
              ? () => change({ maps: draft.maps.filter((each) => each !== map) })
              : undefined
          }
        />
      ))}
      <div className="is-wide form-row-actions">
        <Button size="small" onClick={() => change({ maps: [...draft.maps, buildMapDraft()] })}>
          {t("connectors.addMap")}
        </Button>
      </div>
    </DraftDialog>
  );
}

function HeaderFields(props: {
  readonly draft: ConnectorDraft;
  readonly errors: readonly InputError[];
  readonly onChange: (changed: Partial<ConnectorDraft>) => void;
}) {
  const { t } = useTranslation("waysIn");
  return (
    <FormRows
      legend={t("connectors.headers")}
      addLabel={t("connectors.addHeader")}
      columns={2}
      rows={props.draft.headers}
      build={buildHeaderDraft}
      onChange={(headers) => props.onChange({ headers })}
    >
      {({ name, value }, _place, change) => (
        <>
          <TextField
            label={t("form.headerName")}
            pointer={`/headers/${name}`}
            errors={props.errors}
            value={name}
            onChange={(changed) => change({ name: changed })}
          />
          <TextField
            label={t("form.headerValue")}
            pointer={`/headers/${name}/`}
            errors={[]}
            value={value ?? ""}
            placeholder={value === null ? t("form.kept") : ""}
            autoComplete="off"
            onChange={(changed) => change({ value: changed })}
          />
        </>
      )}
    </FormRows>
  );
}
