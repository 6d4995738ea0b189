import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TREE_ORDERS, type TreeOrder } from "../../../client/inspector/tree/build-tree.ts";
import { HealthHeads } from "../health/health-head.tsx";
import { SideTabs } from "../side-tabs.tsx";
import { LEFT_DOCKED_FROM_PX, useIsWindowFrom } from "../use-window-width.ts";
import { BackLink, type TreeChoice, TreeHead, TreeParts } from "./tree-parts.tsx";
import { TreeRail } from "./tree-rail.tsx";
import "../side-panel.css";
import "./tree-panel.css";

/** Left panel: what the models consist of, in the order that one looks for it. */
export function TreePanel({ ids }: { readonly ids: readonly string[] }) {
  const isDocked = useIsWindowFrom(LEFT_DOCKED_FROM_PX);
  const [order, setOrder] = useState<TreeOrder>("space");
  const [text, setText] = useState("");
  const choice = { order, setOrder, text, setText };
  return isDocked ? <DockedTree ids={ids} choice={choice} /> : <TreeRail ids={ids} choice={choice} />;
}

function DockedTree({ ids, choice }: { readonly ids: readonly string[]; readonly choice: TreeChoice }) {
  const { t } = useTranslation("inspector");
  return (
    <aside className="tree-panel" aria-label={t("tree.title")} data-panel="tree" tabIndex={-1}>
      <TreeHead ids={ids}>
        <BackLink id={ids[0]} />
      </TreeHead>
      <HealthHeads ids={ids} />
      <SideTabs
        label={t("tree.title")}
        name="tree-tab"
        tabs={TREE_ORDERS}
        shown={choice.order}
        wordOf={(each) => t(`tree.tabs.${each}`)}
        onShow={choice.setOrder}
      />
      <TreeParts ids={ids} choice={choice} />
    </aside>
  );
}
