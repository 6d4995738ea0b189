import { useTranslation } from "react-i18next";
import { useViewStore } from "../client/view-store.ts";
import { StatusMark } from "./status-mark.tsx";
import "./scene-status.css";

/** What of the picture is not there yet or did not come, and whom to thank for the rest. */
export function SceneStatus() {
  const { t } = useTranslation("scene");
  const scene = useViewStore((state) => state.scene);
  if (scene.phase !== "ready") return null;
  const credits = scene.credits.length > 0 && t("credits", { names: scene.credits.join(" • ") });
  return (
    <div className="scene-status" data-testid="scene-status" data-pending={scene.pendingTiles}>
      {scene.isContextLost && (
        <p className="float" role="status">
          <StatusMark kind="stale" size={14} />
          {t("contextLost")}
        </p>
      )}
      {scene.failedTiles > 0 && (
        <p className="float" role="status">
          <StatusMark kind="bad" size={14} />
          {t("failedTiles", { count: scene.failedTiles })}
        </p>
      )}
      {scene.isMapFailed && (
        <p className="float" role="status">
          <StatusMark kind="bad" size={14} />
          {t("mapFailed")}
        </p>
      )}
      {scene.pendingTiles > 0 && <p className="float">{t("pending", { count: scene.pendingTiles })}</p>}
      {credits && <small title={credits}>{credits}</small>}
    </div>
  );
}
