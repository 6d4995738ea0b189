import type { Layer } from "@shuicheng/shared/contracts";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { featureKey, useAssetsOfFeatures } from "../client/asset-queries.ts";
import { useFollowStore } from "../client/follow-store.ts";
import { useCountsOfLayers, useNotedFeatures } from "../client/mirror-hooks.ts";
import { ALL_ABNORMAL, usePanelStore } from "../client/panel-store.ts";
import { ATTENTION_CLASSES, type AttentionClass } from "../client/status-class.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatNumber } from "../format/number.ts";
import { AttentionRow } from "./attention-row.tsx";
import { Icon } from "./icons.tsx";
import { useHeldList } from "./use-held-list.ts";
import { useLanguage } from "./use-time-style.ts";
import "./attention-list.css";

/** Rows listed at first and with each press of "more"; values of no more assets than this are followed. */
const ROWS_A_STEP = 24;
/** Following other values is a new subscription: not more often than this while the list is in motion. */
const FOLLOW_DELAY_MS = 2_000;

/**
 * What needs a person, worst first, so that each asset can be reached without the scene: abnormal, stale, bad or
 * uncertain, of all layers or one. While the pointer or the focus is in the list its order is held: nothing moves under the hand,
 * a strip says that something changed.
 */
export function AttentionList({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  const { filter, list } = usePanelStore();
  const language = useLanguage();
  const chosen = layers.find((layer) => layer.id === filter.layer);
  const ids = useMemo(() => (chosen ? [chosen] : layers).map((layer) => layer.id), [chosen, layers]);
  const classes = useMemo(() => classesOf(filter.statusClass), [filter.statusClass]);
  const current = useNotedFeatures(ids, classes);
  const held = useHeldList(current, featureKey, `${filter.layer}/${filter.statusClass}`);
  const [limit, setLimit] = useState(ROWS_A_STEP);
  const rows = held.list.slice(0, limit);
  const rest = held.list.length - rows.length;
  const assets = useAssetsOfFeatures(rows);
  useFollowing(rows.slice(0, ROWS_A_STEP).flatMap((row) => assets.get(featureKey(row))?.id ?? []));
  const what = t(`attention.${filter.statusClass ?? "all"}`);
  return (
    <section
      className="attention"
      aria-label={what}
      data-testid="abnormal-list"
      data-panel="attention"
      tabIndex={-1}
      {...held.handlers}
    >
      <div className="attention-head">
        <h3>{t("attention.title")}</h3>
        {chosen && (
          <button
            type="button"
            className="attention-chip"
            title={t("attention.ofAll")}
            onClick={() => list({ ...ALL_ABNORMAL, statusClass: filter.statusClass })}
          >
            {formatLayerName(chosen, language)}
            <Icon name="close" size={10} />
            <span className="visually-hidden">{t("attention.ofAll")}</span>
          </button>
        )}
        <ClassTabs ids={ids} />
        <span className="visually-hidden" role="status">
          {t("attention.now", { what, count: current.length })}
        </span>
      </div>
      {held.changes > 0 && (
        <button type="button" className="attention-new" onClick={held.release}>
          {t("attention.changed", { count: held.changes })}
        </button>
      )}
      {held.list.length === 0 ? (
        <p className="attention-none">{t(`attention.none.${filter.statusClass ?? "all"}`)}</p>
      ) : (
        <ul>
          {rows.map((feature) => (
            <AttentionRow
              key={featureKey(feature)}
              of={feature.layer}
              featureIndex={feature.featureIndex}
              asset={assets.get(featureKey(feature))}
              layer={layers.find(({ id }) => id === feature.layer)}
            />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <button type="button" className="attention-new" onClick={() => setLimit((n) => n + ROWS_A_STEP)}>
          {t("attention.more", { count: Math.min(rest, ROWS_A_STEP), rest: formatNumber(rest) })}
        </button>
      )}
    </section>
  );
}

/** Which class is listed, with how many there are of each. */
function ClassTabs({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation("layers");
  const { filter, list } = usePanelStore();
  const counts = useCountsOfLayers(ids);
  return (
    <div className="attention-tabs">
      {ATTENTION_CLASSES.map((each) => {
        const count = counts.reduce((sum, layer) => sum + layer.byClass[each], 0);
        return (
          <button
            key={each}
            type="button"
            aria-pressed={filter.statusClass === each || filter.statusClass === null}
            data-testid={`attention-${each}`}
            onClick={() => list({ layer: filter.layer, statusClass: each })}
          >
            {t(`class.${each}`)}{" "}
            <b className={count === 0 ? "is-calm" : each === "abnormal" ? "is-abnormal" : ""}>
              {formatNumber(count)}
            </b>
          </button>
        );
      })}
    </div>
  );
}

function classesOf(statusClass: AttentionClass | null): readonly AttentionClass[] {
  return statusClass === null ? ATTENTION_CLASSES : [statusClass];
}

/** Has the values of the listed assets followed, once the list has come to rest. */
function useFollowing(assets: readonly string[]): void {
  const key = assets.join();
  useEffect(() => {
    const follow = (): void => useFollowStore.getState().followListed(key === "" ? [] : key.split(","));
    const timer = setTimeout(follow, FOLLOW_DELAY_MS);
    return () => clearTimeout(timer);
  }, [key]);
  useEffect(() => () => useFollowStore.getState().followListed([]), []);
}
