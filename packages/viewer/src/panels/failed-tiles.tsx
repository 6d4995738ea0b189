import { useTranslation } from "react-i18next";
import { useReadingStore } from "../client/reading-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { StatusMark } from "./status-mark.tsx";

function useAreTilesFailed(layer: string): boolean {
  return useViewStore((state) => state.scene.phase === "ready" && state.scene.failedLayers.includes(layer));
}

/** Whether anything of a layer is missing from the picture: tiles, places or classes. */
export function useIsLayerFailed(layer: string): boolean {
  const areTilesFailed = useAreTilesFailed(layer);
  const isUnread = useReadingStore((state) => state.failures.some((each) => each.layer === layer));
  return areTilesFailed || isUnread;
}

/** Tiles of a layer that did not load, told where a person looks for the layer, with a way to try again. */
export function FailedTiles(props: {
  readonly layer: string;
  readonly name: string;
  /** Says whose tiles they are, where the layer's own row is not shown. */
  readonly isNamed?: boolean;
}) {
  const { t } = useTranslation("layers");
  const { layer, name } = props;
  const isFailed = useAreTilesFailed(layer);
  const reloadLayer = useViewStore((state) => state.reloadLayer);
  if (!isFailed) return null;
  return (
    <div className="layer-failed" role="status" data-testid={`failed-${layer}`}>
      <StatusMark kind="bad" size={14} />
      <span>{props.isNamed ? t("tilesFailedOf", { name }) : t("tilesFailed")}</span>
      <button
        type="button"
        className="text-button"
        aria-label={t("tilesRetryOf", { name })}
        onClick={() => reloadLayer(layer)}
      >
        {t("tilesRetry")}
      </button>
    </div>
  );
}
