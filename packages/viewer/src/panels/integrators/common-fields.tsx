import type { Integrator } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { SelectField, TextField } from "./form-controls.tsx";

/** Name and token: what every way in that the server opens itself has. */
export function CommonFields(props: {
  readonly name: string;
  readonly token: number | undefined;
  readonly integrators: readonly Integrator[];
  readonly errors: readonly InputError[];
  readonly onChange: (changed: { readonly name?: string; readonly token?: number }) => void;
}) {
  const { t } = useTranslation("waysIn");
  const { errors, onChange } = props;
  return (
    <>
      <TextField
        label={t("form.name")}
        pointer="/name"
        errors={errors}
        value={props.name}
        maxLength={128}
        onChange={(name) => onChange({ name })}
      />
      <SelectField
        label={t("form.token")}
        hint={t("form.tokenHint")}
        pointer="/token"
        errors={errors}
        value={props.token}
        options={props.integrators.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(token) => onChange({ token })}
      />
    </>
  );
}
