import { Checkbox } from "antd";
import { useId } from "react";
import { findErrorAt, type InputError } from "../../client/integrators/input-errors.ts";
import { sayInputError } from "../../format/input-error-words.ts";
import { useLanguage } from "../use-time-style.ts";

/** A few values of which any may be chosen, all in sight: what is wrong stands below, else how it is meant. */
export function FormChecks<T extends string>(props: {
  readonly legend: string;
  readonly hint: string;
  readonly pointer: string;
  readonly errors: readonly InputError[];
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly values: readonly T[];
  readonly onChange: (values: T[]) => void;
}) {
  const id = useId();
  const language = useLanguage();
  const error = findErrorAt(props.errors, props.pointer);
  return (
    <fieldset className="form-checks" aria-describedby={id} data-invalid={error !== undefined}>
      <legend>{props.legend}</legend>
      <Checkbox.Group<T>
        options={[...props.options]}
        value={[...props.values]}
        onChange={(values) => props.onChange(values)}
      />
      <p id={id} className={error ? "form-error" : "form-hint"}>
        {error ? sayInputError(error.message, language) : props.hint}
      </p>
    </fieldset>
  );
}
