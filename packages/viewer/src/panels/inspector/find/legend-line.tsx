import { useTranslation } from "react-i18next";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";

/** A line of the legend: a press shows only its elements, or again all; the eye leaves them out, as a filter does. */
export function LegendLine(props: {
  readonly id: string;
  /** Keys of all lines. */
  readonly all: readonly string[];
  readonly label: string;
  readonly colour: string;
  /** As rooms without a value are drawn. */
  readonly isHatched?: boolean;
  readonly count: number;
  /** How many of them the filter found; undefined without a filter. */
  readonly found: number | undefined;
}) {
  const { t } = useTranslation("inspectorData");
  const { off, toggleEntry, soloEntry } = useDataStore();
  const { id, all, label, colour, isHatched = false, count, found } = props;
  const isOn = !off.has(id);
  const isAlone = isOn && all.length > 1 && all.every((each) => each === id || off.has(each));
  const solo = t("colour.solo", { label });
  const toggle = t(isOn ? "colour.hide" : "colour.show", { label });
  return (
    <li className="data-legend-line" data-off={!isOn || undefined}>
      <button
        type="button"
        aria-pressed={isAlone}
        aria-label={solo}
        title={
          found === undefined
            ? solo
            : `${t("colour.found", { number: formatNumber(found), of: formatNumber(count) })}\n${solo}`
        }
        data-testid="legend-solo"
        onClick={() => soloEntry(id, all)}
      >
        {isOn && isHatched ? (
          <span className="data-swatch is-hatched" style={{ color: colour }} />
        ) : (
          <span className="data-swatch" style={isOn ? { background: colour } : { borderColor: colour }} />
        )}
        <span className="data-legend-label">{label}</span>
        <span>{formatNumber(found ?? count)}</span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-pressed={isOn}
        aria-label={toggle}
        title={toggle}
        data-testid="legend-toggle"
        onClick={() => toggleEntry(id)}
      >
        <Icon name={isOn ? "eye" : "eyeOff"} size={14} />
      </button>
    </li>
  );
}
