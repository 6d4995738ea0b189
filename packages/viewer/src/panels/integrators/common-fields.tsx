import type { Integrator } from "@shuicheng/shared/contracts";
import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { FormField } from "./form-field.tsx";

/** Name and token: what every way in that the server opens itself has. */
export function CommonFields(props: {
  readonly name: string;
  readonly token: number | undefined;
  readonly integrators: readonly Integrator[];
  readonly errors: readonly InputError[];
  readonly onChange: (changed: { readonly name?: string; readonly token?: number }) => void;
}) {
  const { t } = useTranslation("waysIn");
  return (
    <>
      <FormField label={t("form.name")} pointer="/name" errors={props.errors}>
        {(control) => (
          <Input
            {...control}
            value={props.name}
            maxLength={128}
            onChange={({ target }) => props.onChange({ name: target.value })}
          />
        )}
      </FormField>
      <FormField label={t("form.token")} hint={t("form.tokenHint")} pointer="/token" errors={props.errors}>
        {({ id, ...control }) => (
          <Select
            {...control}
            id={id}
            {...(props.token === undefined ? {} : { value: props.token })}
            // Inside of the dialog: what lies on the page below it cannot be reached.
            getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
            options={props.integrators.map((each) => ({ value: each.id, label: each.name }))}
            onChange={(token) => props.onChange({ token })}
          />
        )}
      </FormField>
    </>
  );
}
