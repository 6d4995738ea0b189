import { severityCodeOfSide, severityOf } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useAssetOfFeature } from "../client/asset-queries.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatAssetTitle } from "../format/asset-name.ts";
import { useTellingValue } from "./use-telling-value.ts";
import { useLanguage } from "./use-time-style.ts";
import "./selection-label.css";

/** Room for the selection's ring. */
const LABEL_OFFSET_PX = 24;

/** The selected asset's label beside it in the scene: name, the value that tells most, age. The panel says the same and more. */
export function SelectionLabel() {
  const selection = useViewStore((state) => state.selection);
  const pixel = useViewStore((state) => state.selectionPixel);
  const asset = useAssetOfFeature(selection).data;
  const language = useLanguage();
  if (!pixel || !asset) return null;
  return (
    <div className="selection-place" style={{ top: pixel.y }} aria-hidden="true">
      <span style={{ flexBasis: pixel.x + LABEL_OFFSET_PX }} />
      <div className="selection-label">
        <strong>{formatAssetTitle(asset, language)}</strong>
        <LabelValue asset={asset.id} />
      </div>
    </div>
  );
}

function LabelValue({ asset }: { readonly asset: string }) {
  const { t } = useTranslation("asset");
  const value = useTellingValue(asset);
  if (!value) return null;
  const severity = value.side === null ? undefined : severityOf(severityCodeOfSide(value.side));
  const said = value.word === "stale" ? t("stale") : value.word === "good" ? "" : t(`quality.${value.word}`);
  return (
    <span className="selection-value">
      <span className="severity-text" data-severity={value.isOld ? undefined : severity}>
        {value.property} {value.text}
      </span>
      {value.side !== null && (
        <span>
          {t(`side.${value.side}`)} {value.side}
        </span>
      )}
      {said !== "" && <span>{said}</span>}
      <span>{value.age}</span>
    </span>
  );
}
