import { Icon } from "./icons.tsx";

/** Opens and closes a line of the tree for the mouse; the keyboard has the arrows. */
export function TreeChevron(props: { readonly isExpanded: boolean; readonly onToggle: () => void }) {
  return (
    <button type="button" tabIndex={-1} className="tree-chevron" aria-hidden="true" onClick={props.onToggle}>
      <Icon name={props.isExpanded ? "down" : "unfold"} size={12} />
    </button>
  );
}

/** Shows and hides for the mouse; the keyboard has Space. */
export function EyeButton(props: {
  readonly state: "shown" | "hidden" | "mixed";
  readonly label: string;
  readonly onToggle: () => void;
}) {
  const { state } = props;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={state === "mixed" ? "icon-button is-mixed" : "icon-button"}
      aria-pressed={state === "mixed" ? "mixed" : state === "shown"}
      aria-label={props.label}
      title={props.label}
      onClick={props.onToggle}
    >
      <Icon name={state === "hidden" ? "eyeOff" : "eye"} />
    </button>
  );
}
