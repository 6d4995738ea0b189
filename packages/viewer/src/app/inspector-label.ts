import type { InspectorStage } from "../bim/stage/stage-contract.ts";
import { useLabelStore } from "../client/inspector/label-store.ts";
import { primaryBoxOf } from "./inspector-primary-box.ts";

/** Half a pixel is not seen. */
const MOVED_PX = 0.5;

/** Tells where the selected element is on the picture: its label points there. */
export function bindElementLabel(stage: InspectorStage): () => void {
  const end = stage.addOverlay((_context, { widthPx, heightPx, project, isPicture }) => {
    if (isPicture) return;
    const anchor = findAnchor(stage, project, widthPx, heightPx);
    const before = useLabelStore.getState();
    const isSame =
      before.size.widthPx === widthPx &&
      before.size.heightPx === heightPx &&
      (anchor && before.anchor
        ? Math.hypot(anchor.xPx - before.anchor.xPx, anchor.yPx - before.anchor.yPx) < MOVED_PX
        : anchor === before.anchor);
    if (!isSame) useLabelStore.setState({ anchor, size: { widthPx, heightPx } });
  });
  return () => {
    end();
    useLabelStore.setState({ anchor: null });
  };
}

function findAnchor(
  stage: InspectorStage,
  project: Parameters<Parameters<InspectorStage["addOverlay"]>[0]>[1]["project"],
  widthPx: number,
  heightPx: number,
): { readonly xPx: number; readonly yPx: number } | null {
  const boxM = primaryBoxOf(stage);
  if (!boxM) return null;
  const [x0, y0, z0, x1, y1, z1] = boxM as unknown as [number, number, number, number, number, number];
  const middle = [x0 + x1, y0 + y1, z0 + z1];
  const at = project(middle.map((value) => value / 2) as [number, number, number]);
  if (!at || at.xPx < 0 || at.yPx < 0 || at.xPx > widthPx || at.yPx > heightPx) return null;
  return { xPx: at.xPx, yPx: at.yPx };
}
