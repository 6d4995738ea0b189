import { Button, Checkbox, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import {
  buildFolderDraft,
  type FolderDraft,
  type SourceDraft,
} from "../../client/integrators/source-draft.ts";
import { Icon } from "../icons.tsx";
import { FormField } from "./form-field.tsx";

type Draft = SourceDraft["opcua"];
type NumberName = "publishingIntervalMs" | "samplingIntervalMs" | "queueSize";

interface FieldsProps {
  readonly draft: Draft;
  readonly errors: readonly InputError[];
  readonly onChange: (changed: Partial<Draft>) => void;
}

/** Address, security, timing and nodes of an OPC UA server. */
export function OpcuaFields(props: FieldsProps) {
  const { t } = useTranslation("waysIn");
  const { draft, errors, onChange } = props;
  return (
    <>
      <FormField label={t("form.url")} hint="opc.tcp://host:4840" pointer="/url" errors={errors}>
        {(control) => (
          <Input {...control} value={draft.url} onChange={({ target }) => onChange({ url: target.value })} />
        )}
      </FormField>
      <FormField label={t("opcua.security")} pointer="/security" errors={errors}>
        {({ id, ...control }) => (
          <Select
            {...control}
            id={id}
            value={draft.security}
            getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
            options={(["SignAndEncrypt", "Sign", "None"] as const).map((value) => ({
              value,
              label: t(`opcua.securities.${value}`),
            }))}
            onChange={(security) => onChange({ security })}
          />
        )}
      </FormField>
      <Checkbox
        className="is-wide"
        checked={draft.trustFirst}
        onChange={({ target }) => onChange({ trustFirst: target.checked })}
      >
        {t("opcua.trustFirst")}
      </Checkbox>
      <UserFields {...props} />
      <TimingFields {...props} />
      <div className="is-wide form-lines">
        <FormField
          label={t("opcua.nodes")}
          hint={t("opcua.nodesHint")}
          pointer="/nodes"
          errors={errors}
          nameLine={(place) => t("form.line", { place: place + 1 })}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 3, maxRows: 8 }}
              spellCheck={false}
              placeholder="pump-7.pressure = ns=2;s=Pump.7.Pressure"
              value={draft.nodes}
              onChange={({ target }) => onChange({ nodes: target.value })}
            />
          )}
        </FormField>
      </div>
      <FolderFields {...props} />
    </>
  );
}

function UserFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("waysIn");
  return (
    <>
      <FormField label={t("opcua.user")} hint={t("opcua.userHint")} pointer="/user/name" errors={errors}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={draft.userName}
            onChange={({ target }) => onChange({ userName: target.value })}
          />
        )}
      </FormField>
      <FormField label={t("opcua.password")} pointer="/user/password" errors={errors}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            value={draft.password ?? ""}
            placeholder={draft.password === null ? t("form.kept") : ""}
            onChange={({ target }) => onChange({ password: target.value })}
          />
        )}
      </FormField>
    </>
  );
}

function TimingFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("waysIn");
  const number = (name: NumberName, unit: string) => (
    <FormField label={t(`opcua.${name}`)} pointer={`/${name}`} errors={errors}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          value={draft[name]}
          suffix={unit}
          onChange={({ target }) => onChange({ [name]: target.value })}
        />
      )}
    </FormField>
  );
  return (
    <>
      {number("publishingIntervalMs", "ms")}
      {number("samplingIntervalMs", "ms")}
      {number("queueSize", t("opcua.values"))}
      <FormField label={t("opcua.deadband")} pointer="/deadband" errors={errors}>
        {({ id, ...control }) => (
          <span className="form-pair">
            <Select
              {...control}
              id={id}
              value={draft.deadbandType}
              getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
              options={(["none", "absolute", "percent"] as const).map((value) => ({
                value,
                label: t(`opcua.deadbands.${value}`),
              }))}
              onChange={(deadbandType) => onChange({ deadbandType })}
            />
            {draft.deadbandType !== "none" && (
              <Input
                inputMode="decimal"
                aria-label={t("opcua.deadbandValue")}
                value={draft.deadband}
                suffix={draft.deadbandType === "percent" ? "%" : ""}
                onChange={({ target }) => onChange({ deadband: target.value })}
              />
            )}
          </span>
        )}
      </FormField>
    </>
  );
}

function FolderFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("waysIn");
  const change = (folder: FolderDraft, changed: Partial<FolderDraft>): void =>
    onChange({ folders: draft.folders.map((each) => (each === folder ? { ...folder, ...changed } : each)) });
  return (
    <fieldset>
      <legend>{t("opcua.folders")}</legend>
      {draft.folders.length > 0 && (
        <ul className="form-rows">
          {draft.folders.map((folder, i) => (
            <li key={folder.key} data-columns="3">
              {(["folder", "depth", "datastream"] as const).map((name) => (
                <FormField
                  key={name}
                  label={t(`opcua.${name}`)}
                  pointer={`/folders/${i}/${name}`}
                  errors={errors}
                >
                  {(control) => (
                    <Input
                      {...control}
                      value={folder[name]}
                      placeholder={name === "folder" ? "ns=2;s=Plant" : ""}
                      onChange={({ target }) => change(folder, { [name]: target.value })}
                    />
                  )}
                </FormField>
              ))}
              <button
                type="button"
                className="icon-button"
                aria-label={t("form.removeRow")}
                onClick={() => onChange({ folders: draft.folders.filter((each) => each !== folder) })}
              >
                <Icon name="trash" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="is-wide form-hint">{t("opcua.foldersHint")}</p>
      <div className="form-row-actions">
        <Button size="small" onClick={() => onChange({ folders: [...draft.folders, buildFolderDraft()] })}>
          {t("opcua.addFolder")}
        </Button>
      </div>
    </fieldset>
  );
}
