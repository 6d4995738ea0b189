import { Input, type InputProps, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { InputError } from "../../client/integrators/input-errors.ts";
import { FormField } from "./form-field.tsx";

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly pointer: string;
  readonly errors: readonly InputError[];
}

/** A field of one line. */
export function TextField({
  label,
  hint,
  pointer,
  errors,
  onChange,
  ...input
}: FieldProps & {
  readonly value: string;
  readonly onChange: (text: string) => void;
} & Pick<InputProps, "autoComplete" | "inputMode" | "maxLength" | "placeholder" | "suffix" | "type">) {
  return (
    <FormField {...{ label, hint, pointer, errors }}>
      {(control) => <Input {...control} {...input} onChange={({ target }) => onChange(target.value)} />}
    </FormField>
  );
}

interface Option<T> {
  readonly value: T;
  readonly label: string;
}

/** Inside of the dialog: what lies on the page below it cannot be reached. */
export const containerOf = (trigger: HTMLElement): HTMLElement => trigger.parentElement ?? document.body;

/** A field with one of several values. */
export function SelectField<T extends string | number>({
  options,
  value,
  onChange,
  ...field
}: FieldProps & {
  readonly value: T | undefined;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <FormField {...field}>
      {({ id, ...control }) => (
        <Select<T>
          {...control}
          id={id}
          {...(value === undefined ? {} : { value })}
          getPopupContainer={containerOf}
          options={[...options]}
          onChange={onChange}
        />
      )}
    </FormField>
  );
}

/** A field with any of several values. */
export function ManyField<T extends string>({
  options,
  values,
  placeholder,
  onChange,
  ...field
}: FieldProps & {
  readonly values: readonly T[];
  readonly placeholder: string;
  readonly options: readonly Option<T>[];
  readonly onChange: (values: T[]) => void;
}) {
  return (
    <FormField {...field}>
      {({ id, ...control }) => (
        <Select<T[]>
          {...control}
          id={id}
          mode="multiple"
          value={[...values]}
          placeholder={placeholder}
          optionFilterProp="label"
          getPopupContainer={containerOf}
          options={[...options]}
          onChange={onChange}
        />
      )}
    </FormField>
  );
}

/** A list as text, one entry a line, as it is pasted; an error says in which line it is. */
export function LinesField({
  value,
  placeholder,
  onChange,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
}) {
  const { t } = useTranslation("waysIn");
  return (
    <FormField {...field} isLines nameLine={(place) => t("form.line", { place: place + 1 })}>
      {(control) => (
        <Input.TextArea
          {...control}
          autoSize={{ minRows: 3, maxRows: 8 }}
          spellCheck={false}
          {...(placeholder === undefined ? {} : { placeholder })}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </FormField>
  );
}
