import { THEMES, tokens } from "../../app/tokens.ts";
import { type Measurement, useMeasureStore } from "../../client/inspector/measure-store.ts";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import type {
  InspectorStage,
  StagePick,
  StagePointer,
  StageProjection,
  Triple,
} from "../stage/stage-contract.ts";
import { drawMeasurement, drawSnap, type MeasureLook } from "./draw-measurements.ts";
import { type ElementShape, shapeOf } from "./element-shapes.ts";
import { findSnap, type Snap, type SnapKind } from "./find-snap.ts";
import { measureTaken, type Taken } from "./measure-steps.ts";

/** Words on the picture. */
export interface MeasureWords {
  measurement(measurement: Measurement): string;
  snap(kind: SnapKind): string;
}

const isInHand = () => useToolStore.getState().inHand === "measure";

/** Measuring on the stage: snaps, takes points, draws what was measured. Answers what ends it. */
export function bindMeasureTool(stage: InspectorStage, words: MeasureWords): () => void {
  let taken: Taken[] = [];
  let aim: Taken | undefined;
  /** The element pointed at last: beside its silhouette its corners can still be held on to. */
  let last: { readonly pick: StagePick; readonly shape: ElementShape | undefined } | undefined;
  let project: StageProjection = () => undefined;
  let frame: number | undefined;

  const aimAt = ({ xPx, yPx }: { readonly xPx: number; readonly yPx: number }): Taken | undefined => {
    const pick = stage.pick(xPx, yPx);
    if (pick) last = { pick, shape: shapeOf(stage, pick) };
    if (!last) return undefined;
    const edges = last.shape?.edges ?? [];
    const candidates = pick ? { edges, faceM: pick.pointM } : { edges };
    const snap: Snap | undefined = findSnap(candidates, { xPx, yPx }, project, stage.rayAt(xPx, yPx));
    if (!snap || !isKept(stage, snap.pointM)) return undefined;
    const { normal, triangle } = pick ?? last.pick;
    const { shape } = last;
    return { snap, normal, shape, triangle: shape ? (triangle - shape.start) / 3 : 0 };
  };
  const putDown = (): void => {
    taken = [];
    aim = undefined;
    last = undefined;
    useMeasureStore.setState({ taken: 0 });
    stage.requestFrame();
  };
  const take = (next: Taken): void => {
    const found = measureTaken(useMeasureStore.getState().mode, [...taken, next]);
    if (found === "more") taken = [...taken, next];
    else if (found !== "none") {
      taken = [];
      useMeasureStore.getState().add(found);
    }
    useMeasureStore.setState({ taken: taken.length });
  };

  const endings = [
    stage.addOverlay((context, view) => {
      project = view.project;
      const look = lookOf();
      for (const measurement of useMeasureStore.getState().list) {
        if (!measurement.isHidden)
          drawMeasurement(context, view, measurement, words.measurement(measurement), look);
      }
      if (!isInHand()) return;
      for (const { snap } of taken) drawSnap(context, view, snap.pointM, snap.kind, "", look);
      if (aim) drawSnap(context, view, aim.snap.pointM, aim.snap.kind, words.snap(aim.snap.kind), look);
    }),
    stage.addPointerTool({
      onMove(pointer: StagePointer) {
        if (!isInHand() || pointer.source.buttons !== 0 || frame !== undefined) return false;
        frame = requestAnimationFrame(() => {
          frame = undefined;
          aim = pointer.source.target === stage.canvas ? aimAt(pointer) : undefined;
          const isTooLarge = last !== undefined && last.shape === undefined;
          if (isTooLarge !== useMeasureStore.getState().isTooLarge) useMeasureStore.setState({ isTooLarge });
          stage.requestFrame();
        });
        return false;
      },
      onClick(pointer) {
        if (!isInHand()) return false;
        const next = aimAt(pointer);
        if (next) take(next);
        stage.requestFrame();
        return true;
      },
    }),
    useMeasureStore.subscribe((now, before) => {
      if (now.mode !== before.mode) taken = [];
      if (now.list !== before.list || now.mode !== before.mode) stage.requestFrame();
    }),
    useToolStore.subscribe((now, before) => {
      if (before.inHand === "measure" && now.inHand !== "measure") putDown();
    }),
    stage.onModels(putDown),
  ];
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    for (const end of endings) end();
    useMeasureStore.getState().reset();
  };
}

/** Corners that a section has cut away are not there. */
const isKept = (stage: InspectorStage, [x, y, z]: Triple): boolean =>
  stage.clipPlanes.every(
    ({ normal, offsetM }) => normal[0] * x + normal[1] * y + normal[2] * z + offsetM >= -0.0005,
  );

/** White by night, dark by day: what is measured is marked as what is selected. */
function lookOf(): MeasureLook {
  const { selection, surface } = THEMES[useViewStore.getState().theme];
  return { line: selection, paper: selection, ink: surface.page, font: `600 13px ${tokens.type.family}` };
}
