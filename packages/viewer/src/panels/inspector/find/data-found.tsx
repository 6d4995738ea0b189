import { useTranslation } from "react-i18next";
import { isFiltering, useDataStore } from "../../../client/inspector/find/data-store.ts";
import { rowsIn } from "../../../client/inspector/tree/tree-model.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";
import { RoomsHint } from "../rooms-hint.tsx";

/** How many were found, what becomes of the rest, and what selects or forgets them. */
export function DataFound() {
  const { t } = useTranslation("inspectorData");
  const { text, filter, found, isFound, off, isIndexing, clearFilter } = useDataStore();
  const isOn = isFiltering({ text, filter });
  const words = isIndexing
    ? t("indexing")
    : found
      ? t("hits", { number: formatNumber(found.count), of: formatNumber(found.of) })
      : "";
  return (
    <>
      <span className="data-found">
        <span role="status" data-testid="data-found">
          {words}
        </span>
        {found && t("hitsComma")}
        {(found || off.size > 0) && <RestSwitch />}
      </span>
      {found && <RoomsHint marks={isFound} />}
      {found && (
        <button
          type="button"
          className="icon-button"
          title={t("selectHits")}
          aria-label={t("selectHits")}
          data-testid="data-select"
          disabled={found.count === 0}
          onClick={selectFound}
        >
          <Icon name="pointer" size={14} />
        </button>
      )}
      {isOn && (
        <button
          type="button"
          className="icon-button"
          title={t("clear")}
          aria-label={t("clear")}
          onClick={clearFilter}
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </>
  );
}

/** The end of the sentence: what was not found is seen through, or hidden; a press makes it the other. */
function RestSwitch() {
  const { t } = useTranslation("inspectorData");
  const filteredOutAre = useInspectorStore((state) => state.filteredOutAre);
  const other = filteredOutAre === "ghosted" ? "hidden" : "ghosted";
  return (
    <button
      type="button"
      className="data-rest"
      title={t("restTitle", { other: t(`rest.${other}`) })}
      data-testid="data-rest"
      onClick={() => useInspectorStore.setState({ filteredOutAre: other })}
    >
      {t(`rest.${filteredOutAre}`)}
    </button>
  );
}

function selectFound(): void {
  const { isFound } = useDataStore.getState();
  useInspectorStore.getState().select(new Map([...isFound].map(([id, marks]) => [id, rowsIn(marks)])));
}
