import { Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { buildRuleDraft, type RuleDraft, type SourceDraft } from "../../client/integrators/source-draft.ts";
import { Icon } from "../icons.tsx";
import { FormField } from "./form-field.tsx";

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
  const change = (rule: RuleDraft, changed: Partial<RuleDraft>): void =>
    onChange({ rules: draft.rules.map((each) => (each === rule ? { ...rule, ...changed } : each)) });
  return (
    <>
      <FormField label={t("hj212.port")} pointer="/port" errors={errors}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={draft.port}
            onChange={({ target }) => onChange({ port: target.value })}
          />
        )}
      </FormField>
      <FormField label={t("hj212.host")} hint={t("hj212.hostHint")} pointer="/host" errors={errors}>
        {(control) => (
          <Input
            {...control}
            value={draft.host}
            onChange={({ target }) => onChange({ host: target.value })}
          />
        )}
      </FormField>
      <div className="is-wide form-lines">
        <FormField
          label={t("hj212.stations")}
          hint={t(props.isNew ? "hj212.stationsHint" : "hj212.stationsKept")}
          pointer="/stations"
          errors={errors}
          nameLine={(place) => t("form.line", { place: place + 1 })}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 3, maxRows: 8 }}
              spellCheck={false}
              placeholder="010000A8900016F000169DC0 123456"
              value={draft.stations}
              onChange={({ target }) => onChange({ stations: target.value })}
            />
          )}
        </FormField>
      </div>
      <fieldset>
        <legend>{t("hj212.rules")}</legend>
        <ul className="form-rows">
          {draft.rules.map((rule, i) => (
            <RuleRow
              key={rule.key}
              {...{ rule, errors }}
              place={i}
              onChange={(changed) => change(rule, changed)}
              onRemove={() => onChange({ rules: draft.rules.filter((each) => each !== rule) })}
            />
          ))}
        </ul>
        <p className="is-wide form-hint">{t("hj212.rulesHint")}</p>
        <div className="form-row-actions">
          <Button size="small" onClick={() => onChange({ rules: [...draft.rules, buildRuleDraft()] })}>
            {t("hj212.addRule")}
          </Button>
        </div>
      </fieldset>
    </>
  );
}

function RuleRow(props: {
  readonly rule: RuleDraft;
  readonly place: number;
  readonly errors: readonly InputError[];
  readonly onChange: (changed: Partial<RuleDraft>) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const { rule, errors, onChange } = props;
  const text = (name: "mn" | "code" | "suffix" | "datastream") => (
    <FormField label={t(`hj212.${name}`)} pointer={`/rules/${props.place}/${name}`} errors={errors}>
      {(control) => (
        <Input
          {...control}
          value={rule[name]}
          placeholder={name === "datastream" ? "" : t("hj212.any")}
          onChange={({ target }) => onChange({ [name]: target.value })}
        />
      )}
    </FormField>
  );
  return (
    <li data-columns="5">
      {text("mn")}
      {text("code")}
      {text("suffix")}
      <FormField label={t("hj212.period")} pointer={`/rules/${props.place}/period`} errors={errors}>
        {({ id, ...control }) => (
          <Select
            {...control}
            id={id}
            value={rule.period}
            getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
            options={PERIODS.map((value) => ({
              value,
              label: value === "" ? t("hj212.any") : t(`hj212.periods.${value}`),
            }))}
            onChange={(period) => onChange({ period })}
          />
        )}
      </FormField>
      {text("datastream")}
      <button type="button" className="icon-button" aria-label={t("form.removeRow")} onClick={props.onRemove}>
        <Icon name="trash" size={14} />
      </button>
    </li>
  );
}
