import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { MapDraft } from "../../client/integrators/connector-draft.ts";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { SelectField, TextField } from "./form-controls.tsx";

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
    <TextField
      label={t(`connectors.map.${name}`)}
      hint={t(`connectors.map.${name}Hint`)}
      pointer={`${at}/${name}`}
      errors={errors}
      value={map[name].text}
      onChange={(text) => onChange({ [name]: { ...map[name], text } })}
    />
  );
  return (
    <fieldset data-testid={`map-${props.place}`}>
      <legend>{t("connectors.map.title", { place: props.place + 1 })}</legend>
      <TextField
        label={t("connectors.map.records")}
        hint={t("connectors.map.recordsHint")}
        pointer={`${at}/records`}
        errors={errors}
        value={map.records}
        onChange={(records) => onChange({ records })}
      />
      {field("result")}
      {field("datastream")}
      <TextField
        label={t("connectors.map.prefix")}
        hint={t("connectors.map.prefixHint")}
        pointer={`${at}/datastream/prefix`}
        errors={errors}
        value={map.datastream.prefix}
        onChange={(prefix) => onChange({ datastream: { ...map.datastream, prefix } })}
      />
      {field("time")}
      <SelectField
        label={t("connectors.map.timeUnit")}
        pointer={`${at}/timeUnit`}
        errors={errors}
        value={map.timeUnit}
        options={(["ms", "s"] as const).map((value) => ({ value, label: t(`connectors.map.${value}`) }))}
        onChange={(timeUnit) => onChange({ timeUnit })}
      />
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
