import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMarkupStore } from "../../../client/inspector/markup/markup-store.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { listAllViews, useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import { readLists } from "../../../client/inspector/views/view-lists.ts";
import { formatNumber } from "../../../format/number.ts";
import { SearchField } from "../../models/search-field.tsx";
import { ProblemNotice } from "../../problem-notice.tsx";
import { ToolPanel } from "../tool-panel.tsx";
import { useCanKeepViews } from "./use-view-place.ts";
import { ViewRow } from "./views-row.tsx";
import { SaveViewButton } from "./views-save.tsx";
import { ViewsSignIn } from "./views-sign-in.tsx";
import { ViewsTransfer } from "./views-transfer.tsx";
import "./views.css";

/** From so many on they are searched. */
const MANY = 8;

/** Views that were saved of this model, while the tool is in hand and nothing is drawn on one. */
export function ViewsPanel() {
  const inHand = useToolStore((state) => state.inHand);
  const isEditing = useMarkupStore((state) => state.isEditing);
  if (inHand !== "views") return null;
  return isEditing ? null : <ViewsList />;
}

function ViewsList() {
  const { t } = useTranslation("inspectorViews");
  const { server, browser, shown } = useSavedViewStore();
  const [text, setText] = useState("");
  const sought = useDeferredValue(text.trim().toLowerCase());
  const views = listAllViews({ server, browser });
  const found = views.filter(({ name, createdBy }) =>
    `${name} ${createdBy?.name ?? ""}`.toLowerCase().includes(sought),
  );
  const isLoading = server?.phase === "loading" || browser.phase === "loading";
  // Who keeps views on the server is not kept from it by a browser that keeps nothing.
  const lists = useCanKeepViews() === "server" ? [server] : [server, browser];
  const failure = lists.find((list) => list?.phase === "failed")?.error;
  return (
    <ToolPanel
      title={t("heading", { number: formatNumber(views.length) })}
      closeLabel={t("close")}
      testId="views-panel"
      onClose={useToolStore.getState().putDown}
    >
      <div className="tool-row views-head">
        <SaveViewButton />
        <ViewsTransfer views={views} />
      </div>
      {views.length >= MANY && (
        <SearchField label={t("search")} value={text} testId="views-search" onChange={setText} />
      )}
      {failure !== undefined && <ProblemNotice error={failure} onRetry={() => void readLists()} />}
      {isLoading && views.length === 0 && (
        <p className="tool-hint" role="status">
          {t("loading")}
        </p>
      )}
      {!isLoading && failure === undefined && views.length === 0 && (
        <div className="views-empty">
          <strong>{t("empty")}</strong>
          <p className="tool-hint">{t("emptyHint")}</p>
        </div>
      )}
      {views.length > 0 && found.length === 0 && <p className="tool-hint">{t("none")}</p>}
      <ul className="views-list" data-testid="views-list">
        {found.map((view) => (
          <ViewRow key={view.id} view={view} isShown={view.id === shown?.view.id} />
        ))}
      </ul>
      {server !== null && <ViewsSignIn />}
    </ToolPanel>
  );
}
