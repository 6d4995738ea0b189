import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readAsset } from "../../client/asset-queries.ts";
import type { ElementLink } from "../../client/element-queries.ts";
import { useViewStore } from "../../client/view-store.ts";

/** Links shown at once; a storey may have a thousand parts. */
const SHOWN = 8;

/** Other objects that an element has to do with; one that stands in the city is selected by its name. */
export function ElementLinks(props: {
  readonly title: string;
  readonly links: readonly ElementLink[];
  readonly model: string;
}) {
  const { t } = useTranslation("models");
  const [limit, setLimit] = useState(SHOWN);
  const { title, links, model } = props;
  if (links.length === 0) return null;
  const rest = links.length - limit;
  return (
    <details>
      <summary>
        {title} <small>{links.length}</small>
      </summary>
      <ul>
        {links.slice(0, limit).map((link, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an object may be linked twice
          <li key={index}>
            <Link link={link} model={model} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className="text-button" onClick={() => setLimit(limit + 100)}>
          {t("element.more", { count: rest })}
        </button>
      )}
    </details>
  );
}

function Link({ link, model }: { readonly link: ElementLink; readonly model: string }) {
  const queries = useQueryClient();
  const [isGone, setGone] = useState(false);
  const select = async (): Promise<void> => {
    try {
      const id = `${model}.${link.globalId.replaceAll("$", "~")}`;
      const asset = await queries.fetchQuery({ queryKey: ["assets", id], queryFn: () => readAsset(id) });
      useViewStore.getState().select({ layer: asset.layer, featureIndex: asset.featureIndex });
    } catch {
      // Groups, types and the project are no assets: there is nothing to select.
      setGone(true);
    }
  };
  const text = (
    <>
      {link.name || link.globalId} <small>{link.class}</small>
    </>
  );
  if (isGone || link.globalId === "") return <span>{text}</span>;
  return (
    <button type="button" className="text-button" onClick={() => void select()}>
      {text}
    </button>
  );
}
