import { Input } from "antd";
import { useId } from "react";
import "./place-field.css";

/** One number of a place with its unit, what leaving it empty means, and what is wrong with it. */
export function PlaceField(props: {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}) {
  const id = useId();
  const noteId = useId();
  const note = props.error ?? props.note;
  return (
    <div className="place-field">
      <label htmlFor={id}>{props.label}</label>
      <Input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={props.value}
        suffix={props.unit}
        status={props.error === undefined ? "" : "error"}
        aria-invalid={props.error !== undefined}
        aria-describedby={note === undefined ? undefined : noteId}
        data-testid={`place-${props.name}`}
        onChange={({ target }) => props.onChange(target.value)}
        onBlur={props.onBlur}
      />
      {note !== undefined && (
        <small id={noteId} className={props.error === undefined ? undefined : "is-error"}>
          {note}
        </small>
      )}
    </div>
  );
}
