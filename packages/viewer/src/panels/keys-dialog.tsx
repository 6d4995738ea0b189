import { useTranslation } from "react-i18next";
import { Dialog } from "./dialog.tsx";
import { KeyTable, LetterSwitch } from "./key-table.tsx";
import { NoticesLink } from "./notices-link.tsx";

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
  const inWords = (rows: readonly KeyRow[]) => rows.map(([key, does]) => [key, t(`keys.${does}`)] as const);
  return (
    <Dialog title={t("keys.title")} closeLabel={t("keys.close")} onClose={onClose}>
      <KeyTable rows={inWords(KEYS)} />
      <h3>{t("keys.measuring")}</h3>
      <KeyTable rows={inWords(MEASURE_KEYS)} />
      <h3>{t("keys.tree")}</h3>
      <KeyTable rows={inWords(TREE_KEYS)} />
      <LetterSwitch label={t("keys.letters")} />
      <NoticesLink />
    </Dialog>
  );
}

type KeyRow = (typeof KEYS | typeof MEASURE_KEYS | typeof TREE_KEYS)[number];
