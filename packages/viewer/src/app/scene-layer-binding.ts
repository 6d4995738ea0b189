import type { Layer, Model } from "@shuicheng/shared/contracts";
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import { codeOf } from "../client/api-problem.ts";
import { findHiddenClasses, findShownCategories } from "../client/class-visibility.ts";
import { layerClassesQuery, readPositions, readStoreyIndices } from "../client/layer-queries.ts";
import { usePlacingStore } from "../client/placing-store.ts";
import { useReadingStore } from "../client/reading-store.ts";
import type { TwinMirror } from "../client/twin-mirror.ts";
import { useViewStore, type ViewState } from "../client/view-store.ts";
import { type CityScene, loadGeoidFor, type SceneLayer } from "../scene/index.ts";
import { watchModels } from "./watch-models.ts";

/** Gives the scene the layers, where their features are and of which class, and how each is shown. @returns Ends it. */
export function bindSceneLayers(scene: CityScene, mirror: TwinMirror, queries: QueryClient): () => void {
  /** Layers whose positions and classes of a revision are in the scene or on their way. */
  const placed = new Map<string, number>();
  const classed = new Map<string, number>();
  const storeyed = new Map<string, number>();
  /** Names of the classes of each layer, as far as they are read. */
  const classesOf = new Map<string, readonly string[]>();
  const leaving = new AbortController();
  let layers: readonly Layer[] = [];
  let isHomeShown = false;
  /** A flight that was asked for before what it goes to was here, e.g. on another page: flown once it is. */
  let owed = useViewStore.getState().flight;
  const { fail, heal } = useReadingStore.getState();

  const show = (): void => {
    const { hiddenLayers, layerOpacity, switchedClasses } = useViewStore.getState();
    // One that has just been placed stays until the list of layers has it.
    const { model, saved } = usePlacingStore.getState();
    const placing = model ?? saved?.model;
    scene.setLayers(
      layers.flatMap((layer) =>
        sceneLayersOf(layer, {
          isVisible: !hiddenLayers.has(layer.id) || placing === layer.id,
          opacity: layerOpacity.get(layer.id) ?? 1,
          isPlacing: placing === layer.id,
          model: models.find(layer.id),
          shown: findShownCategories(switchedClasses.get(layer.id)),
        }),
      ),
    );
  };
  const models = watchModels(queries, () => show());
  const hide = (layer: string): void => {
    const names = classesOf.get(layer);
    if (names)
      scene.hideClasses(layer, findHiddenClasses(names, useViewStore.getState().switchedClasses.get(layer)));
  };
  /** Reads something of a layer's revision once; what failed is named, and read again on demand or with the next list. */
  const once = async (
    {
      what,
      known,
    }: { readonly what: "positions" | "classes" | "storeys"; readonly known: Map<string, number> },
    layer: Layer,
    read: () => Promise<() => void>,
  ) => {
    if (known.get(layer.id) === layer.revision) return;
    known.set(layer.id, layer.revision);
    try {
      const use = await read();
      if (known.get(layer.id) !== layer.revision) return;
      use();
      heal(what, layer.id);
    } catch (error) {
      if (leaving.signal.aborted || known.get(layer.id) !== layer.revision) return;
      known.delete(layer.id);
      fail({ what, layer: layer.id, code: codeOf(error) });
    }
  };
  const place = (layer: Layer) =>
    once({ what: "positions", known: placed }, layer, async () => {
      const [west, south, east, north] = layer.bbox ?? NOWHERE;
      const [positions] = await Promise.all([
        readPositions(layer, leaving.signal),
        loadGeoidFor((west + east) / 2, (south + north) / 2),
      ]);
      return () => {
        scene.setPositions(layer.id, positions);
        flyOwed(layer, "places");
      };
    });
  const flyOwed = (layer: Layer, has: "bounds" | "places"): void => {
    const flight = owed;
    if (flight === null || flight !== useViewStore.getState().flight) return;
    // How high a model stands is known by its elements' places.
    const needs = flight.to === "layer" && layer.kind !== "models" ? "bounds" : "places";
    if (needs !== has) return;
    if (flight.to === "layer" && flight.layer === layer.id) scene.flyToLayer(layer.id);
    else if (flight.to === "feature" && flight.feature.layer === layer.id) scene.flyToFeature(flight.feature);
    else return;
    owed = null;
  };
  const classify = (layer: Layer) =>
    once({ what: "classes", known: classed }, layer, async () => {
      const { items, indices } = await queries.fetchQuery(layerClassesQuery(layer));
      return () => {
        const names = items.map((item) => item.class);
        classesOf.set(layer.id, names);
        scene.setClasses(layer.id, names, indices);
        hide(layer.id);
      };
    });
  /** Asked for once somebody hides a storey. */
  const assignStoreys = async (layer: Layer): Promise<void> => {
    const hidden = useViewStore.getState().hiddenStoreys.get(layer.id);
    if (layer.kind !== "models" || hidden === undefined || hidden.size === 0) return;
    await once({ what: "storeys", known: storeyed }, layer, async () => {
      const storeys = await readStoreyIndices(layer, leaving.signal);
      return () => scene.setStoreys(layer.id, storeys);
    });
  };
  const readLayers = (): void => {
    for (const layer of layers) {
      void place(layer);
      void classify(layer);
      void assignStoreys(layer);
    }
  };
  const forgetFailures = (gone: readonly Layer[]): void => {
    for (const { id } of gone) {
      heal("positions", id);
      heal("classes", id);
      heal("storeys", id);
    }
  };
  const take = (next: readonly Layer[] | undefined): void => {
    if (!next || next === layers) return;
    forgetFailures(layers.filter(({ id }) => !next.some((layer) => layer.id === id)));
    layers = next;
    models.follow(layers.some(({ kind }) => kind === "models"));
    show();
    for (const layer of layers) scene.paint(layer.id, mirror.statusOf(layer.id), "all");
    readLayers();
    for (const layer of layers) flyOwed(layer, "bounds");
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
    const isOtherwiseShown =
      state.hiddenLayers !== before?.hiddenLayers ||
      state.layerOpacity !== before.layerOpacity ||
      state.switchedClasses !== before.switchedClasses;
    if (isOtherwiseShown) show();
    if (state.switchedClasses !== before?.switchedClasses) {
      const touched = [...state.switchedClasses.keys(), ...(before?.switchedClasses.keys() ?? [])];
      for (const layer of new Set(touched)) {
        if (state.switchedClasses.get(layer) !== before?.switchedClasses.get(layer)) hide(layer);
      }
    }
    if (state.hiddenStoreys !== before?.hiddenStoreys) {
      for (const [layer, hidden] of state.hiddenStoreys) {
        if (hidden !== before?.hiddenStoreys.get(layer)) scene.hideStoreys(layer, hidden);
      }
      for (const layer of layers) void assignStoreys(layer);
    }
    if (before && state.reloads !== before.reloads) {
      for (const [layer, count] of state.reloads) {
        if (count !== before.reloads.get(layer)) scene.reloadLayer(layer);
      }
    }
  };
  follow(useViewStore.getState());
  const leaveView = useViewStore.subscribe(follow);
  const leavePlacing = usePlacingStore.subscribe((state, before) => {
    if (state.model !== before.model || state.saved !== before.saved) show();
  });
  const leaveRetries = useReadingStore.subscribe((state, before) => {
    if (state.retries !== before.retries) readLayers();
  });
  return () => {
    leaving.abort();
    forgetFailures(layers);
    models.end();
    leavePlacing();
    leaveRetries();
    leaveLayers();
    leaveView();
  };
}

/** A layer without a place has no heights either: any place in the region will do. */
const NOWHERE = [115.98, 36.45, 115.98, 36.45] as const;

/** How a layer is shown, and what of its model beside its elements. */
interface LayerShow {
  readonly isVisible: boolean;
  readonly opacity: number;
  readonly isPlacing: boolean;
  readonly model: Model | undefined;
  readonly shown: ReadonlySet<"space" | "opening">;
}

/** The layer as the scene takes it: none while nothing of it is drawn, several where its spaces or openings are asked for. */
function sceneLayersOf(
  layer: Layer,
  { isVisible, opacity, isPlacing, model, shown }: LayerShow,
): SceneLayer[] {
  const { id, kind, features, revision, bbox } = layer;
  // Nothing places it yet: it is shown to the one who does.
  const tileset = layer.tileset ?? (isPlacing ? (model?.tilesets.element ?? null) : null);
  if (tileset === null) return [];
  const common = { kind, features, revision, bbox, isVisible, opacity };
  const parts = [...shown].flatMap((category) => {
    const url = model?.tilesets[category] ?? null;
    return url === null ? [] : [{ ...common, id: `${id}/${category}`, of: id, tileset: url }];
  });
  return [{ ...common, id, tileset }, ...parts];
}
