import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useKeyStore } from "../client/key-store.ts";
import { Dialog } from "./dialog.tsx";
import "./keys-dialog.css";

const KEYS = [
  ["/", "search"],
  ["V", "select"],
  ["M", "measure"],
  ["1 – 5", "presets"],
  ["H", "home"],
  ["N", "north"],
  ["K", "share"],
  ["PgUp PgDn", "depth"],
  ["F6", "panel"],
  ["Esc", "leave"],
  ["← ↑ → ↓", "move"],
  ["+ −", "zoom"],
] as const;

/** Keys that work in the layer tree while the focus is in it. */
const TREE_KEYS = [
  ["↑ ↓", "treeWalk"],
  ["→ ←", "treeOpen"],
  ["Space", "treeShow"],
  ["Enter", "treeFly"],
] as const;

/** Keys that work in the scene while the measure is in hand. */
const MEASURE_KEYS = [
  ["Enter", "measurePoint"],
  ["Shift ← ↑ → ↓", "measureAim"],
  ["Backspace", "measureBack"],
  ["Esc", "measureEnd"],
] as const;

/** Which keys do what, and the switch that turns single letters off (WCAG 2.1.4). */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("header");
  const { areLettersOn, setLettersOn } = useKeyStore();
  return (
    <Dialog title={t("keys.title")} closeLabel={t("keys.close")} onClose={onClose}>
      <KeyTable rows={KEYS} />
      <h3>{t("keys.measuring")}</h3>
      <KeyTable rows={MEASURE_KEYS} />
      <h3>{t("keys.tree")}</h3>
      <KeyTable rows={TREE_KEYS} />
      <div className="keys-switch">
        <Switch size="small" checked={areLettersOn} onChange={setLettersOn} aria-label={t("keys.letters")} />
        <span aria-hidden="true">{t("keys.letters")}</span>
      </div>
    </Dialog>
  );
}

type KeyRow = (typeof KEYS | typeof MEASURE_KEYS | typeof TREE_KEYS)[number];

function KeyTable({ rows }: { readonly rows: readonly KeyRow[] }) {
  const { t } = useTranslation("header");
  return (
    <dl className="keys">
      {rows.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{t(`keys.${does}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
