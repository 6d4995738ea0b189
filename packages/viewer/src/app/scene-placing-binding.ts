import type { ModelPlacement } from "@shuicheng/shared/contracts";
import { groundHeightM, isGroundKnown } from "@shuicheng/shared/geo";
import { type DraftPlace, usePlacingStore } from "../client/placing-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { type CityScene, loadGeoidFor, type ModelPose, undulationM } from "../scene/index.ts";

/** Tiles that do not come keep nobody waiting longer. */
const LONGEST_WAIT_MS = 4_000;

/** Where tiles of a model lie that nothing places. */
const NOWHERE: DraftPlace = { lonDeg: 0, latDeg: 0, heightM: 0, headingDeg: 0, scale: 1 };

/** Shows a model where a person puts it, and tells what the pointer does to it. @returns Ends it. */
export function bindScenePlacing(scene: CityScene): () => void {
  const show = (): void => {
    const { model, published, draft } = usePlacingStore.getState();
    if (model === null || !published || !draft) return;
    const { anchorM, headingDeg, scale } = published;
    const from = draftOf(published) ?? { ...NOWHERE, headingDeg, scale };
    scene.setPlacing({ layer: model, from: poseOf(from, anchorM), to: poseOf(draft, anchorM) });
    // Heights of tiles are above the ellipsoid; where it is not known how far that is, it is asked for.
    const isEasy = from.lonDeg === draft.lonDeg && from.latDeg === draft.latDeg;
    if (isEasy || asked === model) return;
    asked = model;
    const places = [from, draft].map(({ lonDeg, latDeg }) => loadGeoidFor(lonDeg, latDeg));
    void Promise.allSettled(places).then(show);
  };
  let asked: string | undefined;
  let pendingTiles = Number.POSITIVE_INFINITY;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** A model that nothing places begins where the city is looked at, beside what is built there: once that is drawn. */
  const beginWhenDrawn = (): void => {
    const { model, draft, beginAt } = usePlacingStore.getState();
    if (model === null || draft) {
      clearTimeout(waiting);
      waiting = undefined;
      return;
    }
    const begin = (): void => {
      const place = scene.findOpenGround() ?? useViewStore.getState().eye;
      if (place && usePlacingStore.getState().model !== null) beginAt(place);
    };
    if (pendingTiles === 0) begin();
    else waiting ??= setTimeout(begin, LONGEST_WAIT_MS);
  };
  const leaveState = scene.onState((state) => {
    pendingTiles = state.pendingTiles;
    beginWhenDrawn();
  });
  const leaveView = useViewStore.subscribe((now, before) => {
    if (now.eye !== before.eye) beginWhenDrawn();
  });
  show();
  const leaveStore = usePlacingStore.subscribe((state, before) => {
    if (state.model !== before.model) beginWhenDrawn();
    if (state.draft) show();
    else if (before.draft) scene.setPlacing(null, { isKept: state.saved !== null });
  });
  const leaveDrags = scene.onPlacingDrag((drag) => usePlacingStore.getState().change(drag));
  return () => {
    clearTimeout(waiting);
    leaveState();
    leaveView();
    leaveStore();
    leaveDrags();
  };
}

function draftOf({ lon, lat, heightM, headingDeg, scale }: ModelPlacement): DraftPlace | undefined {
  if (lon === null || lat === null) return undefined;
  return { lonDeg: lon, latDeg: lat, heightM, headingDeg, scale };
}

function poseOf(
  { lonDeg, latDeg, heightM, headingDeg, scale }: DraftPlace,
  anchorM: ModelPlacement["anchorM"],
): ModelPose {
  const groundM = isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : 0;
  const ellipsoidalHeightM = (heightM ?? groundM) + undulationM(lonDeg, latDeg);
  return { lonDeg, latDeg, ellipsoidalHeightM, headingDeg, scale, anchorM };
}
