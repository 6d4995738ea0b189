import type { Layer } from "@shuicheng/shared/contracts";
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import { layerClassesQuery, readPositions } from "../client/layer-queries.ts";
import type { TwinMirror } from "../client/twin-mirror.ts";
import { useViewStore, type ViewState } from "../client/view-store.ts";
import type { CityScene, SceneLayer } from "../scene/index.ts";

/** Gives the scene the layers, where their features are and of which class, and how each is shown. @returns Ends it. */
export function bindSceneLayers(scene: CityScene, mirror: TwinMirror, queries: QueryClient): () => void {
  /** Layers whose positions and classes of a revision are in the scene or on their way. */
  const placed = new Map<string, number>();
  const classed = new Map<string, number>();
  const leaving = new AbortController();
  let layers: readonly Layer[] = [];
  let isHomeShown = false;

  const show = (): void => {
    const { hiddenLayers, layerOpacity } = useViewStore.getState();
    scene.setLayers(
      layers.flatMap((layer) =>
        sceneLayersOf(layer, !hiddenLayers.has(layer.id), layerOpacity.get(layer.id) ?? 1),
      ),
    );
  };
  /** Reads something of a layer's revision once; what failed is read again with the next list of layers. */
  const once = async (known: Map<string, number>, layer: Layer, read: () => Promise<() => void>) => {
    if (known.get(layer.id) === layer.revision) return;
    known.set(layer.id, layer.revision);
    try {
      const use = await read();
      if (known.get(layer.id) === layer.revision) use();
    } catch {
      if (!leaving.signal.aborted) known.delete(layer.id);
    }
  };
  const place = (layer: Layer) =>
    once(placed, layer, async () => {
      const positions = await readPositions(layer, leaving.signal);
      return () => scene.setPositions(layer.id, positions);
    });
  const classify = (layer: Layer) =>
    once(classed, layer, async () => {
      const { items, indices } = await queries.fetchQuery(layerClassesQuery(layer));
      return () =>
        scene.setClasses(
          layer.id,
          items.map((item) => item.class),
          indices,
        );
    });
  const take = (next: readonly Layer[] | undefined): void => {
    if (!next || next === layers) return;
    layers = next;
    show();
    for (const layer of layers) {
      scene.paint(layer.id, mirror.statusOf(layer.id), "all");
      void place(layer);
      void classify(layer);
    }
    // One who came by a link sees what the link says.
    if (!isHomeShown && layers.some((layer) => layer.bbox !== null)) {
      isHomeShown = true;
      if (useViewStore.getState().flight === null) scene.flyHome();
    }
  };

  const observer = new QueryObserver<readonly Layer[]>(queries, { queryKey: ["layers"], enabled: false });
  const leaveLayers = observer.subscribe((result) => take(result.data));
  take(queries.getQueryData<readonly Layer[]>(["layers"]));
  const follow = (state: ViewState, before?: ViewState): void => {
    if (state.hiddenLayers !== before?.hiddenLayers || state.layerOpacity !== before.layerOpacity) show();
    if (state.hiddenClasses !== before?.hiddenClasses) hideClasses(scene, state, before);
    if (before && state.reloads !== before.reloads) {
      for (const [layer, count] of state.reloads) {
        if (count !== before.reloads.get(layer)) scene.reloadLayer(layer);
      }
    }
  };
  follow(useViewStore.getState());
  const leaveView = useViewStore.subscribe(follow);
  return () => {
    leaving.abort();
    leaveLayers();
    leaveView();
  };
}

const NONE: ReadonlySet<string> = new Set();

function hideClasses(scene: CityScene, { hiddenClasses }: ViewState, before: ViewState | undefined): void {
  for (const layer of new Set([...hiddenClasses.keys(), ...(before?.hiddenClasses.keys() ?? [])])) {
    const hidden = hiddenClasses.get(layer) ?? NONE;
    if (hidden !== before?.hiddenClasses.get(layer)) scene.hideClasses(layer, hidden);
  }
}

/** The layer as the scene takes it; none while nothing of it is drawn. */
function sceneLayersOf(layer: Layer, isVisible: boolean, opacity: number): SceneLayer[] {
  const { id, kind, tileset, features, revision, bbox } = layer;
  return tileset === null ? [] : [{ id, kind, tileset, features, revision, bbox, isVisible, opacity }];
}
