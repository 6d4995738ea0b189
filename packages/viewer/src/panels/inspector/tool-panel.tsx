import type { ReactNode } from "react";
import { Icon } from "../icons.tsx";
import "./tool-panel.css";

/** A panel of a tool in hand, over the picture. */
export function ToolPanel(props: {
  readonly title: string;
  readonly closeLabel: string;
  readonly testId: string;
  /** For tables. */
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={props.isWide ? "tool-panel float is-wide" : "tool-panel float"}
      aria-label={props.title}
      data-panel="tool"
      data-testid={props.testId}
      tabIndex={-1}
    >
      <header>
        <h2>{props.title}</h2>
        <button type="button" className="tool-icon" aria-label={props.closeLabel} onClick={props.onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      {props.children}
    </section>
  );
}

/** A small button with an icon and no words; what it does is said to those who ask. */
export function IconButton(props: {
  readonly icon: Parameters<typeof Icon>[0]["name"];
  readonly label: string;
  readonly isPressed?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      className="tool-icon"
      aria-label={props.label}
      aria-pressed={props.isPressed}
      title={props.label}
      onClick={props.onPress}
    >
      <Icon name={props.icon} size={14} />
    </button>
  );
}
