import type { ElementField } from "@shuicheng/shared/ifc";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSectionStore } from "../../../client/inspector/cuts/section-store.ts";
import {
  type ColourScheme,
  countFound,
  isWithout,
  NO_VALUE_COLOUR,
  NO_VALUE_KEY,
  NO_VALUE_ROOM_COLOUR,
} from "../../../client/inspector/find/colour-scheme.ts";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { describeRows } from "../../../client/inspector/find/row-texts.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { Icon } from "../../icons.tsx";
import { SectionLegend } from "../cuts/section-legend.tsx";
import { RoomsHint } from "../rooms-hint.tsx";
import { entryWords, fieldWords } from "./data-words.ts";
import { LegendLimits } from "./legend-limits.tsx";
import { LegendLine } from "./legend-line.tsx";
import "./data-legend.css";

/** What the colours mean and how many elements have each; a line isolates its elements or leaves them out. */
export function DataLegend() {
  const { t } = useTranslation("inspectorData");
  const { scheme, colourBy } = useDataStore();
  const isCut = useSectionStore(({ patterns }) => patterns.length > 0);
  if (!scheme || !colourBy) {
    return isCut ? (
      <aside className="data-legend" aria-label={t("colour.legend")}>
        <SectionLegend />
      </aside>
    ) : null;
  }
  return <Legend field={colourBy} scheme={scheme} />;
}

function Legend({ field, scheme }: { readonly field: ElementField; readonly scheme: ColourScheme }) {
  const { t } = useTranslation("inspectorData");
  const models = useInspectorStore((state) => state.models);
  const [isFolded, setFolded] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const isFound = useDataStore((state) => state.isFound);
  const hasStatuses = useInspectorStore(({ paints }) => paints.has("live"));
  const isFiltered = useDataStore((state) => state.found !== null);
  const marks = useMemo(
    () =>
      new Map(
        [...models.keys()].map((id, at) => [
          id,
          Uint8Array.from(scheme.entryOf[at] ?? [], (entry) => (entry >= 0 ? 1 : 0)),
        ]),
      ),
    [models, scheme],
  );
  const isRoomWithout = useMemo(
    () =>
      [...models.values()].some(({ table }, at) => {
        const { kind } = describeRows(table);
        return scheme.entryOf[at]?.some((_, row) => kind(row) === "space" && isWithout(scheme, at, row));
      }),
    [models, scheme],
  );
  const found = useMemo(
    () =>
      isFiltered && scheme.kind !== "number"
        ? countFound(
            scheme,
            [...models.keys()].map((id) => isFound.get(id)),
          )
        : undefined,
    [isFiltered, scheme, models, isFound],
  );
  const keys = [...scheme.entries.map(({ key }) => key), ...(scheme.without > 0 ? [NO_VALUE_KEY] : [])];
  return (
    <aside className="data-legend" aria-label={t("colour.legend")} data-testid="data-legend">
      <div className="data-legend-head">
        <button
          type="button"
          aria-expanded={!isFolded}
          title={t("colour.fold")}
          onClick={() => setFolded(!isFolded)}
        >
          <Icon name={isFolded ? "unfold" : "down"} size={12} />
          <b>{t("colour.title", { field: fieldWords(t, field) })}</b>
        </button>
        {scheme.kind === "number" && (
          <button
            type="button"
            className="icon-button"
            aria-expanded={isEditing}
            title={t("colour.limits")}
            aria-label={t("colour.limits")}
            data-testid="legend-edit"
            onClick={() => setEditing(!isEditing)}
          >
            <Icon name="pen" size={12} />
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          title={t("colour.close")}
          aria-label={t("colour.close")}
          onClick={() => useDataStore.getState().colour(null)}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
      {!isFolded && isEditing && scheme.kind === "number" && (
        <LegendLimits scheme={scheme} onEnd={() => setEditing(false)} />
      )}
      {!isFolded && (
        <ul>
          {scheme.entries.map((entry, at) => (
            <LegendLine
              key={entry.key}
              id={entry.key}
              all={keys}
              label={entryWords(t, entry, scheme)}
              colour={entry.colour}
              count={entry.elements}
              found={found?.[at]}
            />
          ))}
          {scheme.without > 0 && (
            <LegendLine
              id={NO_VALUE_KEY}
              all={keys}
              label={t("colour.without")}
              colour={isRoomWithout ? NO_VALUE_ROOM_COLOUR : NO_VALUE_COLOUR}
              isHatched={isRoomWithout}
              count={scheme.without}
              found={found?.[scheme.entries.length]}
            />
          )}
        </ul>
      )}
      {!isFolded && (
        <p className="data-legend-hint">
          {isFiltered && scheme.kind === "number" && <span>{t("colour.ofFound")}</span>}
          {hasStatuses && <span data-testid="states-hidden">{t("colour.statuses")}</span>}
          <RoomsHint marks={marks} isColoured />
        </p>
      )}
      <SectionLegend />
    </aside>
  );
}
