import { Checkbox, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { buildFolderDraft, type SourceDraft } from "../../client/integrators/source-draft.ts";
import { containerOf, LinesField, SelectField, TextField } from "./form-controls.tsx";
import { FormField } from "./form-field.tsx";
import { FormRows } from "./form-rows.tsx";

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
      <TextField
        label={t("form.url")}
        hint="opc.tcp://host:4840"
        pointer="/url"
        errors={errors}
        value={draft.url}
        onChange={(url) => onChange({ url })}
      />
      <SelectField
        label={t("opcua.security")}
        pointer="/security"
        errors={errors}
        value={draft.security}
        options={(["SignAndEncrypt", "Sign", "None"] as const).map((value) => ({
          value,
          label: t(`opcua.securities.${value}`),
        }))}
        onChange={(security) => onChange({ security })}
      />
      <Checkbox
        className="is-wide"
        checked={draft.trustFirst}
        onChange={({ target }) => onChange({ trustFirst: target.checked })}
      >
        {t("opcua.trustFirst")}
      </Checkbox>
      <TextField
        label={t("opcua.user")}
        hint={t("opcua.userHint")}
        pointer="/user/name"
        errors={errors}
        autoComplete="off"
        value={draft.userName}
        onChange={(userName) => onChange({ userName })}
      />
      <TextField
        label={t("opcua.password")}
        pointer="/user/password"
        errors={errors}
        type="password"
        autoComplete="new-password"
        value={draft.password ?? ""}
        placeholder={draft.password === null ? t("form.kept") : ""}
        onChange={(password) => onChange({ password })}
      />
      <TimingFields {...props} />
      <LinesField
        label={t("opcua.nodes")}
        hint={t("opcua.nodesHint")}
        pointer="/nodes"
        errors={errors}
        placeholder="pump-7.pressure = ns=2;s=Pump.7.Pressure"
        value={draft.nodes}
        onChange={(nodes) => onChange({ nodes })}
      />
      <FolderFields {...props} />
    </>
  );
}

function TimingFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useTranslation("waysIn");
  const number = (name: NumberName, unit: string) => (
    <TextField
      label={t(`opcua.${name}`)}
      pointer={`/${name}`}
      errors={errors}
      inputMode="numeric"
      value={draft[name]}
      suffix={unit}
      onChange={(changed) => onChange({ [name]: changed })}
    />
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
              getPopupContainer={containerOf}
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
  return (
    <FormRows
      legend={t("opcua.folders")}
      hint={t("opcua.foldersHint")}
      addLabel={t("opcua.addFolder")}
      columns={3}
      rows={draft.folders}
      build={buildFolderDraft}
      onChange={(folders) => onChange({ folders })}
    >
      {(folder, place, change) =>
        (["folder", "depth", "datastream"] as const).map((name) => (
          <TextField
            key={name}
            label={t(`opcua.${name}`)}
            pointer={`/folders/${place}/${name}`}
            errors={errors}
            value={folder[name]}
            placeholder={name === "folder" ? "ns=2;s=Plant" : ""}
            onChange={(changed) => change({ [name]: changed })}
          />
        ))
      }
    </FormRows>
  );
}
