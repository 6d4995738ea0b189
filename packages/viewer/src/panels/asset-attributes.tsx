import type { Asset, Layer } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { formatAttribute } from "../format/attribute.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatNumber, formatPlace, withUnit } from "../format/number.ts";
import { formatAssetClass, formatAttributeName } from "../format/terms.ts";
import { NEIGHBOUR_ATTRIBUTES } from "./asset-neighbours.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./asset-attributes.css";

/** Attributes that stand elsewhere in the panel: names and addresses in its head, neighbours in a section of theirs. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...["nameEn", "address", "addressEn", "roadNameEn"],
  ...NEIGHBOUR_ATTRIBUTES,
]);

/** What is known of an asset besides its values: class, codes, attributes with units, place. */
export function AssetAttributes({
  asset,
  layer,
}: {
  readonly asset: Asset;
  readonly layer: Layer | undefined;
}) {
  const { t } = useTranslation("asset");
  const language = useLanguage();
  const { position } = asset;
  const words = { yes: t("boolean.true"), no: t("boolean.false") };
  return (
    <section className="asset-attributes" aria-label={t("attributes")}>
      <dl>
        <dt>{t("class")}</dt>
        <dd>{formatAssetClass(asset.class, language)}</dd>
        <dt>{t("code")}</dt>
        <dd data-testid="asset-id">{asset.id}</dd>
        <dt>{t("layer")}</dt>
        <dd>{layer ? formatLayerName(layer, language) : asset.layer}</dd>
        {Object.entries(asset.attributes)
          .filter(([name]) => !ELSEWHERE.has(name))
          .map(([name, attribute]) => (
            <AttributeRow
              key={name}
              name={formatAttributeName(name, language)}
              text={formatAttribute(name, attribute, words)}
            />
          ))}
        <dt>{t("place")}</dt>
        <dd>{position ? formatPlace(position.lon, position.lat) : t("noPlace")}</dd>
        {position && (
          <>
            <dt>{t("height")}</dt>
            <dd>
              {withUnit(formatNumber(position.heightM, 2), "m")} ({t("datum")})
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function AttributeRow({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
