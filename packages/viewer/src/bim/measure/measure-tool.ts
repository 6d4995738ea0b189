import { THEMES, tokens } from "../../app/tokens.ts";
import { keepMeasurements } from "../../client/inspector/cuts/keep-measurements.ts";
import { type Measurement, useMeasureStore } from "../../client/inspector/cuts/measure-store.ts";
import { isPlanView } from "../../client/inspector/cuts/plan-view.ts";
import { statedVolumes } from "../../client/inspector/cuts/stated-volumes.ts";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import type { InspectorStage, StagePointer } from "../stage/stage-contract.ts";
import { createAim } from "./aim.ts";
import { drawDraft, drawEdge, drawMeasurement, drawSnap, type MeasureLook } from "./draw-measurements.ts";
import type { SnapKind } from "./find-snap.ts";
import { chainOf, type Found, measureTaken, type Taken } from "./measure-steps.ts";
import { listenToPress } from "./press-and-hold.ts";

/** Words on the picture. */
export interface MeasureWords {
  /** @param isPlan It is seen in a plan, see `isPlanView`. */
  measurement(measurement: Pick<Measurement, "value" | "lines">, isPlan: boolean): string;
  snap(kind: SnapKind): string;
}

const isInHand = () => useToolStore.getState().inHand === "measure";

/** Measuring on the stage: snaps, takes points, draws what was measured. Answers what ends it. */
export function bindMeasureTool(stage: InspectorStage, words: MeasureWords): () => void {
  let taken: readonly Taken[] = [];
  let frame: number | undefined;
  /** A finger is held down: what it would take is shown larger. */
  let isHeld = false;
  const aiming = createAim(stage);

  const setTaken = (next: readonly Taken[]): void => {
    taken = next;
    useMeasureStore.setState({ taken: taken.length });
    stage.requestFrame();
  };
  const add = (found: Found, of: Taken): void => {
    setTaken([]);
    useMeasureStore.getState().add(withStated(stage, found, of));
  };
  const take = (next: Taken): void => {
    const found = measureTaken(useMeasureStore.getState().mode, [...taken, next]);
    if (found === "more") setTaken([...taken, next]);
    else if (found !== "none") add(found, next);
  };
  const endChain = (isClosed: boolean): void => {
    const last = taken.at(-1);
    if (!last || taken.length < (isClosed ? 3 : 2)) return;
    const points = taken.map(({ snap }) => snap.pointM);
    add(chainOf(points, isClosed), last);
  };
  const aimAt = (pointer: StagePointer): void => {
    aiming.aimAt(pointer);
    const { isTooLarge } = aiming;
    if (isTooLarge !== useMeasureStore.getState().isTooLarge) useMeasureStore.setState({ isTooLarge });
    stage.requestFrame();
  };

  const endings = [
    keepOfFirst(stage),
    stage.addOverlay((context, view) => {
      aiming.project = view.project;
      const look = lookOf();
      const { list, mode } = useMeasureStore.getState();
      const { aim } = aiming;
      const isAiming = isInHand() && !view.isPicture;
      const isPlan = isPlanView(stage.view);
      // The edge that the pointer holds on to runs below what stands there in words.
      if (isAiming && aim?.snap.edge) drawEdge(context, view, aim.snap.edge, look);
      for (const measurement of list) {
        if (!measurement.isHidden)
          drawMeasurement(context, view, measurement, words.measurement(measurement, isPlan), look);
      }
      if (!isAiming) return;
      const points = [...taken, ...(aim && taken.length > 0 ? [aim] : [])].map(({ snap }) => snap.pointM);
      const draft = aim && taken.length > 0 ? draftOf(mode, taken, aim) : undefined;
      drawDraft(context, view, points, draft && words.measurement(draft, isPlan), look);
      for (const { snap } of taken) drawSnap(context, view, snap.pointM, snap.kind, "", look);
      if (!aim) return;
      const { pointM, kind } = aim.snap;
      drawSnap(context, view, pointM, kind, words.snap(kind), look, isHeld ? stage.canvas : undefined);
    }),
    stage.addPointerTool({
      onMove(pointer) {
        if (!isInHand() || pointer.source.buttons !== 0 || frame !== undefined) return false;
        frame = requestAnimationFrame(() => {
          frame = undefined;
          if (pointer.source.target === stage.canvas) aimAt(pointer);
          else aiming.forget();
        });
        return false;
      },
      onClick(pointer) {
        if (!isInHand()) return false;
        aimAt(pointer);
        if (aiming.aim) take(aiming.aim);
        return true;
      },
    }),
    listenToPress(stage, isInHand, {
      onHold(pointer) {
        isHeld = true;
        aimAt(pointer);
      },
      onRelease() {
        isHeld = false;
        if (aiming.aim) take(aiming.aim);
        aiming.forget();
      },
    }),
    useMeasureStore.subscribe((now, before) => {
      if (now.mode !== before.mode) taken = [];
      if (now.asked.back !== before.asked.back) setTaken(taken.slice(0, -1));
      if (now.asked.end !== before.asked.end) endChain(false);
      if (now.asked.close !== before.asked.close) endChain(true);
      if (now.list !== before.list || now.mode !== before.mode || now.unit !== before.unit)
        stage.requestFrame();
    }),
    useToolStore.subscribe((now, before) => {
      if (before.inHand !== "measure" || now.inHand === "measure") return;
      aiming.forget();
      setTaken([]);
    }),
    stage.onModels(() => {
      aiming.forget();
      setTaken([]);
    }),
  ];
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    for (const end of endings) end();
    useMeasureStore.getState().reset();
  };
}

/** What would be measured if the point aimed at were taken. */
function draftOf(
  mode: Parameters<typeof measureTaken>[0],
  taken: readonly Taken[],
  aim: Taken,
): Found | undefined {
  if (mode === "chain")
    return chainOf(
      [...taken, aim].map(({ snap }) => snap.pointM),
      false,
    );
  const found = measureTaken(mode, [...taken, aim]);
  return typeof found === "object" ? found : undefined;
}

/** What the file itself says of an element's volume, beside what was measured. */
function withStated({ models }: InspectorStage, found: Found, { model, row }: Taken): Found {
  const table = models.get(model)?.model.table;
  if (found.value.mode !== "volume" || !table) return found;
  return { ...found, value: { ...found.value, stated: statedVolumes(table, row) } };
}

/** Measurements belong to the first model: they are kept as soon as it is there. */
function keepOfFirst(stage: InspectorStage): () => void {
  let end: (() => void) | undefined;
  const keep = (): void => {
    const [first] = stage.models.values();
    if (first) end ??= keepMeasurements(first.id, first.model.frame.originM);
  };
  keep();
  const endListening = stage.onModels(keep);
  return () => {
    endListening();
    end?.();
  };
}

/** White by night, dark by day: what is measured is marked as what is selected. */
function lookOf(): MeasureLook {
  const { selection, surface } = THEMES[useViewStore.getState().theme];
  return { line: selection, paper: selection, ink: surface.page, font: `600 13px ${tokens.type.family}` };
}
