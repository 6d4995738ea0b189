import { severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAssetOfFeature } from "../client/asset-queries.ts";
import { useFeatureStatus } from "../client/mirror-hooks.ts";
import { type FeatureRef, isSameFeature, useViewStore } from "../client/view-store.ts";
import { formatAssetTitle } from "../format/asset-name.ts";
import { formatAssetClass } from "../format/terms.ts";
import { markOf, StatusMark } from "./status-mark.tsx";
import { type TellingValue, useTellingValue } from "./use-telling-value.ts";
import { useLanguage } from "./use-time-style.ts";
import "./hover-card.css";

/** The pointer rests this long before the server is asked: a hand that crosses the city asks nothing. */
const REST_MS = 150;
const OFFSET_PX = 16;
/** In the lower part of the window the card stands above the pointer, so that none of it is cut off. */
const ABOVE_FROM_SHARE = 0.7;

/** What is under the pointer: name, class, the value that tells most, its age. The panel of a click says the same and more. */
export function HoverCard() {
  const hover = useViewStore((state) => state.hover);
  const isSelected = useViewStore((state) => isSameFeature(state.selection, state.hover?.feature ?? null));
  const rested = useRested(hover?.feature ?? null);
  if (!hover || isSelected || !rested || !isSameFeature(rested, hover.feature)) return null;
  const isAbove = hover.y > window.innerHeight * ABOVE_FROM_SHARE;
  return (
    <div
      className={isAbove ? "hover-place is-above" : "hover-place"}
      style={{ top: isAbove ? hover.y - OFFSET_PX : hover.y + OFFSET_PX }}
      aria-hidden="true"
    >
      <span style={{ flexBasis: hover.x + OFFSET_PX }} />
      <Card feature={rested} />
    </div>
  );
}

function Card({ feature }: { readonly feature: FeatureRef }) {
  const language = useLanguage();
  const asset = useAssetOfFeature(feature).data;
  const status = useFeatureStatus(feature.layer, feature.featureIndex);
  const value = useTellingValue(asset?.id);
  if (!asset) return null;
  const title = formatAssetTitle(asset, language);
  const assetClass = formatAssetClass(asset.class, language);
  const kind = markOf(status);
  return (
    <div className="hover-card" data-testid="hover-card">
      <strong>
        {kind !== "unknown" && <StatusMark kind={kind} size={14} />}
        {title}
      </strong>
      {!title.includes(assetClass) && <span>{assetClass}</span>}
      {value && <ValueLine value={value} />}
    </div>
  );
}

function ValueLine({ value }: { readonly value: TellingValue }) {
  const { t } = useTranslation("asset");
  const severity = value.side === null ? undefined : severityOf(severityCodeOfSide(value.side));
  const said = value.word === "stale" ? t("stale") : value.word === "good" ? "" : t(`quality.${value.word}`);
  const words = [value.beyond, said, value.age];
  return (
    <span className="hover-value">
      <span className="severity-text" data-severity={value.isOld ? undefined : severity}>
        {[value.property, value.text].filter(Boolean).join(" ")}
      </span>
      <span>{words.filter(Boolean).join(" • ")}</span>
    </span>
  );
}

/** The feature, once the pointer has rested on it. */
function useRested(feature: FeatureRef | null): FeatureRef | null {
  const [rested, setRested] = useState<FeatureRef | null>(null);
  const { layer, featureIndex } = feature ?? {};
  useEffect(() => {
    if (layer === undefined || featureIndex === undefined) return setRested(null);
    const timer = setTimeout(() => setRested({ layer, featureIndex }), REST_MS);
    return () => clearTimeout(timer);
  }, [layer, featureIndex]);
  return rested;
}
