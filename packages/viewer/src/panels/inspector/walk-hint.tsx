import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useStageStore } from "../../client/inspector/stage-store.ts";
import { undoLatest } from "../../client/inspector/tool-history.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { usePassing } from "./use-passing.ts";
import "./inspector-notices.css";

/** Tells a walker which keys do what, as long as the walk lasts. */
export function WalkHint() {
  const { t } = useTranslation("inspector");
  const isWalking = useInspectorStore((state) => state.isWalking);
  const noFloor = useStageStore((state) => state.noFloor);
  usePassing(noFloor, () => useStageStore.setState({ noFloor: null }));
  if (!isWalking) return null;
  const hasKeys = !window.matchMedia("(pointer: coarse) and (hover: none)").matches;
  return (
    <div className="inspector-notice float" role="status" data-tone="quiet" data-testid="walk-hint">
      <span>{t(hasKeys ? "menu.walk.how" : "menu.walk.touch")}</span>
      {noFloor && (
        <strong data-testid="walk-no-floor">
          {t(noFloor.by > 0 ? "menu.walk.top" : "menu.walk.bottom")}
        </strong>
      )}
      <Button size="small" onClick={() => useInspectorStore.getState().setWalking(false)}>
        {t("menu.walk.end")}
      </Button>
      <Button size="small" data-testid="walk-back" onClick={goBack}>
        {t("menu.walk.back")}
      </Button>
    </div>
  );
}

/** A walk that has ended is a step of its own: taken back, the view is as it was before. */
function goBack(): void {
  useInspectorStore.getState().setWalking(false);
  undoLatest();
}
