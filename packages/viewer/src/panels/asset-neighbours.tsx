import { type Asset, severityOf } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readAsset, useConnectedAssets } from "../client/asset-queries.ts";
import { useFeatureStatus } from "../client/mirror-hooks.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatAssetName } from "../format/asset-name.ts";
import { formatAttributeName } from "../format/attribute-names.ts";
import { formatNumber } from "../format/number.ts";
import { formatAssetClass } from "../format/terms.ts";
import { markOf, StatusMark } from "./status-mark.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./asset-neighbours.css";

/** Attributes that name another asset by its id. */
export const NEIGHBOUR_ATTRIBUTES = [
  "from",
  "to",
  "building",
  "serves",
  "servedBuilding",
  "station",
] as const;

/** Edges of a node that are listed; the rest is counted. */
const CONNECTED_SHOWN = 12;

/**
 * What the asset is joined to: ends of a pipe, edges of a node, the building it serves; each with how it stands, and a
 * way there.
 */
export function AssetNeighbours({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation("asset");
  const language = useLanguage();
  const neighbours = NEIGHBOUR_ATTRIBUTES.flatMap((name) => {
    const value = asset.attributes[name]?.value;
    return typeof value === "string" && value !== "" ? [{ name, id: value }] : [];
  });
  const connected = useConnectedAssets(asset.id).data;
  const edges = connected?.items.slice(0, CONNECTED_SHOWN) ?? [];
  const rest = (connected?.items.length ?? 0) - edges.length;
  if (neighbours.length + edges.length === 0) return null;
  return (
    <section className="asset-neighbours" aria-label={t("neighbours")}>
      <dl>
        {neighbours.map(({ name, id }) => (
          <div key={name}>
            <dt>{formatAttributeName(name, language)}</dt>
            <dd>
              <Neighbour id={id} />
            </dd>
          </div>
        ))}
        {edges.length > 0 && (
          <div data-testid="connected">
            <dt>{t("connected")}</dt>
            {edges.map((edge) => (
              <dd key={edge.id}>
                <NeighbourLink asset={edge} />
              </dd>
            ))}
            {rest > 0 && (
              <dd className="neighbour-gone">
                {t("connectedRest", { rest: `${formatNumber(rest)}${connected?.isMore ? "+" : ""}` })}
              </dd>
            )}
          </div>
        )}
      </dl>
    </section>
  );
}

/** One that is not there any more is named all the same, and said to be gone. */
function Neighbour({ id }: { readonly id: string }) {
  const { t } = useTranslation("asset");
  const neighbour = useQuery({
    queryKey: ["assets", "id", id],
    queryFn: () => readAsset(id),
    retry: false,
  });
  if (!neighbour.data) {
    return (
      <span className="neighbour-gone">
        {id} {neighbour.isError && <small>{t("neighbourGone")}</small>}
      </span>
    );
  }
  return <NeighbourLink asset={neighbour.data} />;
}

function NeighbourLink({ asset }: { readonly asset: Asset }) {
  const language = useLanguage();
  const { select, fly } = useViewStore.getState();
  const { layer, featureIndex } = asset;
  const name = formatAssetName(asset, language);
  return (
    <>
      <button
        type="button"
        className="text-button neighbour-link"
        onClick={() => {
          select({ layer, featureIndex });
          fly({ to: "feature", feature: { layer, featureIndex } });
        }}
      >
        {name}
      </button>
      <span className="neighbour-class">{formatAssetClass(asset.class, language)}</span>
      <NeighbourStatus layer={layer} featureIndex={featureIndex} />
    </>
  );
}

/** How it stands; nothing is said of what nobody measures. */
function NeighbourStatus(props: { readonly layer: string; readonly featureIndex: number }) {
  const { t } = useTranslation("terms");
  const status = useFeatureStatus(props.layer, props.featureIndex);
  const severity = severityOf(status);
  if (severity === "unknown") return null;
  return (
    <span className="neighbour-status">
      <StatusMark kind={markOf(status)} size={14} />
      {t(`severity.${severity}`)}
    </span>
  );
}
