import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "./icons.tsx";
import "./dialog.css";

/** A modal dialog: focus stays inside, Escape closes it and gives focus back. Shown for as long as it is rendered. */
export function Dialog(props: {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector("input")?.focus(); // rather than the closing button, which comes first
    return () => {
      dialog?.close();
      // The browser gives focus back only from a dialog that is still on the page.
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-label={props.title}
      onClose={props.onClose}
      onCancel={props.onClose}
    >
      <div className="dialog-head">
        <h2>{props.title}</h2>
        <button type="button" className="icon-button" aria-label={props.closeLabel} onClick={props.onClose}>
          <Icon name="close" />
        </button>
      </div>
      {props.children}
    </dialog>
  );
}
