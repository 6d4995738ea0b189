import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_VALUE_COLOUR, NO_VALUE_KEY } from "../../client/inspector/colour-scheme.ts";
import { useDataStore } from "../../client/inspector/data-store.ts";
import { formatNumber } from "../../format/number.ts";
import { Icon } from "../icons.tsx";
import { entryWords, fieldWords } from "./data-words.ts";
import "./data-legend.css";

/** What the colours mean, how many elements have each; a click switches one off, a double click all others. */
export function DataLegend() {
  const { t } = useTranslation("inspectorData");
  const { scheme, colourBy, colour } = useDataStore();
  const [isFolded, setFolded] = useState(false);
  if (!scheme || !colourBy) return null;
  const keys = [...scheme.entries.map(({ key }) => key), NO_VALUE_KEY];
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
          <b>{t("colour.title", { field: fieldWords(t, colourBy) })}</b>
        </button>
        <button
          type="button"
          className="icon-button"
          title={t("colour.close")}
          aria-label={t("colour.close")}
          onClick={() => colour(null)}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
      {!isFolded && (
        <ul>
          {scheme.entries.map((entry) => (
            <LegendLine
              key={entry.key}
              id={entry.key}
              all={keys}
              label={entryWords(t, entry, scheme)}
              colour={entry.colour}
              count={entry.elements}
            />
          ))}
          {scheme.without > 0 && (
            <LegendLine
              id={NO_VALUE_KEY}
              all={keys}
              label={t("colour.without")}
              colour={NO_VALUE_COLOUR}
              count={scheme.without}
            />
          )}
        </ul>
      )}
    </aside>
  );
}

function LegendLine(props: {
  readonly id: string;
  readonly all: readonly string[];
  readonly label: string;
  readonly colour: string;
  readonly count: number;
}) {
  const { t } = useTranslation("inspectorData");
  const { off, toggleEntry, soloEntry } = useDataStore();
  const isOn = !off.has(props.id);
  return (
    <li>
      <button
        type="button"
        className="data-legend-line"
        aria-pressed={isOn}
        aria-label={t("colour.toggle", { label: props.label })}
        title={`${props.label}\n${t("colour.solo")}`}
        onClick={(event) => event.detail < 2 && toggleEntry(props.id)}
        onDoubleClick={() => {
          // Its first click has switched it already.
          toggleEntry(props.id);
          soloEntry(props.id, props.all);
        }}
      >
        <span
          className="data-swatch"
          style={isOn ? { background: props.colour } : { borderColor: props.colour }}
        />
        <span className="data-legend-label">{props.label}</span>
        <span>{formatNumber(props.count)}</span>
      </button>
    </li>
  );
}
