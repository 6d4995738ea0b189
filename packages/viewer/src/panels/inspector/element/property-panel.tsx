import { describeElement, type ElementDescription } from "@shuicheng/shared/ifc";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { countWith, ELEMENT_STATE } from "../../../client/inspector/element-states.ts";
import { showSelectionInCity } from "../../../client/inspector/link/city-link.ts";
import { usePropertyPanelStore } from "../../../client/inspector/property-panel-store.ts";
import { type OpenModel, useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";
import { QuantityTotals } from "../find/quantity-totals.tsx";
import { LiveValues, useLiveCount } from "../live/live-values.tsx";
import { SideTabs } from "../side-tabs.tsx";
import { RIGHT_KEPT_FROM_PX, useIsWindowFrom } from "../use-window-width.ts";
import { ElementProperties } from "./element-properties.tsx";
import { ElementRelations } from "./element-relations.tsx";
import "../side-panel.css";
import "./property-panel.css";

/** Right panel: all that the file says of the element that was selected last. */
export function PropertyPanel() {
  const { t } = useTranslation("inspector");
  const primary = useInspectorStore((state) => state.primary);
  const model = useInspectorStore(({ models }) => (primary ? models.get(primary.model) : undefined));
  if (!useIsPanelShown()) return null;
  return (
    <aside
      className="property-panel"
      aria-label={t("panel.title")}
      data-panel="properties"
      data-testid="property-panel"
      tabIndex={-1}
    >
      {primary && model ? <Selection model={model} row={primary.row} /> : <Nothing />}
    </aside>
  );
}

/** Whether there is room for the panel, something to show in it, and nobody has closed it. */
function useIsPanelShown(): boolean {
  const isClosed = usePropertyPanelStore((state) => state.isClosed);
  const hasPrimary = useInspectorStore((state) => state.primary !== null);
  const isKept = useIsWindowFrom(RIGHT_KEPT_FROM_PX);
  return !isClosed && (hasPrimary || isKept);
}

/** On the picture while the panel is closed: what opens it again, and how to begin. */
export function PropertyPanelOpener() {
  const { t } = useTranslation("inspector");
  const isClosed = usePropertyPanelStore((state) => state.isClosed);
  const hasPrimary = useInspectorStore((state) => state.primary !== null);
  const hasModel = useInspectorStore(({ models }) => models.size > 0);
  if (useIsPanelShown()) return null;
  return (
    <>
      {!hasPrimary && hasModel && <p className="property-hint float">{t("panel.nothing")}</p>}
      {isClosed && (
        <button
          type="button"
          className="property-open float"
          title={t("panel.open")}
          aria-label={t("panel.open")}
          aria-expanded={false}
          data-testid="property-open"
          onClick={() => usePropertyPanelStore.setState({ isClosed: false })}
        >
          <Icon name="fold" />
        </button>
      )}
    </>
  );
}

function FoldButton() {
  const { t } = useTranslation("inspector");
  return (
    <button
      type="button"
      className="icon-button"
      title={t("panel.fold")}
      aria-label={t("panel.fold")}
      data-testid="property-fold"
      onClick={() => usePropertyPanelStore.setState({ isClosed: true })}
    >
      <Icon name="unfold" />
    </button>
  );
}

function Nothing() {
  const { t } = useTranslation("inspector");
  return (
    <>
      <div className="property-head">
        <div />
        <FoldButton />
      </div>
      <div className="property-nothing">
        <Icon name="pointer" size={20} />
        <p>{t("panel.nothing")}</p>
        <p>{t("panel.nothingHint", { key: "?" })}</p>
      </div>
    </>
  );
}

/** Parts of the panel. */
const TABS = ["properties", "live", "relations"] as const;

function Selection({ model, row }: { readonly model: OpenModel; readonly row: number }) {
  const { t } = useTranslation("inspector");
  const { t: live } = useTranslation("inspectorLive");
  const values = useLiveCount(model, row);
  const [tab, setTab] = useState<(typeof TABS)[number]>("properties");
  const element = useMemo(() => describeElement(model.table, row), [model, row]);
  const clear = useInspectorStore((state) => state.clearSelection);
  const relations = countRelations(element);
  return (
    <>
      <div className="property-head">
        <div>
          <h2 data-testid="element-name">{element.name || element.longName || element.class}</h2>
          <p>{[element.class, element.type?.name, element.storey?.name].filter(Boolean).join(" • ")}</p>
        </div>
        <FoldButton />
        <button
          type="button"
          className="icon-button"
          title={t("panel.close")}
          aria-label={t("panel.close")}
          onClick={clear}
        >
          <Icon name="close" />
        </button>
      </div>
      <Several />
      <QuantityTotals />
      <SideTabs
        label={t("panel.title")}
        name="property-tab"
        tabs={TABS}
        shown={tab}
        wordOf={(each) =>
          each === "relations"
            ? t("panel.tabs.relations", { count: relations })
            : each === "live"
              ? live("tab", { number: values ?? "" })
              : t("panel.tabs.properties")
        }
        onShow={setTab}
      />
      <div className="property-body">
        {tab === "properties" ? (
          <ElementProperties element={element} model={model} />
        ) : tab === "live" ? (
          <LiveValues model={model} row={row} />
        ) : (
          <ElementRelations element={element} model={model} />
        )}
      </div>
      <Actions />
    </>
  );
}

/** Says that more than the shown element is selected. */
function Several() {
  const { t } = useTranslation("inspector");
  const states = useInspectorStore((state) => state.states);
  const count = useMemo(
    () => [...states.values()].reduce((sum, own) => sum + countWith(own, ELEMENT_STATE.selected), 0),
    [states],
  );
  if (count < 2) return null;
  return (
    <p className="property-many" data-testid="selected-count">
      {t("panel.many", { number: formatNumber(count) })} <small>{t("panel.manyHint")}</small>
    </p>
  );
}

function Actions() {
  const { t } = useTranslation("inspector");
  const { isolate, hideSelected } = useInspectorStore.getState();
  return (
    <div className="property-actions">
      <button type="button" className="action" data-testid="isolate" onClick={() => isolate()}>
        <Icon name="model" /> {t("tool.isolate")} <kbd>I</kbd>
      </button>
      <button type="button" className="action" data-testid="hide" onClick={hideSelected}>
        <Icon name="eyeOff" /> {t("tool.hide")} <kbd>J</kbd>
      </button>
      <button
        type="button"
        className="action"
        data-testid="show-in-city"
        onClick={() => void showSelectionInCity()}
      >
        <Icon name="pin" /> {t("panel.showInCity")} <kbd>B</kbd>
      </button>
    </div>
  );
}

function countRelations({
  path,
  parts,
  groups,
  members,
  connectedTo,
  referencedIn,
  type,
}: ElementDescription): number {
  const lists = [path, parts, groups, members, connectedTo, referencedIn];
  return lists.reduce((sum, list) => sum + list.length, 0) + (type ? 1 : 0);
}
