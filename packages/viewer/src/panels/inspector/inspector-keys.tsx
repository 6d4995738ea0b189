import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useKeyStore } from "../../client/key-store.ts";
import { Dialog } from "../dialog.tsx";
import "../keys-dialog.css";

const ELEMENT_KEYS = [
  ["I", "isolate"],
  ["J Delete", "hide"],
  ["R", "ghost"],
  ["A", "showAll"],
  ["Ctrl Z Ctrl Y", "undo"],
  ["Ctrl + click", "add"],
  ["B", "city"],
  ["K", "share"],
] as const;

const VIEW_KEYS = [
  ["H", "fit"],
  ["0 Home", "home"],
  ["1 – 6", "sides"],
  ["P", "projection"],
  ["E", "edges"],
  ["G", "walk"],
  ["F6", "panel"],
  ["Esc", "leave"],
  ["?", "keys"],
] as const;

const TOOL_KEYS = [
  ["M", "measure"],
  ["X", "section"],
  ["C", "clash"],
] as const;

const TREE_KEYS = [
  ["↑ ↓", "treeWalk"],
  ["→ ←", "treeOpen"],
  ["Space", "treeShow"],
  ["Enter", "treePick"],
] as const;

/** Which keys do what in the inspector, and the switch that turns single letters off (WCAG 2.1.4). */
export function InspectorKeys({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("inspector");
  const { t: live } = useTranslation("inspectorLive");
  const { areLettersOn, setLettersOn } = useKeyStore();
  const tables = [
    ["elements", ELEMENT_KEYS],
    ["view", VIEW_KEYS],
    ["tree", TREE_KEYS],
  ] as const;
  return (
    <Dialog title={t("keys.title")} closeLabel={t("keys.close")} onClose={onClose}>
      <section>
        <h3>{t("tool.title")}</h3>
        <dl className="keys">
          <div>
            <dt>
              <kbd>L</kbd>
            </dt>
            <dd>{live("title")}</dd>
          </div>
          {TOOL_KEYS.map(([key, tool]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`cuts.${tool}.tool`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {tables.map(([title, rows]) => (
        <section key={title}>
          <h3>{t(`keys.${title}`)}</h3>
          <dl className="keys">
            {rows.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`keys.does.${does}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div className="keys-switch">
        <Switch size="small" checked={areLettersOn} onChange={setLettersOn} aria-label={t("keys.letters")} />
        <span aria-hidden="true">{t("keys.letters")}</span>
      </div>
    </Dialog>
  );
}
