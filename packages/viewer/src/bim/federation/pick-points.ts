import { THEMES, tokens } from "../../app/tokens.ts";
import { offsetOf, useFederationStore } from "../../client/inspector/federation/federation-store.ts";
import { movedBy, turnedBy } from "../../client/inspector/federation/model-offset.ts";
import { useViewStore } from "../../client/view-store.ts";
import { drawMeasurement, drawSnap } from "../measure/draw-measurements.ts";
import { shapeOf } from "../measure/element-shapes.ts";
import { findSnap, type Snap, type SnapKind } from "../measure/find-snap.ts";
import type { InspectorStage, StagePick, StagePointer, StageProjection } from "../stage/stage-contract.ts";

/** A point that the pointer holds on to. */
interface Aim {
  readonly model: string;
  readonly snap: Snap;
}

/**
 * Brings a model to another by points: one of the model and the one it matches, and where asked for a second pair that
 * turns it about the first. Corners, edges and faces are held on to as in measuring. Answers what ends it.
 */
export function bindPointPicking(stage: InspectorStage, wordOf: (kind: SnapKind) => string): () => void {
  let project: StageProjection = () => undefined;
  let last: StagePick | null = null;
  let aim: Aim | undefined;
  let frame: number | undefined;

  const aimAt = ({ xPx, yPx }: Pick<StagePointer, "xPx" | "yPx">): Aim | undefined => {
    const { picking } = useFederationStore.getState();
    const pick = stage.pick(xPx, yPx);
    if (pick) last = pick;
    if (!last || !picking) return undefined;
    // First a point of the model itself, then one of any other.
    if ((last.model === picking.model) !== (picking.fromM === null)) return undefined;
    const edges = shapeOf(stage, last)?.edges ?? [];
    const candidates = pick ? { edges, faceM: pick.pointM } : { edges };
    const snap = findSnap(candidates, { xPx, yPx }, project, stage.rayAt(xPx, yPx));
    return snap && { model: last.model, snap };
  };
  const take = ({ snap: { pointM } }: Aim): void => {
    const { picking, pick, pivot, joins, move } = useFederationStore.getState();
    if (!picking) return;
    const { model, kind, fromM } = picking;
    pick(fromM === null ? { ...picking, fromM: pointM } : null);
    if (fromM === null) return;
    if (kind === "move") {
      move(model, movedBy(offsetOf(model), fromM, pointM));
      useFederationStore.setState({ pivot: { model, atM: pointM } });
    } else if (pivot?.model === model) {
      const middleM = joins.get(model)?.middleM;
      if (middleM) move(model, turnedBy(offsetOf(model), middleM, pivot.atM, fromM, pointM));
    }
  };

  const endings = [
    stage.addOverlay((context, view) => {
      project = view.project;
      const { picking } = useFederationStore.getState();
      if (!picking) return;
      const { selection, surface } = THEMES[useViewStore.getState().theme];
      const font = `600 13px ${tokens.type.family}`;
      const look = { line: selection, paper: selection, ink: surface.page, font };
      const { fromM } = picking;
      if (fromM) drawSnap(context, view, fromM, "vertex", "", look);
      if (!aim) return;
      const { pointM, kind } = aim.snap;
      drawSnap(context, view, pointM, kind, wordOf(kind), look);
      if (!fromM) return;
      const middle = fromM.map((value, k) => (value + (pointM[k] as number)) / 2);
      const distanceM = Math.hypot(...fromM.map((value, k) => value - (pointM[k] as number)));
      const labelM = middle as [number, number, number];
      drawMeasurement(context, view, { lines: [[fromM, pointM]], labelM }, `${distanceM.toFixed(3)} m`, look);
    }),
    stage.addPointerTool({
      onMove(pointer) {
        if (!useFederationStore.getState().picking || pointer.source.buttons !== 0 || frame !== undefined)
          return false;
        frame = requestAnimationFrame(() => {
          frame = undefined;
          aim = pointer.source.target === stage.canvas ? aimAt(pointer) : undefined;
          stage.requestFrame();
        });
        return false;
      },
      onClick(pointer) {
        if (!useFederationStore.getState().picking) return false;
        const next = aimAt(pointer);
        if (next) take(next);
        aim = undefined;
        stage.requestFrame();
        return true;
      },
    }),
    useFederationStore.subscribe((now, before) => {
      if (now.picking === before.picking) return;
      aim = undefined;
      last = null;
      stage.requestFrame();
    }),
  ];
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    for (const end of endings) end();
  };
}
