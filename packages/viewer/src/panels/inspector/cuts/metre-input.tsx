import { NumberInput } from "../number-input.tsx";

/** A length in metres, to the millimetre; takes effect when it is left, with Enter, or by the arrow keys. */
export function MetreInput(props: {
  readonly label: string;
  readonly valueM: number;
  readonly minM?: number;
  readonly stepM?: number;
  readonly onChange: (valueM: number) => void;
}) {
  return (
    <NumberInput
      aria-label={props.label}
      value={Number(props.valueM.toFixed(3))}
      step={props.stepM ?? 0.1}
      precision={3}
      changeOnBlur
      {...(props.minM === undefined ? {} : { min: props.minM })}
      onChange={(value) => {
        if (value !== null && value !== Number(props.valueM.toFixed(3))) props.onChange(value);
      }}
    />
  );
}
