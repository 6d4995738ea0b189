import type { ReactNode } from "react";
import "./tool-panel.css";

/** One of several, as buttons in a row of a tool's panel of which one is pressed. */
export function ChoiceRow<Value extends string>(props: {
  readonly label: string;
  /** Says the label before the choices, and not only to those who cannot see them. */
  readonly isLabelled?: boolean;
  /** Of the group; each choice has it with its own value as `data-testid`. */
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly wordOf: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
  /** What stands behind the choices. */
  readonly children?: ReactNode;
}) {
  return (
    <div className="tool-row" role="radiogroup" aria-label={props.label}>
      {props.isLabelled && <span>{props.label}</span>}
      <div className="tool-choices">
        {props.values.map((value) => (
          <label key={value} className="tool-choice">
            <input
              type="radio"
              name={props.name}
              checked={value === props.chosen}
              data-testid={`${props.name}-${value}`}
              onChange={() => props.onChoose(value)}
            />
            <span>{props.wordOf(value)}</span>
          </label>
        ))}
      </div>
      {props.children}
    </div>
  );
}
