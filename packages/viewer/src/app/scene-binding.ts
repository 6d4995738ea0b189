import type { QueryClient } from "@tanstack/react-query";
import type { TwinMirror } from "../client/twin-mirror.ts";
import type { CityScene } from "../scene/index.ts";
import { bindSceneLayers } from "./scene-layer-binding.ts";
import { bindSceneMap } from "./scene-map-binding.ts";
import { bindScenePlacing } from "./scene-placing-binding.ts";
import { bindSceneView } from "./scene-view-binding.ts";

/** What the scene is fed from. */
export interface SceneSources {
  readonly scene: CityScene;
  readonly mirror: TwinMirror;
  readonly queries: QueryClient;
}

/**
 * Ties the scene to what the panels follow: layers and their positions and classes, the base map, painted status,
 * selection, ground, theme, language, tool, flights, a model being placed; and back: picks, what the pointer rests on, measurements, the
 * eye, the selected feature's pixel. The only place where the two meet.
 *
 * @returns Unties them; the scene itself stays.
 */
export function bindScene({ scene, mirror, queries }: SceneSources): () => void {
  const ends = [
    bindSceneMap(scene, queries),
    bindSceneView(scene),
    bindSceneLayers(scene, mirror, queries),
    bindScenePlacing(scene),
    mirror.onStatus((layer, changed) => scene.paint(layer, mirror.statusOf(layer), changed)),
  ];
  return () => {
    for (const end of ends) end();
  };
}
