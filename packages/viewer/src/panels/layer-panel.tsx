import { type Layer, type LayerKind, SEVERITIES } from "@shuicheng/shared/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLayerCounts } from "../client/mirror-hooks.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatLength, formatNumber } from "../format/number.ts";
import { formatMoment } from "../format/time.ts";
import { AbnormalList } from "./abnormal-list.tsx";
import { Icon } from "./icons.tsx";
import { LineSample } from "./line-sample.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useTimeStyle } from "./use-time-style.ts";
import "./layer-panel.css";

const GROUPS = [
  { name: "pipes", kinds: ["water", "storm", "sewage", "gas", "heating", "power", "telecom", "tunnel"] },
  { name: "above", kinds: ["buildings"] },
  { name: "facilities", kinds: ["facilities", "sensors"] },
] as const satisfies readonly { name: string; kinds: readonly LayerKind[] }[];

/** Below this width the panel starts as a rail, so that the scene keeps its room. */
const RAIL_BELOW_PX = 1440;

/** Left panel: the layers by group, how each stands, and the list of abnormal assets. */
export function LayerPanel({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  const [isOpen, setOpen] = useState(() => window.innerWidth >= RAIL_BELOW_PX);
  const hidden = useViewStore((state) => state.hiddenLayers);
  if (!isOpen) return <LayerRail layers={layers} onExpand={() => setOpen(true)} />;
  const shown = layers.filter((layer) => !hidden.has(layer.id)).length;
  return (
    <aside className="layer-panel" aria-label={t("title")} data-panel="layers" tabIndex={-1}>
      <div className="panel-head">
        <h2>{t("title")}</h2>
        <span className="panel-note">{t("shown", { shown, all: layers.length })}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t("collapse")}
          title={t("collapse")}
          onClick={() => setOpen(false)}
        >
          <Icon name="fold" />
        </button>
      </div>
      <div className="layer-columns" aria-hidden="true">
        <span>{t("name")}</span>
        <span>{t("cim")}</span>
        <span>{t("amount")}</span>
        <span>{t("abnormal")}</span>
      </div>
      <div className="layer-groups">
        {layers.length === 0 && <p className="layer-none">{t("none")}</p>}
        {GROUPS.map(({ name, kinds }) => {
          const members = layers.filter((layer) => (kinds as readonly LayerKind[]).includes(layer.kind));
          return members.length > 0 && <LayerGroup key={name} title={t(`group.${name}`)} layers={members} />;
        })}
      </div>
      <AbnormalList layers={layers} />
      <Published layers={layers} />
    </aside>
  );
}

function LayerRail(props: { readonly layers: readonly Layer[]; readonly onExpand: () => void }) {
  const { t } = useTranslation("layers");
  return (
    <aside className="layer-rail" aria-label={t("title")} data-panel="layers" tabIndex={-1}>
      <button
        type="button"
        className="icon-button"
        aria-label={t("expand")}
        title={t("expand")}
        onClick={props.onExpand}
      >
        <Icon name="unfold" />
      </button>
      {props.layers.map((layer) => (
        <RailEntry key={layer.id} layer={layer} onExpand={props.onExpand} />
      ))}
    </aside>
  );
}

function RailEntry({ layer, onExpand }: { readonly layer: Layer; readonly onExpand: () => void }) {
  const { t } = useTranslation("layers");
  const counts = useLayerCounts(layer.id);
  const abnormal = counts.byClass.abnormal;
  const label = `${layer.name} ${t("class.abnormal")} ${abnormal}`;
  return (
    <button type="button" className="rail-entry" aria-label={label} title={label} onClick={onExpand}>
      <LineSample kind={layer.kind} />
      {abnormal > 0 && (
        <span>
          <StatusMark kind={SEVERITIES[counts.worstSeverity] ?? "critical"} size={12} />
          {formatNumber(abnormal)}
        </span>
      )}
    </button>
  );
}

function LayerGroup({ title, layers }: { readonly title: string; readonly layers: readonly Layer[] }) {
  const lengths = layers.flatMap((layer) => (layer.lengthM === null ? [] : [layer.lengthM]));
  const totalM = lengths.reduce((sum, lengthM) => sum + lengthM, 0);
  return (
    <section aria-label={title}>
      <div className="layer-group">
        <h3>{title}</h3>
        <span>{lengths.length > 0 && formatLength(totalM)}</span>
      </div>
      <ul>
        {layers.map((layer) => (
          <LayerRow key={layer.id} layer={layer} />
        ))}
      </ul>
    </section>
  );
}

function LayerRow({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation(["layers", "terms"]);
  const isHidden = useViewStore((state) => state.hiddenLayers.has(layer.id));
  const isSelected = useViewStore((state) => state.selection?.layer === layer.id);
  const { toggleLayer, fly } = useViewStore.getState();
  const counts = useLayerCounts(layer.id);
  const abnormal = counts.byClass.abnormal;
  const kind = t(`terms:kind.${layer.kind}`);
  const classes = ["layer-row", isHidden && "is-hidden", isSelected && "is-selected"]
    .filter(Boolean)
    .join(" ");
  return (
    <li className={classes} data-testid={`layer-${layer.id}`}>
      <button
        type="button"
        className="icon-button"
        aria-pressed={!isHidden}
        aria-label={t("layers:show", { name: layer.name })}
        onClick={() => toggleLayer(layer.id)}
      >
        <Icon name={isHidden ? "eyeOff" : "eye"} />
      </button>
      <button
        type="button"
        className="layer-name"
        title={`${t("layers:flyTo", { name: layer.name })} • ${kind}`}
        onClick={() => fly({ to: "layer", layer: layer.id })}
      >
        <LineSample kind={layer.kind} />
        <span>{layer.name}</span>
        <span className="visually-hidden">{kind}</span>
      </button>
      <span className="layer-lock" title={layer.access === "restricted" ? t("layers:restricted") : undefined}>
        {layer.access === "restricted" && (
          <>
            <Icon name="lock" size={12} />
            <span className="visually-hidden">{t("layers:restricted")}</span>
          </>
        )}
      </span>
      <span className="layer-cim" title={t("layers:cimLevel", { level: layer.cimLevel })}>
        <span className="visually-hidden">{t("layers:cimLevel", { level: layer.cimLevel })}</span>
        <span aria-hidden="true">{layer.cimLevel}</span>
      </span>
      <span className="layer-amount">
        {layer.lengthM === null ? formatNumber(layer.features) : formatLength(layer.lengthM)}
      </span>
      <span className="layer-abnormal" data-testid={`abnormal-${layer.id}`}>
        <span className="visually-hidden">{t("layers:class.abnormal")}</span>
        {abnormal > 0 && <StatusMark kind={SEVERITIES[counts.worstSeverity] ?? "critical"} size={14} />}
        <span className={abnormal > 0 ? "is-abnormal" : "is-calm"}>{formatNumber(abnormal)}</span>
      </span>
    </li>
  );
}

function Published({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const newest = layers.reduce<Layer | undefined>(
    (best, layer) => (best === undefined || layer.publishedAt > best.publishedAt ? layer : best),
    undefined,
  );
  const assumptions = layers.flatMap((layer) =>
    layer.assumptions.map((text) => ({ layer: layer.name, text })),
  );
  if (!newest) return null;
  return (
    <div className="layer-foot">
      <p>
        {t("published", { revision: newest.revision, time: formatMoment(newest.publishedAt, nowMs, style) })}
      </p>
      {assumptions.length > 0 && (
        <details>
          <summary>
            {t("assumptions")} {assumptions.length}
          </summary>
          <ul>
            {assumptions.map(({ layer, text }) => (
              <li key={layer + text}>
                {layer}: <span lang="en">{text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
