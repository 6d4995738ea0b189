import type { ElementDescription, ObjectLink } from "@shuicheng/shared/ifc";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type OpenModel, useInspectorStore } from "../../../client/inspector-store.ts";

/** Links shown at once; a storey may have a thousand parts. */
const SHOWN = 12;

/** What an element has to do with: its type, what it is in, what is in it, its systems, what it is connected to. */
export function ElementRelations(props: { readonly element: ElementDescription; readonly model: OpenModel }) {
  const { t } = useTranslation("inspector");
  const { element, model } = props;
  const lists: readonly (readonly [title: string, links: readonly ObjectLink[]])[] = [
    [t("field.type"), element.type ? [element.type] : []],
    [t("group.path"), element.path],
    [t("group.parts"), element.parts],
    [t("group.members"), element.members],
    [t("group.groups"), element.groups],
    [t("group.connectedTo"), element.connectedTo],
    [t("group.referencedIn"), element.referencedIn],
  ];
  return lists.map(([title, links]) => (
    <Links key={`${element.row} ${title}`} title={title} links={links} model={model} />
  ));
}

function Links(props: {
  readonly title: string;
  readonly links: readonly ObjectLink[];
  readonly model: OpenModel;
}) {
  const { t } = useTranslation("inspector");
  const [limit, setLimit] = useState(SHOWN);
  const { title, links, model } = props;
  if (links.length === 0) return null;
  const select = ({ row }: ObjectLink): void =>
    useInspectorStore.getState().select(new Map([[model.id, [row]]]), "replace", { model: model.id, row });
  return (
    <details className="fact-list" open>
      <summary>
        <span>{title}</span>
        <small>{links.length}</small>
      </summary>
      <ul className="links">
        {links.slice(0, limit).map((link) => (
          <li key={link.row}>
            <button type="button" className="text-button" onClick={() => select(link)}>
              {link.name || link.globalId || `#${link.row}`}
            </button>{" "}
            <small>{link.class}</small>
          </li>
        ))}
      </ul>
      {links.length > limit && (
        <button type="button" className="text-button" onClick={() => setLimit(limit + 100)}>
          {t("panel.expand", { count: links.length - limit })}
        </button>
      )}
    </details>
  );
}
