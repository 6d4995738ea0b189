import type { Matrix4, Scene } from "cesium";
import type { ThemeName } from "../client/view-store.ts";
import type { FeatureTextures } from "./feature-uniforms.ts";
import type { FeaturePick, SceneLayer } from "./scene-contract.ts";
import type { SceneLight } from "./scene-light.ts";
import type { StatusTexture } from "./status-texture.ts";
import { createTilesetLayer, type TilesetLayer } from "./tileset-layer.ts";
import type { Veil } from "./veil.ts";

/** What the layers on a stage tell. */
export interface LayerEvents {
  onProgress(layer: string, pendingTiles: number): void;
  onFailure(layer: string, url: string, reason: string): void;
  onTextureWritten(): void;
}

/** The layers of one life of the graphics context. */
export interface StagedLayers {
  /** Loads a layer; one that is shown already stays until the new one has its first picture. */
  open(layer: SceneLayer, textures: FeatureTextures, selection: FeaturePick | null): void;
  close(id: string): void;
  show(id: string, isVisible: boolean): void;
  setOpacity(id: string, opacity: number): void;
  markDirty(id: string, status: StatusTexture): void;
  setLook(id: string, look: StatusTexture): void;
  setStoreys(id: string, storeys: StatusTexture): void;
  /** Takes a layer elsewhere, ECEF → ECEF, until it is published anew; null puts it back. */
  setMatrix(id: string, matrix: Matrix4 | null): void;
  select(selection: FeaturePick | null): void;
  setTheme(theme: ThemeName): void;
  /** What is left of buildings while one looks into the ground, 0–1. */
  setBuildingShare(share: number): void;
  /** Once a frame. */
  light(veil: Veil, light: SceneLight): void;
  /** The layer that a picked tileset belongs to: the tileset's own, whose features may be another's ({@link SceneLayer.of}). */
  ownerOf(tileset: unknown): SceneLayer | undefined;
  /** Takes what is too faint to be meant out of a pick; @returns Puts it back. */
  stepAside(): () => void;
  dispose(): void;
}

/** A layer on the stage, and the one it replaces. */
interface StagedLayer {
  layer: SceneLayer;
  opacity: number;
  current: TilesetLayer;
  leaving: TilesetLayer | undefined;
}

/** Makes an empty set of layers on `scene`. */
export function createStagedLayers(scene: Scene, events: LayerEvents): StagedLayers {
  const layers = new Map<string, StagedLayer>();
  let theme: ThemeName = "night";
  let buildingShare = 1;
  const tilesetsOf = (staged: StagedLayer | undefined) =>
    staged ? [staged.current, ...(staged.leaving ? [staged.leaving] : [])] : [];
  const all = () => [...layers.values()].flatMap(tilesetsOf);
  /** All that draw the features of a layer. */
  const drawing = (id: string) =>
    [...layers.values()].filter(({ layer }) => featureLayer(layer) === id).flatMap(tilesetsOf);
  const showOpacity = (staged: StagedLayer) => {
    const share = staged.layer.kind === "buildings" ? buildingShare : 1;
    for (const tileset of tilesetsOf(staged)) tileset.setOpacity(staged.opacity * share);
  };

  return {
    open(layer, textures, selection) {
      const previous = layers.get(layer.id);
      previous?.leaving?.dispose();
      const opened = createTilesetLayer(scene, layer, textures, {
        onProgress: (pendingTiles) => events.onProgress(layer.id, pendingTiles),
        onFailure: (url, reason) => events.onFailure(layer.id, url, reason),
        onTextureWritten: events.onTextureWritten,
        onFirstPicture: () => {
          const staged = layers.get(layer.id);
          if (staged?.current !== opened) return;
          staged.leaving?.dispose();
          staged.leaving = undefined;
          scene.requestRender();
        },
      });
      const staged: StagedLayer = {
        layer,
        opacity: layer.opacity,
        current: opened,
        leaving: previous?.current,
      };
      layers.set(layer.id, staged);
      opened.setSelected(selectedIn(featureLayer(layer), selection));
      opened.setTheme(themeIndex(theme));
      showOpacity(staged);
    },
    close(id) {
      for (const tileset of tilesetsOf(layers.get(id))) tileset.dispose();
      layers.delete(id);
      scene.requestRender();
    },
    show(id, isVisible) {
      for (const tileset of tilesetsOf(layers.get(id))) tileset.setVisible(isVisible);
    },
    setOpacity(id, opacity) {
      const staged = layers.get(id);
      if (!staged) return;
      staged.opacity = opacity;
      showOpacity(staged);
    },
    markDirty(id, status) {
      for (const tileset of drawing(id)) tileset.markDirty(status);
    },
    setLook(id, look) {
      for (const tileset of drawing(id)) tileset.setLook(look);
    },
    setStoreys(id, storeys) {
      for (const tileset of drawing(id)) tileset.setStoreys(storeys);
    },
    setMatrix(id, matrix) {
      for (const { layer, current } of layers.values()) {
        if (featureLayer(layer) === id) current.setMatrix(matrix);
      }
    },
    select(selection) {
      for (const { layer, current } of layers.values()) {
        current.setSelected(selectedIn(featureLayer(layer), selection));
      }
    },
    setTheme(shown) {
      theme = shown;
      for (const tileset of all()) tileset.setTheme(themeIndex(shown));
    },
    setBuildingShare(share) {
      if (share === buildingShare) return;
      buildingShare = share;
      for (const staged of layers.values()) showOpacity(staged);
    },
    light(veil, light) {
      for (const staged of layers.values()) {
        for (const tileset of tilesetsOf(staged)) {
          tileset.setVeil(veil);
          tileset.setLight(light);
        }
      }
    },
    ownerOf: (tileset) => [...layers.values()].find(({ current }) => current.owns(tileset))?.layer,
    stepAside() {
      const putBacks = all().map((tileset) => tileset.stepAside());
      return () => {
        for (const putBack of putBacks) putBack();
      };
    },
    dispose() {
      for (const tileset of all()) tileset.dispose();
      layers.clear();
    },
  };
}

/** The layer whose features a tileset draws. */
export function featureLayer({ id, of }: SceneLayer): string {
  return of ?? id;
}

const themeIndex = (theme: ThemeName) => (theme === "night" ? 0 : 1);

function selectedIn(layer: string, selection: FeaturePick | null): number {
  return selection?.layer === layer ? selection.featureIndex : -1;
}
