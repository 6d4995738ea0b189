import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog.tsx";
import { KeyTable, LetterSwitch } from "../key-table.tsx";
import { NoticesLink } from "../notices-link.tsx";
import { CUT_KEYS, ELEMENT_KEYS, TREE_KEYS, VIEW_KEYS } from "./inspector-key-list.ts";
import { PANEL_TOOLS } from "./panel-tools.ts";

/** Which keys do what in the inspector, and the switch that turns single letters off (WCAG 2.1.4). */
export function InspectorKeys({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(["inspector", "inspectorLive", "inspectorViews"]);
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
        <KeyTable rows={CUT_KEYS.map(([key, does]) => [key, t(`cuts.keys.${does}`)])} />
      </section>
      {tables.map(([title, rows]) => (
        <section key={title}>
          <h3>{t(`keys.${title}`)}</h3>
          <KeyTable rows={rows.map(([key, does]) => [key, t(`keys.does.${does}`)])} />
        </section>
      ))}
      <LetterSwitch label={t("keys.letters")} />
      <NoticesLink />
    </Dialog>
  );
}
