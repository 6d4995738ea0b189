import type { CSSProperties } from "react";
import "./range-slider.css";

/** A slider of whole steps that says its value in words. Keyboard: arrows, PgUp/PgDn, Home, End, as the browser has them. */
export function RangeSlider(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value for a screen reader, with its unit. */
  readonly valueText: string;
  readonly testId?: string;
  readonly onChange: (value: number) => void;
}) {
  const { value, min, max } = props;
  const share = `${((value - min) / (max - min)) * 100}%`;
  return (
    <input
      type="range"
      className="range"
      style={{ "--share": share } as CSSProperties}
      aria-label={props.label}
      aria-valuetext={props.valueText}
      min={min}
      max={max}
      step={props.step}
      value={value}
      data-testid={props.testId}
      onChange={(event) => props.onChange(Number(event.target.value))}
    />
  );
}
