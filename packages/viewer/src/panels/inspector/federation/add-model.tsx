import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addModels } from "../../../client/inspector/federation/shown-models.ts";
import { useLocalModelStore } from "../../../client/local-model-store.ts";
import { useModels } from "../../../client/model-queries.ts";
import { OpenLocalButton } from "../../models/open-local-button.tsx";
import { SearchField } from "../../models/search-field.tsx";
import { ProblemNotice } from "../../problem-notice.tsx";
import { IconButton } from "../tool-panel.tsx";

/** Models listed at once; a search narrows the rest down. */
const SHOWN = 8;

/** Opens further models beside those that are open: of the server, a file that is open in this browser, or another of this machine. */
export function AddModel({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation("inspector");
  const { data, error } = useModels();
  const [text, setText] = useState("");
  const sought = text.trim().toLowerCase();
  const local = useLocalModelStore((state) => state.models);
  const ready = local.filter(({ state }) => state.phase === "ready");
  const others = [...ready, ...(data ?? [])].filter(({ id }) => !ids.includes(id));
  const found = others.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(sought));
  return (
    <section className="federation-add" aria-label={t("federation.add.title")}>
      <h3>{t("federation.add.title")}</h3>
      {error && <ProblemNotice error={error} />}
      {others.length > 0 && (
        <SearchField
          label={t("federation.add.search")}
          value={text}
          testId="model-search"
          onChange={setText}
        />
      )}
      {data && found.length === 0 && (
        <p className="tool-hint">{t(others.length === 0 ? "federation.add.none" : "federation.add.noHit")}</p>
      )}
      <ul className="tool-list">
        {found.slice(0, SHOWN).map(({ id, name }) => (
          <li key={id}>
            <span className="tool-name" title={id}>
              {name}
            </span>
            <IconButton
              icon="plus"
              label={t("federation.add.one", { name })}
              onPress={() => addModels([id])}
            />
          </li>
        ))}
      </ul>
      {found.length > SHOWN && (
        <p className="tool-hint">{t("federation.add.more", { count: found.length - SHOWN })}</p>
      )}
      <OpenLocalButton />
    </section>
  );
}
