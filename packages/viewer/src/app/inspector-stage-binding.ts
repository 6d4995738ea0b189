import { ecefToGeodetic, transformPoint } from "@shuicheng/shared/geo";
import type { InspectedModel } from "../bim/model/inspected-model.ts";
import type { StageControl, StagePick } from "../bim/stage/stage-contract.ts";
import { type StagePoint, useStageStore } from "../client/inspector/stage-store.ts";
import { mixPaints, useInspectorStore } from "../client/inspector-store.ts";
import { useViewStore } from "../client/view-store.ts";

/** Has the stage follow the stores, and the stores the stage. Answers what ends it. */
export function bindStage(stage: StageControl): () => void {
  const endings = [
    followStates(stage),
    followLook(stage),
    followCamera(stage),
    takeClicks(stage),
    tellPoint(stage),
    stage.onContext((isContextLost) => useStageStore.setState({ isContextLost })),
    stage.onFailure((error) => {
      const message = error instanceof Error ? error.message : String(error);
      useStageStore.setState({ failure: { what: "no-picking", message } });
    }),
    stage.onModels(() => {
      const [first] = stage.models.values();
      const frame = first?.model.frame;
      // Placed by longitude and latitude of its site, or by hand: in no grid.
      const crs = frame?.crs ?? (frame?.modelToEcef && "WGS84");
      useStageStore.setState({ triangles: stage.counts.triangles, crs });
    }),
  ];
  return () => {
    for (const end of endings) end();
    useStageStore.setState({ eye: null, point: null, triangles: 0, isContextLost: false, failure: null });
  };
}

function followStates(stage: StageControl): () => void {
  const show = (isAll: boolean, before = useInspectorStore.getState()): void => {
    const { states, paints, filteredOutAre } = useInspectorStore.getState();
    for (const [id, own] of states) {
      if (isAll || before.states.get(id) !== own) stage.setStates(id, own);
      if (isAll || before.paints !== paints) stage.setPaint(id, mixPaints(paints, id));
    }
    stage.setFilterHiding(filteredOutAre === "hidden");
  };
  show(true);
  return useInspectorStore.subscribe((now, before) => {
    const isOther =
      now.states !== before.states ||
      now.paints !== before.paints ||
      now.filteredOutAre !== before.filteredOutAre;
    if (isOther) show(now.models !== before.models, before);
  });
}

function followLook(stage: StageControl): () => void {
  stage.setTheme(useViewStore.getState().theme);
  const { hasEdges, projection } = useInspectorStore.getState();
  stage.setEdges(hasEdges);
  stage.setProjection(projection);
  const endings = [
    useViewStore.subscribe(({ theme }, before) => {
      if (theme !== before.theme) stage.setTheme(theme);
    }),
    useInspectorStore.subscribe((now, before) => {
      if (now.hasEdges !== before.hasEdges) stage.setEdges(now.hasEdges);
      if (now.projection !== before.projection) stage.setProjection(now.projection);
    }),
  ];
  return () => {
    for (const end of endings) end();
  };
}

function followCamera(stage: StageControl): () => void {
  const endings = [
    useInspectorStore.subscribe(({ cameraRequest }, before) => {
      if (!cameraRequest || cameraRequest === before.cameraRequest) return;
      useInspectorStore.getState().setWalking(false);
      if (cameraRequest.to === "fit") stage.fit(cameraRequest.rows);
      else if (cameraRequest.to === "eye") {
        useInspectorStore.getState().setProjection(cameraRequest.eye.projection);
        stage.setView(cameraRequest.eye);
      } else if (cameraRequest.to === "home") stage.goHome();
      else stage.lookFrom(cameraRequest.side);
    }),
    stage.onView((eye) => useStageStore.setState({ eye })),
  ];
  return () => {
    for (const end of endings) end();
  };
}

/** A click selects what it meets, with Ctrl or Shift adds or takes away; beside everything it clears the selection. */
function takeClicks(stage: StageControl): () => void {
  return stage.addPointerTool({
    onClick({ xPx, yPx, source }) {
      const hit = stage.pick(xPx, yPx);
      const { select, clearSelection } = useInspectorStore.getState();
      const isAdding = source.ctrlKey || source.metaKey || source.shiftKey;
      if (hit) select(new Map([[hit.model, [hit.row]]]), isAdding ? "toggle" : "replace");
      else if (!isAdding) clearSelection();
      return true;
    },
  });
}

/** Picks under the cursor at most once a frame, and not while a button is held. */
function tellPoint(stage: StageControl): () => void {
  let frame: number | undefined;
  const end = stage.addPointerTool({
    onMove({ xPx, yPx, source }) {
      if (source.target !== stage.canvas) {
        if (useStageStore.getState().point) useStageStore.setState({ point: null });
        return false;
      }
      if (source.buttons !== 0 || frame !== undefined) return false;
      frame = requestAnimationFrame(() => {
        frame = undefined;
        const hit = stage.pick(xPx, yPx);
        useStageStore.setState({ point: hit && pointOf(stage, hit) });
      });
      return false;
    },
  });
  return () => {
    end();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}

function pointOf(stage: StageControl, { model: id, row, pointM }: StagePick): StagePoint | null {
  const staged = stage.models.get(id);
  if (!staged) return null;
  const { frame } = staged.model;
  const inMesh = applyInverse(staged.toStage, pointM);
  const modelM = inMesh.map((value, k) => value + (frame.originM[k] as number)) as [number, number, number];
  return { model: id, row, modelM, place: placeOf(frame, modelM) };
}

function placeOf(
  { modelToEcef, geoidM }: InspectedModel["frame"],
  modelM: readonly [number, number, number],
): StagePoint["place"] {
  if (!modelToEcef) return undefined;
  const ecef = transformPoint(Float64Array.from(modelToEcef), [...modelM]);
  const { lonDeg, latDeg, ellipsoidalHeightM } = ecefToGeodetic(ecef);
  return { lonDeg, latDeg, heightM: ellipsoidalHeightM - geoidM };
}

/** The point that a similarity (turn, scale, move; column-major) takes to `point`. */
function applyInverse(matrix: readonly number[], point: readonly [number, number, number]): number[] {
  const m = (at: number) => matrix[at] as number;
  const moved = point.map((value, k) => value - m(12 + k));
  return [0, 1, 2].map((axis) => {
    const column = [m(4 * axis), m(4 * axis + 1), m(4 * axis + 2)];
    const square = column.reduce((sum, value) => sum + value * value, 0);
    return column.reduce((sum, value, k) => sum + value * (moved[k] as number), 0) / square;
  });
}
