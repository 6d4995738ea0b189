import { type Layer, SEVERITIES } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useLayerCounts } from "../client/mirror-hooks.ts";
import { usePanelStore } from "../client/panel-store.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { useViewStore } from "../client/view-store.ts";
import type { Language } from "../format/language.ts";
import { formatLayerName, listLayerNames } from "../format/layer-name.ts";
import { formatNumber } from "../format/number.ts";
import { formatMoment } from "../format/time.ts";
import { AttentionList } from "./attention-list.tsx";
import { useIsLayerFailed } from "./failed-tiles.tsx";
import { Icon } from "./icons.tsx";
import { LayerTree } from "./layer-tree.tsx";
import { LineSample } from "./line-sample.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useLanguage, useTimeStyle } from "./use-time-style.ts";
import "./layer-panel.css";

/** Left panel: the layers by group, how each stands, and the list of what needs a person; or a rail of the same. */
export function LayerPanel({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  const { isLayerPanelOpen, setLayerPanelOpen } = usePanelStore();
  const hidden = useViewStore((state) => state.hiddenLayers);
  /** The pressed button goes away with what it was in: the keyboard goes on where its work is. */
  const setOpen = (isOpen: boolean): void => {
    setLayerPanelOpen(isOpen);
    const next = isOpen ? "[role=treeitem][tabindex='0']" : "button";
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-panel=layers] ${next}`)?.focus({ preventScroll: true }),
    );
  };
  if (!isLayerPanelOpen) return <LayerRail layers={layers} onExpand={() => setOpen(true)} />;
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
      {layers.length === 0 ? <p className="layer-none">{t("none")}</p> : <LayerTree layers={layers} />}
      <AttentionList layers={layers} />
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
        <RailEntry key={layer.id} layer={layer} />
      ))}
    </aside>
  );
}

function RailEntry({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation("layers");
  const language = useLanguage();
  const counts = useLayerCounts(layer.id);
  const list = usePanelStore((state) => state.list);
  const isHidden = useViewStore((state) => state.hiddenLayers.has(layer.id));
  const abnormal = counts.byClass.abnormal;
  const name = formatLayerName(layer, language);
  const isFailed = useIsLayerFailed(layer.id);
  const label = [t("listAbnormal", { name, count: abnormal }), isFailed && t("failedOf", { name })]
    .filter(Boolean)
    .join(" • ");
  return (
    <button
      type="button"
      className={isHidden ? "rail-entry is-hidden" : "rail-entry"}
      aria-label={label}
      title={label}
      onClick={() => list({ layer: layer.id, statusClass: "abnormal" })}
    >
      <LineSample kind={layer.kind} />
      {isFailed && <StatusMark kind="bad" size={14} />}
      {abnormal > 0 && (
        <span>
          <StatusMark kind={SEVERITIES[counts.worstSeverity] ?? "critical"} size={12} />
          {formatNumber(abnormal)}
        </span>
      )}
    </button>
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
  const assumptions = groupAssumptions(layers, style.language);
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
            {assumptions.map(({ names, text }) => (
              <li key={text}>
                {names}: <span lang="en">{text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** What imports assumed, each once, with the names of the layers it holds for. */
function groupAssumptions(
  layers: readonly Layer[],
  language: Language,
): readonly { readonly text: string; readonly names: string }[] {
  const said = layers.flatMap((layer) => layer.assumptions.map((text) => ({ id: layer.id, text })));
  return [...Map.groupBy(said, ({ text }) => text)].map(([text, each]) => ({
    text,
    names: listLayerNames(
      layers,
      each.map(({ id }) => id),
      language,
    ),
  }));
}
