import i18next from "i18next";
import { DEEPEST_EYE_M, useViewStore, type ViewState } from "../client/view-store.ts";
import { findLanguage } from "../format/language.ts";
import type { CityScene, SceneState, SceneView } from "../scene/index.ts";

/** The preset that looks into the ground makes it as clear as that takes. */
const UNDERGROUND_PRESET_OPACITY = 0.2;

/** Ties what is looked at, and how, to the scene and back. @returns Ends it. */
export function bindSceneView(scene: CityScene): () => void {
  const { showEye, showScene, showSelectionPixel, showMeasurement, showHover, select } =
    useViewStore.getState();
  let isTellingDepth = false;
  const placeLabel = (): void => {
    const { selection } = useViewStore.getState();
    const place = selection ? scene.screenPositionOf(selection) : null;
    const shown = useViewStore.getState().selectionPixel;
    if (place?.xPx === shown?.x && place?.yPx === shown?.y) return;
    showSelectionPixel(place && { x: place.xPx, y: place.yPx });
  };
  /** A hand at the mouse or the keys takes the eye to another depth: the slider follows. */
  const tellDepth = (eye: SceneView): void => {
    const { underground, setUnderground } = useViewStore.getState();
    const depthM = depthOf(eye, underground.isBelowGround);
    if (depthM === underground.depthM) return;
    isTellingDepth = true;
    setUnderground({ depthM });
    isTellingDepth = false;
  };
  let lastState: SceneState = { pendingTiles: 0, failedTiles: [], mapFailure: null, isContextLost: false };
  const showState = (state: SceneState): void => {
    lastState = state;
    showScene({
      phase: "ready",
      pendingTiles: state.pendingTiles,
      failedTiles: state.failedTiles.length,
      isMapFailed: state.mapFailure !== null,
      failedLayers: [...new Set(state.failedTiles.map(({ layer }) => layer))],
      isContextLost: state.isContextLost,
      credits: scene.credits(),
    });
  };
  const showLanguage = (): void => {
    scene.setLanguage(findLanguage(i18next.language) ?? "zh");
    // Whom the map thanks is said in its language, too.
    showState(lastState);
  };
  showLanguage();
  i18next.on("languageChanged", showLanguage);
  const ends = [
    () => i18next.off("languageChanged", showLanguage),
    scene.onPick((pick) => select(pick)),
    scene.onHover((hover) => showHover(hover && { feature: hover.pick, x: hover.at.xPx, y: hover.at.yPx })),
    scene.onMeasure(showMeasurement),
    scene.onView((eye) => {
      showEye(eye);
      placeLabel();
      tellDepth(eye);
    }),
    scene.onState(showState),
  ];
  const follow = (state: ViewState, before?: ViewState): void => {
    if (state.selection !== before?.selection) {
      scene.select(state.selection);
      placeLabel();
    }
    if (state.theme !== before?.theme) scene.setTheme(state.theme);
    if (state.tool !== before?.tool) scene.setTool(state.tool);
    if (state.underground !== before?.underground && !isTellingDepth) scene.setUnderground(state.underground);
    if (state.flight !== null && state.flight !== before?.flight) fly(scene, state.flight);
  };
  follow(useViewStore.getState());
  ends.push(useViewStore.subscribe(follow));
  return () => {
    for (const end of ends) end();
  };
}

/** Depth of the eye as the slider has it: 0 above the ground, to the decimetre below it. */
function depthOf({ eyeHeightM }: SceneView, isBelowGround: boolean): number {
  if (!isBelowGround || eyeHeightM >= 0) return 0;
  return Math.round(Math.max(eyeHeightM, -DEEPEST_EYE_M) * 10) / 10;
}

function fly(scene: CityScene, flight: NonNullable<ViewState["flight"]>): void {
  if (flight.to === "home") scene.flyHome();
  else if (flight.to === "layer") scene.flyToLayer(flight.layer);
  else if (flight.to === "feature") scene.flyToFeature(flight.feature);
  else if (flight.to === "camera") scene.flyToCamera(flight.camera);
  else if (flight.to === "north") scene.flyNorth();
  else {
    if (flight.preset === "underground") {
      useViewStore.getState().setUnderground({ groundOpacity: UNDERGROUND_PRESET_OPACITY });
    }
    scene.flyToPreset(flight.preset);
  }
}
