import { Input } from "antd";
import { type ReactNode, useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import type { TreeOrder } from "../../../client/inspector/tree/build-tree.ts";
import { type ShownKind, useInspectorStore } from "../../../client/inspector-store.ts";
import { readLocalNames } from "../../../client/local-model-store.ts";
import { Icon } from "../../icons.tsx";
import { PageLink } from "../../page-link.tsx";
import { ElementTree } from "./element-tree.tsx";

/** What of the tree is looked at; kept while its panel is closed. */
export interface TreeChoice {
  readonly order: TreeOrder;
  readonly setOrder: (order: TreeOrder) => void;
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** Back to the list of models, at this one. */
export function BackLink({ id }: { readonly id: string | undefined }) {
  const { t } = useTranslation("inspector");
  return (
    <PageLink to={{ page: "models", model: id ?? null }}>
      <span className="tree-back" title={t("back")}>
        <Icon name="fold" size={14} />
        <span className="visually-hidden">{t("back")}</span>
      </span>
    </PageLink>
  );
}

/** Name of the first model and the schema of its file. @param props.children What stands before them. */
export function TreeHead({
  ids,
  children,
}: {
  readonly ids: readonly string[];
  readonly children?: ReactNode;
}) {
  const first = useInspectorStore(({ models }) => ids.map((id) => models.get(id)).find(Boolean));
  const name = first?.name ?? readLocalNames().get(ids[0] ?? "") ?? ids[0];
  return (
    <div className="tree-head">
      {children}
      <h2 title={name}>{name}</h2>
      {first && <small className="schema">{first.table.schema}</small>}
    </div>
  );
}

/** Search, the tree, and what is loaded only when somebody wants to see it. */
export function TreeParts({ ids, choice }: { readonly ids: readonly string[]; readonly choice: TreeChoice }) {
  const { t } = useTranslation("inspector");
  const models = useInspectorStore((state) => state.models);
  const { order, text, setText } = choice;
  const sought = useDeferredValue(text);
  return (
    <>
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
      <ElementTree models={ids.flatMap((id) => models.get(id) ?? [])} order={order} text={sought.trim()} />
      <div className="tree-kinds">
        <KindSwitch kind="spaces" />
        <KindSwitch kind="openings" />
      </div>
    </>
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
