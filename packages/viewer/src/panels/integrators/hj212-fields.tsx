import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { buildRuleDraft, type RuleDraft, type SourceDraft } from "../../client/integrators/source-draft.ts";
import { LinesField, SelectField, TextField } from "./form-controls.tsx";
import { FormRows } from "./form-rows.tsx";

const PERIODS = ["", "realtime", "minute", "hour", "day"] as const;

/** Port, stations and rules of HJ 212. */
export function Hj212Fields(props: {
  readonly draft: SourceDraft["hj212"];
  readonly isNew: boolean;
  readonly errors: readonly InputError[];
  readonly onChange: (changed: Partial<SourceDraft["hj212"]>) => void;
}) {
  const { t } = useTranslation("waysIn");
  const { draft, errors, onChange } = props;
  return (
    <>
      <TextField
        label={t("hj212.port")}
        pointer="/port"
        errors={errors}
        inputMode="numeric"
        value={draft.port}
        onChange={(port) => onChange({ port })}
      />
      <TextField
        label={t("hj212.host")}
        hint={t("hj212.hostHint")}
        pointer="/host"
        errors={errors}
        value={draft.host}
        onChange={(host) => onChange({ host })}
      />
      <LinesField
        label={t("hj212.stations")}
        hint={t(props.isNew ? "hj212.stationsHint" : "hj212.stationsKept")}
        pointer="/stations"
        errors={errors}
        placeholder="010000A8900016F000169DC0 123456"
        value={draft.stations}
        onChange={(stations) => onChange({ stations })}
      />
      <FormRows
        legend={t("hj212.rules")}
        hint={t("hj212.rulesHint")}
        addLabel={t("hj212.addRule")}
        columns={5}
        rows={draft.rules}
        build={buildRuleDraft}
        onChange={(rules) => onChange({ rules })}
      >
        {(rule, place, change) => <RuleFields {...{ rule, place, errors }} onChange={change} />}
      </FormRows>
    </>
  );
}

function RuleFields(props: {
  readonly rule: RuleDraft;
  readonly place: number;
  readonly errors: readonly InputError[];
  readonly onChange: (changed: Partial<RuleDraft>) => void;
}) {
  const { t } = useTranslation("waysIn");
  const { rule, errors, onChange } = props;
  const text = (name: "mn" | "code" | "suffix" | "datastream") => (
    <TextField
      label={t(`hj212.${name}`)}
      pointer={`/rules/${props.place}/${name}`}
      errors={errors}
      value={rule[name]}
      placeholder={name === "datastream" ? "" : t("hj212.any")}
      onChange={(changed) => onChange({ [name]: changed })}
    />
  );
  return (
    <>
      {text("mn")}
      {text("code")}
      {text("suffix")}
      <SelectField
        label={t("hj212.period")}
        pointer={`/rules/${props.place}/period`}
        errors={errors}
        value={rule.period}
        options={PERIODS.map((value) => ({
          value,
          label: value === "" ? t("hj212.any") : t(`hj212.periods.${value}`),
        }))}
        onChange={(period) => onChange({ period })}
      />
      {text("datastream")}
    </>
  );
}
