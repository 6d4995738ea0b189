import type { Integrator, Pull } from "@shuicheng/shared/contracts";
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
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
import { errorsOfAnswer } from "../../client/integrators/input-errors.ts";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { CommonFields } from "./common-fields.tsx";
import { ConnectorMapFields } from "./connector-map-fields.tsx";
import { FormField } from "./form-field.tsx";

/** Makes or changes a connector: which document, how often, and where observations stand in it. */
export function ConnectorForm(props: {
  /** Undefined: a new one. */
  readonly pull: Pull | undefined;
  readonly integrators: readonly Integrator[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const [draft, setDraft] = useState<ConnectorDraft>(() =>
    props.pull
      ? draftOfConnector(props.pull)
      : buildConnectorDraft(props.integrators.length === 1 ? props.integrators[0]?.id : undefined),
  );
  const [isTried, setTried] = useState(false);
  const { save } = useConnectorActions();
  const read = readConnectorDraft(draft);
  const errors = [...(isTried ? read.errors : []), ...errorsOfAnswer(save.error)];
  const change = (changed: Partial<ConnectorDraft>): void => {
    save.reset();
    setDraft({ ...draft, ...changed });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (read.errors.length === 0)
      save.mutate({ id: props.pull?.id, input: read.input }, { onSuccess: props.onClose });
  };
  const title = props.pull ? t("connectors.change", { name: props.pull.name }) : t("connectors.create");
  return (
    <Dialog title={title} closeLabel={t("close")} onClose={props.onClose}>
      <form className="source-form" onSubmit={submit} noValidate data-testid="connector-form">
        <CommonFields {...draft} integrators={props.integrators} errors={errors} onChange={change} />
        <FormField label={t("form.url")} hint="http(s)://…" pointer="/url" errors={errors}>
          {(control) => (
            <Input {...control} value={draft.url} onChange={({ target }) => change({ url: target.value })} />
          )}
        </FormField>
        <FormField label={t("connectors.interval")} pointer="/intervalS" errors={errors}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={draft.intervalS}
              suffix={t("form.seconds")}
              onChange={({ target }) => change({ intervalS: target.value })}
            />
          )}
        </FormField>
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
        {save.isError && <ProblemNotice error={save.error} />}
        <div className="dialog-actions">
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="primary" htmlType="submit" disabled={save.isPending}>
            {t("form.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function HeaderFields(props: {
  readonly draft: ConnectorDraft;
  readonly errors: Parameters<typeof FormField>[0]["errors"];
  readonly onChange: (changed: Partial<ConnectorDraft>) => void;
}) {
  const { t } = useTranslation("waysIn");
  const { headers } = props.draft;
  const change = (key: string, changed: object): void =>
    props.onChange({ headers: headers.map((each) => (each.key === key ? { ...each, ...changed } : each)) });
  return (
    <fieldset>
      <legend>{t("connectors.headers")}</legend>
      {headers.length > 0 && (
        <ul className="form-rows">
          {headers.map(({ key, name, value }) => (
            <li key={key} data-columns="2">
              <FormField label={t("form.headerName")} pointer={`/headers/${name}`} errors={props.errors}>
                {(control) => (
                  <Input
                    {...control}
                    value={name}
                    onChange={({ target }) => change(key, { name: target.value })}
                  />
                )}
              </FormField>
              <FormField label={t("form.headerValue")} pointer={`/headers/${name}/`} errors={[]}>
                {(control) => (
                  <Input
                    {...control}
                    value={value ?? ""}
                    placeholder={value === null ? t("form.kept") : ""}
                    autoComplete="off"
                    onChange={({ target }) => change(key, { value: target.value })}
                  />
                )}
              </FormField>
              <button
                type="button"
                className="icon-button"
                aria-label={t("form.removeRow")}
                onClick={() => props.onChange({ headers: headers.filter((each) => each.key !== key) })}
              >
                <Icon name="trash" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="form-row-actions">
        <Button size="small" onClick={() => props.onChange({ headers: [...headers, buildHeaderDraft()] })}>
          {t("connectors.addHeader")}
        </Button>
      </div>
    </fieldset>
  );
}
