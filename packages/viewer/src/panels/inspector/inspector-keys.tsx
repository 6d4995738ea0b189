import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog.tsx";
import { KeyTable, LetterSwitch } from "../key-table.tsx";
import { PANEL_TOOLS } from "./panel-tools.ts";

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

const TREE_KEYS = [
  ["↑ ↓", "treeWalk"],
  ["→ ←", "treeOpen"],
  ["Space", "treeShow"],
  ["Enter", "treePick"],
] as const;

/** Which keys do what in the inspector, and the switch that turns single letters off (WCAG 2.1.4). */
export function InspectorKeys({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(["inspector", "inspectorLive"]);
  const tables = [
    ["elements", ELEMENT_KEYS],
    ["view", VIEW_KEYS],
    ["tree", TREE_KEYS],
  ] as const;
  return (
    <Dialog title={t("keys.title")} closeLabel={t("keys.close")} onClose={onClose}>
      <section>
        <h3>{t("tool.title")}</h3>
        <KeyTable rows={Object.values(PANEL_TOOLS).map(({ letter, does }) => [letter, t(does)])} />
      </section>
      {tables.map(([title, rows]) => (
        <section key={title}>
          <h3>{t(`keys.${title}`)}</h3>
          <KeyTable rows={rows.map(([key, does]) => [key, t(`keys.does.${does}`)])} />
        </section>
      ))}
      <LetterSwitch label={t("keys.letters")} />
    </Dialog>
  );
}
