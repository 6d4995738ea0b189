import { Input } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { TREE_ORDERS, type TreeOrder } from "../../../client/inspector/tree/build-tree.ts";
import { type ShownKind, useInspectorStore } from "../../../client/inspector-store.ts";
import { Icon } from "../../icons.tsx";
import { PageLink } from "../../page-link.tsx";
import { HealthHead } from "../health/health-head.tsx";
import { ElementTree } from "./element-tree.tsx";
import "../side-panel.css";
import "./tree-panel.css";

/** Left panel: what the models consist of, in the order that one looks for it. */
export function TreePanel({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation("inspector");
  const models = useInspectorStore((state) => state.models);
  const [order, setOrder] = useState<TreeOrder>("space");
  const [text, setText] = useState("");
  const sought = useDeferredValue(text);
  const shown = ids.flatMap((id) => models.get(id) ?? []);
  const [first] = shown;
  return (
    <aside className="tree-panel" aria-label={t("tree.title")} data-panel="tree" tabIndex={-1}>
      <div className="tree-head">
        <PageLink to={{ page: "models", model: ids[0] ?? null }}>
          <span className="tree-back" title={t("back")}>
            <Icon name="fold" size={14} />
            <span className="visually-hidden">{t("back")}</span>
          </span>
        </PageLink>
        <h2 title={first?.name}>{first?.name ?? ids[0]}</h2>
        {first && <small className="schema">{first.table.schema}</small>}
      </div>
      {ids.map((id) => (
        <HealthHead key={id} id={id} isNamed={ids.length > 1} />
      ))}
      <div className="tree-tabs" role="tablist" aria-label={t("tree.title")}>
        {TREE_ORDERS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === order}
            data-testid={`tree-tab-${each}`}
            onClick={() => setOrder(each)}
          >
            {t(`tree.tabs.${each}`)}
          </button>
        ))}
      </div>
      <div className="tree-search">
        <Input
          id="tree-search"
          size="small"
          allowClear
          prefix={<Icon name="search" size={14} />}
          value={text}
          placeholder={t("tree.search")}
          aria-label={t("tree.search")}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <ElementTree models={shown} order={order} text={sought.trim()} />
      <div className="tree-kinds">
        <KindSwitch kind="spaces" />
        <KindSwitch kind="openings" />
      </div>
    </aside>
  );
}

/** Rooms and openings are loaded when somebody wants to see them. */
function KindSwitch({ kind }: { readonly kind: ShownKind }) {
  const { t } = useTranslation("inspector");
  const { shownKinds, setKindShown } = useInspectorStore();
  const isShown = shownKinds.has(kind);
  return (
    <button
      type="button"
      className="kind-switch"
      aria-pressed={isShown}
      data-testid={`show-${kind}`}
      onClick={() => setKindShown(kind, !isShown)}
    >
      <Icon name={isShown ? "eye" : "eyeOff"} size={14} />
      {t(`tree.${kind}`)}
    </button>
  );
}
