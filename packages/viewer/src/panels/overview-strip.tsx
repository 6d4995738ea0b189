import { LAYER_KINDS, type Layer } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useLayerCounts } from "../client/mirror-hooks.ts";
import { countMonitored } from "../client/monitored-counts.ts";
import { usePanelStore } from "../client/panel-store.ts";
import type { AttentionClass, StatusClass } from "../client/status-class.ts";
import { useViewStore } from "../client/view-store.ts";
import { findAmbiguousLayers, formatLayerName } from "../format/layer-name.ts";
import { formatNumber } from "../format/number.ts";
import { isLineKind, LineSample } from "./line-sample.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./overview-strip.css";

/** A card a utility, and one for every other layer that is measured: counts of monitored assets that add up. */
export function OverviewStrip({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  const language = useLanguage();
  const shown = layersToShow(layers);
  const ambiguous = findAmbiguousLayers(shown, language);
  if (shown.length === 0) return null;
  return (
    <section className="overview" aria-label={t("overview")} data-panel="overview" tabIndex={-1}>
      {shown.map((layer) => (
        <LayerCard
          key={layer.id}
          layer={layer}
          name={formatLayerName(layer, language)}
          note={ambiguous.has(layer.id) ? layer.id : undefined}
        />
      ))}
    </section>
  );
}

/** Utilities in the order of the standard, then what else is measured. */
function layersToShow(layers: readonly Layer[]): readonly Layer[] {
  return LAYER_KINDS.flatMap((kind) =>
    layers.filter((layer) => layer.kind === kind && (isLineKind(kind) || layer.monitored > 0)),
  );
}

function LayerCard(props: {
  readonly layer: Layer;
  readonly name: string;
  /** Tells layers of one name apart. */
  readonly note: string | undefined;
}) {
  const { t } = useTranslation("layers");
  const { layer, name } = props;
  const counts = useLayerCounts(layer.id);
  const { byClass, monitored } = countMonitored(counts.byClass, layer.monitored);
  const isSelected = useViewStore((state) => state.selection?.layer === layer.id);
  const isListed = usePanelStore((state) => state.filter.layer === layer.id);
  const fly = useViewStore((state) => state.fly);
  const total = formatNumber(monitored);
  const title = t("adds", { name: props.note ? `${name} (${props.note})` : name, total });
  return (
    <section
      className={isSelected || isListed ? "overview-card is-selected" : "overview-card"}
      aria-label={title}
      data-testid={`overview-${layer.id}`}
      data-monitored={monitored}
    >
      <div className="overview-head">
        <button
          type="button"
          className="overview-name"
          title={`${title} • ${t("flyTo", { name })}`}
          onClick={() => fly({ to: "layer", layer: layer.id })}
        >
          <LineSample kind={layer.kind} width={20} />
          <span>
            {name}
            {props.note && <small> {props.note}</small>}
          </span>
        </button>
        {DOUBTFUL.map(
          (each) =>
            byClass[each] > 0 && (
              <Count key={each} layer={layer} name={name} statusClass={each} count={byClass[each]} />
            ),
        )}
        {byClass.unknown > 0 && <Unheard count={byClass.unknown} />}
      </div>
      <div className="overview-counts">
        <span className="overview-count" data-class="normal" data-count={byClass.normal}>
          <b className={byClass.normal === 0 ? "is-none" : "is-quiet"}>{formatNumber(byClass.normal)}</b>
          <span>{t("brief.normal")}</span>
        </span>
        <Count
          layer={layer}
          name={name}
          statusClass="abnormal"
          count={byClass.abnormal}
          old={counts.oldAbnormal}
        />
        <Count layer={layer} name={name} statusClass="stale" count={byClass.stale} />
      </div>
    </section>
  );
}

/** Rare, and so beside the name and only where there are some: a mark and a number. */
const DOUBTFUL = ["bad", "uncertain"] as const;

/** A number that lists what it counts and flies to the layer. */
function Count(props: {
  readonly layer: Layer;
  readonly name: string;
  readonly statusClass: AttentionClass;
  readonly count: number;
  /** How many of them have old data. */
  readonly old?: number;
}) {
  const { t } = useTranslation("layers");
  const { layer, statusClass, count, old = 0 } = props;
  const list = usePanelStore((state) => state.list);
  const fly = useViewStore((state) => state.fly);
  const listOf = t("listOf", { name: props.name, what: t(`class.${statusClass}`), count });
  const title = old > 0 ? `${listOf} • ${t("ofTheseOld", { count: old })}` : listOf;
  const show = (): void => {
    list({ layer: layer.id, statusClass });
    fly({ to: "layer", layer: layer.id });
  };
  const isBeside = statusClass === "bad" || statusClass === "uncertain";
  return (
    <button
      type="button"
      className={isBeside ? "overview-beside" : "overview-count"}
      data-class={statusClass}
      data-count={count}
      aria-label={title}
      title={title}
      onClick={show}
    >
      {isBeside ? (
        <>
          <StatusMark kind={statusClass === "bad" ? "bad" : "advisory"} size={12} />
          {formatNumber(count)}
        </>
      ) : (
        <>
          <b className={weightOf(statusClass, count)}>
            {formatNumber(count)}
            {old > 0 && (
              <small data-old={old}>
                <StatusMark kind="stale" size={11} />
                {formatNumber(old)}
              </small>
            )}
          </b>
          <span>{t(`brief.${statusClass}`)}</span>
        </>
      )}
    </button>
  );
}

/** Monitored assets that have not said anything yet. */
function Unheard({ count }: { readonly count: number }) {
  const { t } = useTranslation("layers");
  return (
    <span className="overview-beside" data-class="unknown" data-count={count} title={t("unheard", { count })}>
      <StatusMark kind="unknown" size={12} />
      <span className="visually-hidden">{t("class.unknown")}</span>
      {formatNumber(count)}
    </span>
  );
}

/** Quiet is grey: only what needs a person is bright. */
function weightOf(name: StatusClass, count: number): string {
  if (count === 0) return "is-none";
  return name === "abnormal" ? "is-loud" : "is-noted";
}
