import { Button } from "antd";
import { useState } from "react";
import { copyText } from "./copy-text.ts";
import { Icon, type IconName } from "./icons.tsx";

/** The button says what it did for this long, then offers itself again. */
const OUTCOME_MS = 4_000;

/** Copies a text and says on itself whether that worked; where the browser forbids it, the text is still there to select. */
export function CopyButton(props: {
  /** The text, or how it is made when the button is pressed. */
  readonly text: string | (() => string);
  readonly label: string;
  /** What is copied, for whoever does not see what stands beside it: a name that begins with the label. */
  readonly name?: string;
  readonly copied: string;
  readonly failed: string;
  readonly icon?: IconName;
}) {
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(typeof props.text === "string" ? props.text : props.text());
    setOutcome(isCopied ? "copied" : "failed");
    setTimeout(() => setOutcome(null), OUTCOME_MS);
  };
  const words = outcome === null ? props.label : props[outcome];
  return (
    <>
      <Button
        size="small"
        icon={<Icon name={outcome === "copied" ? "check" : (props.icon ?? "copy")} size={14} />}
        aria-label={outcome === null ? (props.name ?? props.label) : words}
        onClick={() => void copy()}
      >
        {words}
      </Button>
      {/* Beside the button: what is inside of one is its name and is not told when it changes. */}
      <span role="status" className="visually-hidden">
        {outcome === null ? "" : words}
      </span>
    </>
  );
}
