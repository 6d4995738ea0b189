import type { Asset, Attribute, Layer } from "@shuicheng/shared/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readAsset } from "../client/queries.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatFreeNumber, formatNumber, formatPlace, withUnit } from "../format/number.ts";
import { formatAssetClass, formatAttributeName } from "../format/terms.ts";
import { ProblemNotice } from "./problem-notice.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./asset-attributes.css";

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
  return (
    <section className="asset-attributes" aria-label={t("attributes")}>
      <h3>{t("attributes")}</h3>
      <dl>
        <dt>{t("class")}</dt>
        <dd>{formatAssetClass(asset.class, language)}</dd>
        <dt>{t("code")}</dt>
        <dd data-testid="asset-id">{asset.id}</dd>
        <dt>{t("layer")}</dt>
        <dd>{layer?.name ?? asset.layer}</dd>
        {Object.entries(asset.attributes).map(([name, attribute]) => (
          <AttributeRow key={name} name={name} attribute={attribute} />
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

function AttributeRow(props: { readonly attribute: Attribute; readonly name: string }) {
  const { t } = useTranslation("asset");
  const language = useLanguage();
  const { name, attribute } = props;
  const { value, unit } = attribute;
  const text =
    typeof value === "number"
      ? formatFreeNumber(value)
      : typeof value === "boolean"
        ? t(value ? "boolean.true" : "boolean.false")
        : value;
  return (
    <>
      <dt>{formatAttributeName(name, language)}</dt>
      <dd>
        {NEIGHBOURS.has(name) && typeof value === "string" ? (
          <NeighbourLink asset={value} />
        ) : (
          withUnit(text, unit ?? null)
        )}
      </dd>
    </>
  );
}

/** Attributes that name another asset by its id. */
const NEIGHBOURS: ReadonlySet<string> = new Set(["from", "to"]);

/** Leads to a neighbour in the network; one that is not there is named all the same. */
function NeighbourLink({ asset }: { readonly asset: string }) {
  const { select, fly } = useViewStore.getState();
  const [problem, setProblem] = useState<unknown>(null);
  const go = async (): Promise<void> => {
    try {
      const { layer, featureIndex } = await readAsset(asset);
      select({ layer, featureIndex });
      fly({ to: "feature", feature: { layer, featureIndex } });
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <>
      <button type="button" className="text-button attribute-link" onClick={() => void go()}>
        {asset}
      </button>
      {problem !== null && <ProblemNotice error={problem} />}
    </>
  );
}
