import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../icons.tsx";
import "./tool-panel.css";

/** A panel of a tool in hand, over the picture. Folded to its head it keeps what was typed. */
export function ToolPanel(props: {
  readonly title: string;
  readonly closeLabel: string;
  readonly testId: string;
  /** For tables. */
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation("inspector");
  const [isFolded, setFolded] = useState(false);
  return (
    <section
      className={props.isWide ? "tool-panel float is-wide" : "tool-panel float"}
      aria-label={props.title}
      data-panel="tool"
      data-folded={isFolded || undefined}
      data-testid={props.testId}
      tabIndex={-1}
    >
      <header>
        <button
          type="button"
          className="tool-icon"
          aria-expanded={!isFolded}
          aria-label={t("tool.fold")}
          title={t("tool.fold")}
          onClick={() => setFolded(!isFolded)}
        >
          <Icon name={isFolded ? "unfold" : "down"} size={14} />
        </button>
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
