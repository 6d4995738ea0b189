import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { NO_VALUE_ROOM_COLOUR } from "../../../client/inspector/find/colour-scheme.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { useLayerDatastreams } from "../../../client/live-binding/live-queries.ts";
import { useLiveStore } from "../../../client/live-binding/live-store.ts";
import { isLocalId } from "../../../client/local-model-store.ts";
import { formatFreeNumber, formatNumber } from "../../../format/number.ts";
import { formatProperty } from "../../../format/terms.ts";
import { Icon } from "../../icons.tsx";
import { useLanguage } from "../../use-time-style.ts";
import { RoomsHint } from "../rooms-hint.tsx";
import "../find/data-legend.css";
import "./live-tool.css";

/** Ids of datastreams that are named at once. */
const NAMED = 3;

/** What the colours of live values mean: ranges with their unit, and how many elements or spaces are in each. */
export function LiveLegend() {
  const { t } = useTranslation("inspectorLive");
  const language = useLanguage();
  const { choice, shown, choose } = useLiveStore();
  const hasStatuses = useInspectorStore(({ paints }) => paints.has("live"));
  const isUnknown = useIsUnknown(choice?.property);
  if (!choice) return null;
  const property = formatProperty(choice.property, choice.property, language);
  return (
    <aside className="data-legend live-legend" aria-label={property} data-testid="live-legend">
      <div className="data-legend-head">
        <b>{shown?.unit ? t("heat.legend", { property, unit: shown.unit }) : property}</b>
        <button type="button" className="icon-button" aria-label={t("close")} onClick={() => choose(null)}>
          <Icon name="close" size={12} />
        </button>
      </div>
      {shown ? (
        <ul>
          {shown.scheme.entries.map(({ key, label, colour, elements }) => (
            <li key={key} className="live-legend-line">
              <span className="data-swatch" style={{ background: colour }} />
              <span className="data-legend-label">
                {"from" in label &&
                  t("heat.range", { from: formatFreeNumber(label.from), to: formatFreeNumber(label.to) })}
              </span>
              <span>{formatNumber(elements)}</span>
            </li>
          ))}
          {shown.scheme.without > 0 && (
            <li className="live-legend-line" data-testid="heat-without">
              <span className="data-swatch is-hatched" style={{ color: NO_VALUE_ROOM_COLOUR }} />
              <span className="data-legend-label">{t("heat.without")}</span>
              <span>{formatNumber(shown.scheme.without)}</span>
            </li>
          )}
        </ul>
      ) : (
        <p className="live-legend-note" role="status">
          {isUnknown ? t("heat.unknown", { property: choice.property }) : t("heat.waiting")}
        </p>
      )}
      {shown && (
        <p className="data-legend-hint">
          <RoomsHint marks={shown.marks} isColoured />
        </p>
      )}
      {shown && hasStatuses && <p className="live-legend-note">{t("heat.statuses")}</p>}
      {shown && shown.otherUnits.length > 0 && (
        <p className="live-legend-note">
          {t("heat.otherUnits", {
            count: shown.otherUnits.length,
            number: formatNumber(shown.otherUnits.length),
            list: shown.otherUnits.slice(0, NAMED).join(", "),
          })}
        </p>
      )}
    </aside>
  );
}

/** Whether the models' datastreams are read and none of them measures a quantity: a link may name any. */
function useIsUnknown(property: string | undefined): boolean {
  const models = useInspectorStore((state) => state.models);
  const ids = useMemo(() => [...models.keys()].filter((id) => !isLocalId(id)), [models]);
  const layers = useLayerDatastreams(ids);
  if (ids.length === 0 || layers.length < ids.length) return false;
  return !layers.some(({ datastreams }) =>
    datastreams.some(({ observedProperty }) => observedProperty === property),
  );
}
