import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useKeyStore } from "../client/key-store.ts";
import { Dialog } from "./dialog.tsx";
import "./keys-dialog.css";

const KEYS = [
  ["/", "search"],
  ["H", "home"],
  ["F6", "panel"],
  ["Esc", "leave"],
  ["← ↑ → ↓", "move"],
  ["+ −", "zoom"],
] as const;

/** Which keys do what, and the switch that turns single letters off (WCAG 2.1.4). */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("header");
  const { areLettersOn, setLettersOn } = useKeyStore();
  return (
    <Dialog title={t("keys.title")} closeLabel={t("keys.close")} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${does}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="keys-switch">
        <Switch size="small" checked={areLettersOn} onChange={setLettersOn} aria-label={t("keys.letters")} />
        <span aria-hidden="true">{t("keys.letters")}</span>
      </div>
    </Dialog>
  );
}
