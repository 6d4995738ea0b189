import { Switch } from "antd";
import { useKeyStore } from "../client/key-store.ts";
import "./keys-dialog.css";

/** Keys and what each does. @param props.rows Key and words of each, in the person's language. */
export function KeyTable({ rows }: { readonly rows: readonly (readonly [key: string, does: string])[] }) {
  return (
    <dl className="keys">
      {rows.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Turns single letters on and off (WCAG 2.1.4). */
export function LetterSwitch({ label }: { readonly label: string }) {
  const { areLettersOn, setLettersOn } = useKeyStore();
  return (
    <div className="keys-switch">
      <Switch size="small" checked={areLettersOn} onChange={setLettersOn} aria-label={label} />
      <span aria-hidden="true">{label}</span>
    </div>
  );
}
