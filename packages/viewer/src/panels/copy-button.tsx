import { Button } from "antd";
import { useState } from "react";
import { Icon } from "./icons.tsx";

/** Copies a text and says on itself whether that worked; where the browser forbids it, the text is still there to select. */
export function CopyButton(props: {
  readonly text: string;
  readonly label: string;
  readonly copied: string;
  readonly failed: string;
}) {
  const [outcome, setOutcome] = useState<{ text: string; isCopied: boolean } | null>(null);
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(props.text);
    setOutcome({ text: props.text, isCopied });
  };
  const current = outcome?.text === props.text ? outcome : null;
  const words = current === null ? props.label : current.isCopied ? props.copied : props.failed;
  return (
    <Button
      size="small"
      icon={<Icon name={current?.isCopied ? "check" : "copy"} size={14} />}
      onClick={() => void copy()}
    >
      <span role="status">{words}</span>
    </Button>
  );
}

/** The clipboard API exists only on https and localhost; a city's own network often has neither. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
