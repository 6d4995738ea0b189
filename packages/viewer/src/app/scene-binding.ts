import type { Layer } from "@shuicheng/shared/contracts";
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import { readPositions } from "../client/queries.ts";
import type { TwinMirror } from "../client/twin-mirror.ts";
import { useViewStore, type ViewState } from "../client/view-store.ts";
import type { CityScene, SceneLayer, SceneState } from "../scene/index.ts";

/** What the scene is fed from. */
export interface SceneSources {
  readonly scene: CityScene;
  readonly mirror: TwinMirror;
  readonly queries: QueryClient;
}

/**
 * Ties the scene to what the panels follow: layers and their positions, painted status, selection, ground,
 * flights; and back: picks, the eye, the selected feature's pixel. The only place where the two meet.
 *
 * @returns Unties them; the scene itself stays.
 */
export function bindScene({ scene, mirror, queries }: SceneSources): () => void {
  const ends = [
    bindLayers(scene, mirror, queries),
    bindView(scene),
    mirror.onStatus((layer, changed) => scene.paint(layer, mirror.statusOf(layer), changed)),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function bindLayers(scene: CityScene, mirror: TwinMirror, queries: QueryClient): () => void {
  /** Layers whose positions of a revision are in the scene or on their way. */
  const placed = new Map<string, number>();
  const leaving = new AbortController();
  let layers: readonly Layer[] = [];
  let isHomeShown = false;

  const show = (): void => {
    const { hiddenLayers } = useViewStore.getState();
    scene.setLayers(layers.flatMap((layer) => sceneLayersOf(layer, !hiddenLayers.has(layer.id))));
  };
  const place = async (layer: Layer): Promise<void> => {
    if (placed.get(layer.id) === layer.revision) return;
    placed.set(layer.id, layer.revision);
    try {
      const positions = await readPositions(layer, leaving.signal);
      if (placed.get(layer.id) === layer.revision) scene.setPositions(layer.id, positions);
    } catch {
      // Symbols then miss their places until the layers are read again; the list and the tiles still tell.
      if (!leaving.signal.aborted) placed.delete(layer.id);
    }
  };
  const take = (next: readonly Layer[] | undefined): void => {
    if (!next || next === layers) return;
    layers = next;
    show();
    for (const layer of layers) {
      scene.paint(layer.id, mirror.statusOf(layer.id), "all");
      void place(layer);
    }
    if (!isHomeShown && layers.some((layer) => layer.bbox !== null)) {
      isHomeShown = true;
      scene.flyHome();
    }
  };

  const observer = new QueryObserver<readonly Layer[]>(queries, { queryKey: ["layers"], enabled: false });
  const leaveLayers = observer.subscribe((result) => take(result.data));
  take(queries.getQueryData<readonly Layer[]>(["layers"]));
  const leaveHidden = useViewStore.subscribe((state, before) => {
    if (state.hiddenLayers !== before.hiddenLayers) show();
  });
  return () => {
    leaving.abort();
    leaveLayers();
    leaveHidden();
  };
}

function bindView(scene: CityScene): () => void {
  const { showEye, showScene, showSelectionPixel, select } = useViewStore.getState();
  const placeLabel = (): void => {
    const { selection } = useViewStore.getState();
    const place = selection ? scene.screenPositionOf(selection) : null;
    const shown = useViewStore.getState().selectionPixel;
    if (place?.xPx === shown?.x && place?.yPx === shown?.y) return;
    showSelectionPixel(place && { x: place.xPx, y: place.yPx });
  };
  const showState = (state: SceneState): void =>
    showScene({
      phase: "ready",
      pendingTiles: state.pendingTiles,
      failedTiles: state.failedTiles.length,
      isContextLost: state.isContextLost,
      credits: scene.credits(),
    });
  const ends = [
    scene.onPick((pick) => select(pick)),
    scene.onView((eye) => {
      showEye(eye);
      placeLabel();
    }),
    scene.onState(showState),
  ];
  showState({ pendingTiles: 0, failedTiles: [], isContextLost: false });

  const follow = (state: ViewState, before?: ViewState): void => {
    if (state.selection !== before?.selection) {
      scene.select(state.selection);
      placeLabel();
    }
    if (state.underground !== before?.underground) scene.setUnderground(state.underground);
    if (state.flight !== null && state.flight !== before?.flight) fly(scene, state.flight);
  };
  follow(useViewStore.getState());
  ends.push(useViewStore.subscribe(follow));
  return () => {
    for (const end of ends) end();
  };
}

function fly(scene: CityScene, flight: NonNullable<ViewState["flight"]>): void {
  if (flight.to === "home") scene.flyHome();
  else if (flight.to === "layer") scene.flyToLayer(flight.layer);
  else scene.flyToFeature(flight.feature);
}

/** The layer as the scene takes it; none while nothing of it is drawn. */
function sceneLayersOf(layer: Layer, isVisible: boolean): SceneLayer[] {
  const { id, kind, tileset, features, revision, bbox } = layer;
  return tileset === null ? [] : [{ id, kind, tileset, features, revision, bbox, isVisible }];
}
