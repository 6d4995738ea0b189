import { useState } from "react";
import { PlaceField } from "./place-field.tsx";

/** A number that follows the scene, and is followed by it while a person writes what can be read. */
export function DraftField(props: {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Null is empty. */
  readonly value: number | null;
  readonly decimals: number;
  readonly min: number;
  readonly max: number;
  readonly error: string;
  readonly note?: string;
  readonly onChange: (value: number) => void;
}) {
  const { value, min, max } = props;
  const [written, setWritten] = useState<string | null>(null);
  const read = written === null ? value : Number(written.trim().replace("−", "-"));
  const isWrong =
    written !== null && (written.trim() === "" || !((read ?? Number.NaN) >= min && (read ?? 0) <= max));
  return (
    <PlaceField
      name={props.name}
      label={props.label}
      unit={props.unit}
      value={written ?? (value === null ? "" : String(Number(value.toFixed(props.decimals))))}
      error={isWrong ? props.error : undefined}
      note={props.note}
      onChange={(text) => {
        setWritten(text);
        const number = Number(text.trim().replace("−", "-"));
        if (text.trim() !== "" && number >= min && number <= max) props.onChange(number);
      }}
      onBlur={() => setWritten(null)}
    />
  );
}
