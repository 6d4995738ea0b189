import type { Datastream } from "@shuicheng/shared/contracts";
import { Button, Select } from "antd";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type OpenModel, useInspectorStore } from "../../../client/inspector-store.ts";
import { useLayers } from "../../../client/layer-queries.ts";
import { findBoundElement, nameOfElement } from "../../../client/live-binding/bound-element.ts";
import { listElementAssets } from "../../../client/live-binding/element-assets.ts";
import { useLayerDatastreams } from "../../../client/live-binding/live-queries.ts";
import { DATASTREAM_DRAG } from "../../../client/live-binding/live-store.ts";
import { formatLayerName } from "../../../format/layer-name.ts";
import { formatNumber } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";
import { useIsWriter } from "../../models/is-writer.ts";
import { SearchField } from "../../models/search-field.tsx";
import { ProblemNotice } from "../../problem-notice.tsx";
import { StatusMark } from "../../status-mark.tsx";
import { useLanguage } from "../../use-time-style.ts";
import type { ElementBinding } from "./use-binding.ts";

/** Rows shown at once; a search narrows the rest down. */
const SHOWN = 50;

/** Datastreams of a layer with what each is bound to; one is bound to the selected element by button, or to any by dragging it there. */
export function BindList(props: { readonly models: readonly OpenModel[]; readonly binding: ElementBinding }) {
  const { t } = useTranslation("inspectorLive");
  const { models, binding } = props;
  const isWriter = useIsWriter();
  const [text, setText] = useState("");
  const sought = useDeferredValue(text.trim().toLowerCase());
  const [chosen, choose] = useState<string | null>(null);
  const source = chosen ?? models[0]?.id ?? "";
  const own = useMemo(() => models.map(({ id }) => id), [models]);
  const streams = useLayerDatastreams(useMemo(() => [source], [source]))[0]?.datastreams ?? [];
  const found = streams.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(sought));
  return (
    <section className="bind-part" aria-label={t("tabs.bind")}>
      <h3>{t("tabs.bind")}</h3>
      <Lost models={models} ids={own} binding={binding} isWriter={isWriter} />
      <SourceSelect value={source} own={own} onChange={choose} />
      <SearchField label={t("bind.search")} value={text} testId="bind-search" onChange={setText} />
      <p className="tool-hint">
        {t("bind.count", { count: found.length, number: formatNumber(found.length) })} •{" "}
        {isWriter ? t("bind.dragHint") : t("bind.readOnly")}
      </p>
      <ul className="tool-list" data-testid="bind-list">
        {found.slice(0, SHOWN).map((datastream) => (
          <Stream key={datastream.id} {...{ datastream, models, binding, isWriter }} />
        ))}
      </ul>
      {found.length > SHOWN && (
        <p className="tool-hint">{t("bind.more", { number: formatNumber(found.length - SHOWN) })}</p>
      )}
      <Outcome models={models} binding={binding} />
    </section>
  );
}

function SourceSelect(props: {
  readonly value: string;
  readonly own: readonly string[];
  readonly onChange: (layer: string) => void;
}) {
  const { t } = useTranslation("inspectorLive");
  const language = useLanguage();
  const layers = (useLayers().data ?? []).filter(
    ({ id, monitored }) => monitored > 0 || props.own.includes(id),
  );
  return (
    <Select
      size="small"
      className="tool-select"
      aria-label={t("bind.source")}
      prefix={t("bind.source")}
      data-testid="bind-source"
      value={props.value}
      options={layers.map((layer) => ({ value: layer.id, label: formatLayerName(layer, language) }))}
      onChange={props.onChange}
    />
  );
}

function Stream(props: {
  readonly datastream: Datastream;
  readonly models: readonly OpenModel[];
  readonly binding: ElementBinding;
  readonly isWriter: boolean;
}) {
  const { t } = useTranslation("inspectorLive");
  const { datastream, models, binding, isWriter } = props;
  const asset = useSelectedAsset(models);
  const bound = findBoundElement(models, datastream);
  return (
    <li
      className="bind-stream"
      draggable={isWriter}
      data-testid={`bind-${datastream.id}`}
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(DATASTREAM_DRAG, datastream.id);
        dataTransfer.effectAllowed = "link";
      }}
    >
      <span className="bind-stream-head">
        <span title={datastream.id}>{datastream.name}</span>
        {isWriter && (
          <button
            type="button"
            className="tool-icon"
            disabled={asset === undefined || asset === datastream.asset || binding.isBusy}
            title={asset === undefined ? t("bind.noElement") : t("bind.here")}
            aria-label={t("bind.hereOf", { name: datastream.name })}
            onClick={() => asset !== undefined && binding.bind([{ datastream: datastream.id, asset }])}
          >
            <Icon name="link" size={14} />
          </button>
        )}
      </span>
      <small>
        {bound.kind === "element" ? (
          <button
            type="button"
            className="text-button"
            onClick={() => useInspectorStore.getState().select(new Map([[bound.model.id, [bound.row]]]))}
          >
            → {nameOfElement(bound.model, bound.row)}
          </button>
        ) : (
          t("bind.elsewhere", { asset: bound.kind === "lost" ? bound.globalId : bound.asset })
        )}
      </small>
    </li>
  );
}

/** Datastreams whose element a newer revision no longer has: said, for nobody sees them in the picture, with what to do. */
function Lost(props: {
  readonly models: readonly OpenModel[];
  readonly ids: readonly string[];
  readonly binding: ElementBinding;
  readonly isWriter: boolean;
}) {
  const { t } = useTranslation("inspectorLive");
  const { models, ids, binding, isWriter } = props;
  const layers = useLayerDatastreams(ids);
  const asset = useSelectedAsset(models);
  const lost = layers
    .flatMap(({ datastreams }) => datastreams)
    .flatMap((datastream) => {
      const bound = findBoundElement(models, datastream);
      return bound.kind === "lost" ? [{ datastream, globalId: bound.globalId }] : [];
    });
  if (lost.length === 0) return null;
  return (
    <details data-testid="bind-lost" open>
      <summary>
        <StatusMark kind="bad" size={14} />{" "}
        {t("bind.lost", { count: lost.length, number: formatNumber(lost.length) })}
      </summary>
      <p className="tool-hint">{t("bind.lostTodo")}</p>
      <ul className="tool-list">
        {lost.slice(0, SHOWN).map(({ datastream, globalId }) => (
          <li key={datastream.id} className="bind-lost" data-testid={`lost-${datastream.id}`}>
            <span>{t("bind.lostOne", { name: datastream.name, globalId })}</span>
            {isWriter && (
              <Button
                size="small"
                disabled={asset === undefined || binding.isBusy}
                title={asset === undefined ? t("bind.noElement") : undefined}
                onClick={() => asset !== undefined && binding.bind([{ datastream: datastream.id, asset }])}
              >
                {t("bind.lostRebind")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The asset of the element that was selected last; undefined where nothing is that could be observed. */
function useSelectedAsset(models: readonly OpenModel[]): string | undefined {
  const primary = useInspectorStore((state) => state.primary);
  const model = models.find(({ id }) => id === primary?.model);
  return model && primary ? listElementAssets(model.id, model.table).assetOf[primary.row] : undefined;
}

function Outcome(props: { readonly models: readonly OpenModel[]; readonly binding: ElementBinding }) {
  const { t } = useTranslation("inspectorLive");
  const { models, binding } = props;
  const { outcome, error } = binding;
  if (error) return <ProblemNotice error={error} />;
  if (!outcome) return null;
  const changed = outcome.kind === "bound" ? outcome.changed : 0;
  const [only, ...more] = outcome.kind === "bound" ? outcome.asked : [];
  const element = only && more.length === 0 ? nameOfAsset(models, only.asset) : undefined;
  return (
    <p className="bind-outcome" role="status" data-testid="bind-outcome">
      <span>
        {outcome.kind === "undone"
          ? t("bind.undone")
          : changed === 0
            ? t("bind.same")
            : element !== undefined
              ? t("bind.doneTo", { element })
              : t("bind.done", { count: changed, number: formatNumber(changed) })}
      </span>
      {changed > 0 && (
        <Button size="small" disabled={binding.isBusy} onClick={binding.undo}>
          {t("bind.undo")}
        </Button>
      )}
    </p>
  );
}

/** Of the element that is an asset; undefined where no open model has it. */
function nameOfAsset(models: readonly OpenModel[], asset: string): string | undefined {
  for (const model of models) {
    const row = listElementAssets(model.id, model.table).rowOf.get(asset);
    if (row !== undefined) return nameOfElement(model, row);
  }
  return undefined;
}
