export { createCityScene, isSceneSupported } from "./city-scene.ts";
export {
  type CityScene,
  DEFAULT_UNDERGROUND,
  type FeaturePick,
  type ModelPose,
  type SceneDiagnostics,
  type SceneLayer,
  type SceneState,
  type SceneView,
  type ScreenPosition,
  type UndergroundState,
} from "./scene-contract.ts";
export { loadGeoidFor, undulationM } from "./wide-geoid.ts";
