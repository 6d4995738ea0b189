import type { Asset, Attribute, Layer } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { formatAttribute } from "../format/attribute.ts";
import { formatAttributeName } from "../format/attribute-names.ts";
import { findForeignLang, type Language } from "../format/language.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { formatNumber, formatPlace, withUnit } from "../format/number.ts";
import { formatAssetClass } from "../format/terms.ts";
import { NEIGHBOUR_ATTRIBUTES } from "./asset-neighbours.tsx";
import { useLanguage } from "./use-time-style.ts";
import { useYesNo } from "./use-value-words.ts";
import "./asset-attributes.css";

/** Attributes that stand elsewhere in the panel: names and addresses in its head, neighbours in a section of theirs. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...["nameEn", "address", "addressEn", "roadNameEn"],
  ...NEIGHBOUR_ATTRIBUTES,
]);

const NONE: ReadonlySet<string> = new Set();
/** What a model's element says of itself more fully in the section of its properties. */
const OF_ELEMENTS: ReadonlySet<string> = new Set(["globalId", "predefinedType", "tag", "storey", "type"]);

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
  const words = useYesNo();
  return (
    <section className="asset-attributes" aria-label={t("attributes")}>
      <dl>
        <dt>{t("class")}</dt>
        <dd>{formatAssetClass(asset.class, language)}</dd>
        <dt>{t("code")}</dt>
        <dd data-testid="asset-id">{asset.id}</dd>
        <dt>{t("layer")}</dt>
        <dd>{layer ? formatLayerName(layer, language) : asset.layer}</dd>
        {listAttributes(asset, layer?.kind === "models" ? OF_ELEMENTS : NONE, language).map(
          ([name, attribute]) => (
            <AttributeRow
              key={name}
              name={formatAttributeName(name, language)}
              text={formatAttribute(name, attribute, words)}
              language={language}
            />
          ),
        )}
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

/** Each attribute once: `roadName` and `roadNameEn` are one, said in the page's language; so are `use` and `useCode`. */
function listAttributes(
  asset: Asset,
  told: ReadonlySet<string>,
  language: Language,
): readonly (readonly [string, Attribute])[] {
  const { attributes } = asset;
  const isEnglishOf = (name: string): boolean =>
    name.endsWith("En") && Object.hasOwn(attributes, name.slice(0, -2));
  const isCodeOf = (name: string): boolean =>
    name.endsWith("Code") && Object.hasOwn(attributes, name.slice(0, -"Code".length));
  return Object.entries(attributes)
    .filter(([name]) => !ELSEWHERE.has(name) && !told.has(name) && !isEnglishOf(name) && !isCodeOf(name))
    .map(([name, attribute]) => [name, (language === "en" && attributes[`${name}En`]) || attribute] as const);
}

/** The value is the integrator's, in whichever language. */
function AttributeRow(props: { readonly name: string; readonly text: string; readonly language: Language }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd lang={findForeignLang(props.text, props.language)}>{props.text}</dd>
    </>
  );
}
