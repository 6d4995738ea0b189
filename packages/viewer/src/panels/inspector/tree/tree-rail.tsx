import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHealthStore } from "../../../client/inspector/health-store.ts";
import { toolKeys } from "../../../client/inspector/tool-keys.ts";
import { TREE_ORDERS, type TreeOrder } from "../../../client/inspector/tree/build-tree.ts";
import { Icon, type IconName } from "../../icons.tsx";
import { HealthHeads } from "../health/health-head.tsx";
import { BackLink, type TreeChoice, TreeHead, TreeParts } from "./tree-parts.tsx";

const ICONS: Readonly<Record<TreeOrder, IconName>> = {
  space: "storeys",
  type: "shapes",
  system: "network",
  material: "layers",
  classification: "tag",
};
const PANEL_ID = "tree-over";

/** The left panel of a narrow window: a rail of buttons, each of which opens its part over the picture and closes it again. */
export function TreeRail({ ids, choice }: { readonly ids: readonly string[]; readonly choice: TreeChoice }) {
  const { t } = useTranslation(["inspector", "models"]);
  const [shown, setShown] = useState<TreeOrder | "health" | null>(null);
  const side = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const isOpen = shown !== null;
  useEffect(() => {
    if (!isOpen) return;
    const end = toolKeys.add({
      letter: "",
      press: () => setShown(null),
      putAway() {
        // The focus goes back to the button, not to nowhere.
        if (panel.current?.contains(document.activeElement))
          side.current?.querySelector<HTMLElement>("[aria-expanded=true]")?.focus();
        setShown(null);
        return true;
      },
    });
    // Findings are listed over the picture, where this panel lies.
    const forget = useHealthStore.subscribe((now) => now.shown !== null && setShown(null));
    return () => {
      end();
      forget();
    };
  }, [isOpen]);
  const press = (part: TreeOrder | "health"): void => {
    if (part !== "health") choice.setOrder(part);
    setShown(part === shown ? null : part);
  };
  return (
    <div className="tree-side" ref={side} data-panel="tree" tabIndex={-1}>
      <nav className="tree-rail" aria-label={t("tree.title")}>
        <BackLink id={ids[0]} />
        {[...TREE_ORDERS, "health" as const].map((part) => {
          const label = part === "health" ? t("models:health.title") : t(`tree.tabs.${part}`);
          return (
            <button
              key={part}
              type="button"
              aria-label={label}
              aria-expanded={part === shown}
              aria-controls={part === shown ? PANEL_ID : undefined}
              title={label}
              data-testid={`rail-${part}`}
              onClick={() => press(part)}
            >
              <Icon name={part === "health" ? "report" : ICONS[part]} size={20} />
            </button>
          );
        })}
      </nav>
      {isOpen && (
        <aside className="tree-panel is-over" id={PANEL_ID} ref={panel} aria-label={t("tree.title")}>
          <TreeHead ids={ids} />
          {shown === "health" ? (
            <HealthHeads ids={ids} isUnfolded />
          ) : (
            <TreeParts ids={ids} choice={choice} />
          )}
        </aside>
      )}
    </div>
  );
}
