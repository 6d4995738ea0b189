import { type Datastream, severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDatastreams } from "../../../client/asset-queries.ts";
import { useLabelStore } from "../../../client/inspector/label-store.ts";
import { type OpenModel, useInspectorStore } from "../../../client/inspector-store.ts";
import { nameOfElement } from "../../../client/live-binding/bound-element.ts";
import { listElementAssets } from "../../../client/live-binding/element-assets.ts";
import { useElementFeatures } from "../../../client/live-binding/live-queries.ts";
import { isLocalId } from "../../../client/local-model-store.ts";
import { useFeatureStatus, useLatestValue, useMirror } from "../../../client/mirror-hooks.ts";
import { useServerSecondMs } from "../../../client/server-clock.ts";
import { classOf } from "../../../client/status-class.ts";
import { formatAge } from "../../../format/age.ts";
import { NO_VALUE } from "../../../format/number.ts";
import { findReading, formatResult, sideOf, wordOf } from "../../../format/reading.ts";
import { formatProperty } from "../../../format/terms.ts";
import { StatusMark } from "../../status-mark.tsx";
import { useTimeStyle } from "../../use-time-style.ts";
import { useYesNo } from "../../use-value-words.ts";
import "./element-label.css";

/** Values on the label; the panel has all. */
const SHOWN = 3;
/** From the element to the label, and what it keeps from the picture's edges, CSS pixels. */
const AWAY_PX = 56;
const EDGE_PX = 8;

/** The selected element's label on the picture, with a line to it: name, state, and what its datastreams say now. */
export function ElementLabel() {
  const primary = useInspectorStore((state) => state.primary);
  const model = useInspectorStore(({ models }) => (primary ? models.get(primary.model) : undefined));
  if (!primary || !model || isLocalId(model.id)) return null;
  const asset = listElementAssets(model.id, model.table).assetOf[primary.row];
  return asset === undefined ? null : (
    <BoundLabel key={asset} model={model} row={primary.row} asset={asset} />
  );
}

function BoundLabel(props: { readonly model: OpenModel; readonly row: number; readonly asset: string }) {
  const { model, row, asset } = props;
  const datastreams = useDatastreams(asset).data ?? [];
  const mirror = useMirror();
  const label = useRef<HTMLDivElement>(null);
  const line = useRef<SVGLineElement>(null);
  const isShown = datastreams.length > 0;
  useEffect(() => {
    if (!isShown) return;
    const place = (): void => placeLabel(label.current, line.current);
    place();
    const watch = new ResizeObserver(place);
    if (label.current) watch.observe(label.current);
    const leave = useLabelStore.subscribe(place);
    return () => {
      watch.disconnect();
      leave();
    };
  }, [isShown]);
  if (!isShown) return null;
  // Those beyond a limit first: they are why one looks.
  const rankOf = (datastream: Datastream): number => {
    const reading = findReading(datastream, mirror.valueOf(datastream.id), 0);
    const side = reading ? sideOf(reading) : null;
    return side !== null ? severityCodeOfSide(side) : reading ? 1 : 0;
  };
  const ranked = datastreams.toSorted((a, b) => rankOf(b) - rankOf(a)).slice(0, SHOWN);
  return (
    <div className="element-label-layer" aria-hidden="true">
      <svg aria-hidden="true">
        <line ref={line} />
      </svg>
      <div ref={label} className="element-label" data-testid="element-label">
        <div className="element-label-head">
          <strong>{nameOfElement(model, row)}</strong>
          <State model={model.id} row={row} />
        </div>
        {ranked.map((datastream) => (
          <Value key={datastream.id} datastream={datastream} />
        ))}
      </div>
    </div>
  );
}

function State({ model, row }: { readonly model: string; readonly row: number }) {
  const { t } = useTranslation(["terms", "layers"]);
  const feature = useElementFeatures(model).data?.[row] ?? -1;
  const status = useFeatureStatus(model, feature);
  const kind = classOf(status);
  if (kind === "abnormal" || kind === "uncertain") {
    const severity = severityOf(status);
    return (
      <span>
        <StatusMark kind={severity} size={12} /> {t(`terms:severity.${severity}`)}
      </span>
    );
  }
  return <span>{t(`layers:class.${kind}`)}</span>;
}

function Value({ datastream }: { readonly datastream: Datastream }) {
  const { t } = useTranslation("asset");
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const yesNo = useYesNo();
  const reading = findReading(datastream, useLatestValue(datastream.id), nowMs);
  const word = reading ? wordOf(reading) : "none";
  const side = reading ? sideOf(reading) : null;
  const severity = side === null || word === "stale" ? undefined : severityOf(severityCodeOfSide(side));
  return (
    <div className="element-label-value" data-word={word}>
      <span>{formatProperty(datastream.observedProperty, datastream.name, style.language)}</span>
      <b className="severity-text" data-severity={severity}>
        {word === "bad" ? NO_VALUE : formatResult(reading?.latest.result, datastream, yesNo)}
      </b>
      <small>{datastream.unit?.symbol}</small>
      <span>{severity && <StatusMark kind={severity} size={12} />}</span>
      <small>
        {word === "stale" && `${t("stale")} `}
        {reading ? formatAge(reading.latest.time, nowMs, style) : t("noData")}
      </small>
    </div>
  );
}

/** Below and beside the element, on the side that has room; written past React, for it moves with each frame. */
function placeLabel(label: HTMLElement | null, line: SVGLineElement | null): void {
  if (!label || !line) return;
  const { anchor, size } = useLabelStore.getState();
  label.style.visibility = anchor ? "visible" : "hidden";
  line.style.visibility = label.style.visibility;
  if (!anchor) return;
  const { offsetWidth: width, offsetHeight: height } = label;
  const isRight = anchor.xPx + AWAY_PX + width + EDGE_PX <= size.widthPx;
  const isBelow = anchor.yPx + AWAY_PX + height + EDGE_PX <= size.heightPx;
  const clamp = (value: number, most: number) => Math.max(EDGE_PX, Math.min(value, most - EDGE_PX));
  const left = clamp(isRight ? anchor.xPx + AWAY_PX : anchor.xPx - AWAY_PX - width, size.widthPx - width);
  const top = clamp(isBelow ? anchor.yPx + AWAY_PX : anchor.yPx - AWAY_PX - height, size.heightPx - height);
  label.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  const [x2, y2] = [isRight ? left : left + width, isBelow ? top : top + height];
  for (const [name, value] of Object.entries({ x1: anchor.xPx, y1: anchor.yPx, x2, y2 }))
    line.setAttribute(name, value.toFixed(1));
}
