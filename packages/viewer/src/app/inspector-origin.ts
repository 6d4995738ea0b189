import { type ChangedOrigin, changeOrigin } from "../bim/stage/change-origin.ts";
import type { StageControl, Triple } from "../bim/stage/stage-contract.ts";
import { type Measurement, useMeasureStore } from "../client/inspector/cuts/measure-store.ts";
import { type SectionPlane, useSectionStore } from "../client/inspector/cuts/section-store.ts";
import { useFederationStore } from "../client/inspector/federation/federation-store.ts";
import { writeInspectorLink } from "../client/inspector/link/link-store.ts";
import { useStageStore } from "../client/inspector/stage-store.ts";
import { useRouteStore } from "../client/route-store.ts";

/** Measurements on their way from one stage to the next: links do not hold them. */
let carried: readonly Measurement[] = [];

/**
 * Has the page open with another model first when the store asks for it. All stands, is seen and cut as before: only the
 * coordinates are those of the other model.
 */
export function bindOriginChange(stage: StageControl): () => void {
  if (carried.length > 0) useMeasureStore.setState({ list: carried });
  carried = [];
  return useFederationStore.subscribe(({ wantedOrigin }, before) => {
    if (wantedOrigin === null || wantedOrigin === before.wantedOrigin) return;
    const { route, go } = useRouteStore.getState();
    const { model, closing } = wantedOrigin;
    const changed = changeOrigin(stage.models, model, stage.view);
    if (route.page !== "inspector" || !changed) return;
    carryOver(changed);
    const { fragment } = writeInspectorLink();
    const others = [route.model, ...route.others].filter((id) => id !== model && id !== closing);
    go({ page: "inspector", model, others }, { fragment });
  });
}

function carryOver({ offsets, view, move, turn }: ChangedOrigin): void {
  useFederationStore.setState({ offsets });
  useStageStore.setState({ eye: view });
  const { planes } = useSectionStore.getState();
  // A box and a plan stand along the axes of the old frame: they stay only as planes do.
  useSectionStore.setState({
    planes: planes.map((plane) => movePlane(plane, move, turn)),
    box: null,
    plan: null,
  });
  carried = useMeasureStore.getState().list.map((measurement) => ({
    ...measurement,
    lines: measurement.lines.map(([from, to]) => [move(from), move(to)] as const),
    labelM: move(measurement.labelM),
  }));
}

function movePlane(
  plane: SectionPlane,
  move: (pointM: Triple) => Triple,
  turn: (way: Triple) => Triple,
): SectionPlane {
  const axis = turn(plane.axis);
  const [x, y, z] = plane.axis.map((value) => value * plane.atM);
  const atM = move([x as number, y as number, z as number]).reduce(
    (sum, value, k) => sum + value * (axis[k] as number),
    0,
  );
  const isTurned = axis.some((value, k) => Math.abs(value - (plane.axis[k] as number)) > 1e-6);
  return { ...plane, axis, atM, across: isTurned && plane.across !== "z" ? "face" : plane.across };
}
