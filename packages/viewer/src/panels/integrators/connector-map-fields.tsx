import { Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { MapDraft } from "../../client/integrators/connector-draft.ts";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { FormField } from "./form-field.tsx";

/** Where observations stand in a document. */
export function ConnectorMapFields(props: {
  readonly map: MapDraft;
  readonly place: number;
  readonly errors: readonly InputError[];
  readonly onChange: (changed: Partial<MapDraft>) => void;
  readonly onRemove: (() => void) | undefined;
}) {
  const { t } = useTranslation("waysIn");
  const { map, errors, onChange } = props;
  const at = `/maps/${props.place}`;
  const field = (name: "datastream" | "time" | "result" | "quality") => (
    <FormField
      label={t(`connectors.map.${name}`)}
      hint={t(`connectors.map.${name}Hint`)}
      pointer={`${at}/${name}`}
      errors={errors}
    >
      {(control) => (
        <Input
          {...control}
          value={map[name].text}
          onChange={({ target }) => onChange({ [name]: { ...map[name], text: target.value } })}
        />
      )}
    </FormField>
  );
  return (
    <fieldset data-testid={`map-${props.place}`}>
      <legend>{t("connectors.map.title", { place: props.place + 1 })}</legend>
      <FormField
        label={t("connectors.map.records")}
        hint={t("connectors.map.recordsHint")}
        pointer={`${at}/records`}
        errors={errors}
      >
        {(control) => (
          <Input
            {...control}
            value={map.records}
            onChange={({ target }) => onChange({ records: target.value })}
          />
        )}
      </FormField>
      {field("result")}
      {field("datastream")}
      <FormField
        label={t("connectors.map.prefix")}
        hint={t("connectors.map.prefixHint")}
        pointer={`${at}/datastream/prefix`}
        errors={errors}
      >
        {(control) => (
          <Input
            {...control}
            value={map.datastream.prefix}
            onChange={({ target }) => onChange({ datastream: { ...map.datastream, prefix: target.value } })}
          />
        )}
      </FormField>
      {field("time")}
      <FormField label={t("connectors.map.timeUnit")} pointer={`${at}/timeUnit`} errors={errors}>
        {({ id, ...control }) => (
          <Select
            {...control}
            id={id}
            value={map.timeUnit}
            getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
            options={(["ms", "s"] as const).map((value) => ({ value, label: t(`connectors.map.${value}`) }))}
            onChange={(timeUnit) => onChange({ timeUnit })}
          />
        )}
      </FormField>
      {field("quality")}
      {props.onRemove && (
        <div className="form-row-actions">
          <Button size="small" onClick={props.onRemove}>
            {t("connectors.removeMap")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
