import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseScaleBar } from "../../../client/inspector/picture/scale-bar.ts";
import { useStageStore } from "../../../client/inspector/stage-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import "./picture-panel.css";

/** Room for the bar, CSS pixels. */
const MAX_BAR_PX = 160;

/** A small scale bar over the picture, in views without a vanishing point: in others no bar is true. */
export function StageScaleBar() {
  const { t } = useTranslation("inspector");
  const ref = useRef<HTMLDivElement>(null);
  const [heightPx, setHeightPx] = useState(0);
  const isFlat = useInspectorStore(
    ({ projection, models }) => projection === "orthographic" && models.size > 0,
  );
  const heightM = useStageStore(({ eye }) => (eye?.projection === "orthographic" ? eye.heightM : undefined));
  useEffect(() => {
    const scene = ref.current?.parentElement;
    if (!scene || !isFlat) return;
    const watch = new ResizeObserver(() => setHeightPx(scene.clientHeight));
    watch.observe(scene);
    return () => watch.disconnect();
  }, [isFlat]);
  if (!isFlat) return null;
  const bar = heightM && heightPx ? chooseScaleBar(heightM / heightPx, MAX_BAR_PX) : undefined;
  return (
    <div
      ref={ref}
      className="scale-bar"
      role="img"
      aria-label={t("picture.bar", { length: bar?.label ?? "" })}
      data-testid="scale-bar"
    >
      {bar && (
        <>
          {bar.label}
          <div style={{ width: bar.lengthPx }} />
        </>
      )}
    </div>
  );
}
