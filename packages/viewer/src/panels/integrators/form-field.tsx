import { type ReactNode, useId } from "react";
import { findErrorAt, type InputError } from "../../client/integrators/input-errors.ts";
import { sayInputError } from "../../format/input-error-words.ts";
import { useLanguage } from "../use-time-style.ts";
import "./form-field.css";

/** What a field hands to the control inside of it. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

/** A labelled field: what is wrong with it stands below, else how it is written. */
export function FormField(props: {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Place in what is sent: an error there or below it belongs here. */
  readonly pointer: string;
  readonly errors: readonly InputError[];
  /** Of a line of a list, by its place: said before the error. */
  readonly nameLine?: (place: number) => string;
  /** A list in lines, over the whole width. */
  readonly isLines?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  const language = useLanguage();
  const error = findErrorAt(props.errors, props.pointer);
  const place = /^\/(\d+)/.exec(error?.pointer.slice(props.pointer.length) ?? "")?.[1];
  const lead = place !== undefined && props.nameLine ? props.nameLine(Number(place)) : "";
  const below = error ? `${lead}${sayInputError(error.message, language)}` : props.hint;
  return (
    <div
      className={props.isLines ? "form-field form-lines" : "form-field"}
      data-invalid={error !== undefined}
    >
      <label htmlFor={id}>{props.label}</label>
      {props.children({
        id,
        "aria-invalid": error !== undefined,
        "aria-describedby": below === undefined ? undefined : `${id}-below`,
      })}
      {below !== undefined && (
        <p id={`${id}-below`} className={error ? "form-error" : "form-hint"}>
          {below}
        </p>
      )}
    </div>
  );
}
