import { buildLookTexture, type FeatureClasses, isHidden } from "./feature-look.ts";
import type { FeatureTextures } from "./feature-uniforms.ts";
import type { SceneLayer } from "./scene-contract.ts";
import { buildStatusTexture, type StatusTexture } from "./status-texture.ts";
import { buildStoreyTexture } from "./storey-texture.ts";

/** A layer as the city holds it: what outlives every graphics context. */
export interface HeldLayer {
  layer: SceneLayer;
  pendingTiles: number;
  /** When tiles of it last failed; undefined while all is well. */
  failedAtMs: number | undefined;
}

/**
 * What is known of the features of each layer, by layer id, also of layers not yet named: the mirror may know of a
 * layer before the list of layers is here.
 */
export interface HeldFeatures {
  /** The layer's textures, grown where they have to be. */
  texturesFor(id: string, features: number): FeatureTextures;
  setClasses(id: string, classes: readonly string[], indices: Uint8Array): void;
  hideClasses(id: string, hidden: ReadonlySet<string>): void;
  /** Storeys of a model by their number in the tiles. */
  hideStoreys(id: string, hidden: ReadonlySet<number>): void;
  /** The storey of each feature of a model, by feature index. */
  setStoreys(id: string, storeys: Uint16Array): void;
  /** Whether its class or its storey is. A storey that is not known yet counts as shown. */
  isHidden(id: string, featureIndex: number): boolean;
  forget(id: string): void;
}

const NO_CLASSES: FeatureClasses = { classes: [], indices: new Uint8Array(0), hidden: new Set() };

const ALL_STOREYS = buildStoreyTexture(new Set());

/** Makes an empty store. */
export function createHeldFeatures(): HeldFeatures {
  const statuses = new Map<string, StatusTexture>();
  const looks = new Map<string, StatusTexture>();
  const classesOf = new Map<string, FeatureClasses>();
  const storeysOf = new Map<string, StatusTexture>();
  const hiddenStoreys = new Map<string, ReadonlySet<number>>();
  const storeyIndices = new Map<string, Uint16Array>();
  const isStoreyHidden = (id: string, featureIndex: number): boolean => {
    const storey = storeyIndices.get(id)?.[featureIndex];
    return storey !== undefined && (hiddenStoreys.get(id)?.has(storey) ?? false);
  };
  const known = (id: string) => classesOf.get(id) ?? NO_CLASSES;
  const become = (id: string, classes: FeatureClasses) => {
    classesOf.set(id, classes);
    looks.delete(id);
  };
  return {
    texturesFor(id, features) {
      const before = statuses.get(id);
      const status =
        before && before.bytes.length >= features ? before : buildStatusTexture(features, before);
      statuses.set(id, status);
      const lookBefore = looks.get(id);
      const look =
        lookBefore && lookBefore.bytes.length >= features
          ? lookBefore
          : buildLookTexture(Math.max(features, status.bytes.length), known(id));
      looks.set(id, look);
      return { status, look, storeys: storeysOf.get(id) ?? ALL_STOREYS };
    },
    setClasses: (id, classes, indices) => become(id, { ...known(id), classes, indices: indices.slice() }),
    hideClasses: (id, hidden) => become(id, { ...known(id), hidden: new Set(hidden) }),
    hideStoreys(id, hidden) {
      storeysOf.set(id, buildStoreyTexture(hidden));
      hiddenStoreys.set(id, new Set(hidden));
    },
    setStoreys: (id, storeys) => void storeyIndices.set(id, storeys.slice()),
    isHidden: (id, featureIndex) => isHidden(known(id), featureIndex) || isStoreyHidden(id, featureIndex),
    forget(id) {
      statuses.delete(id);
      looks.delete(id);
      classesOf.delete(id);
      storeysOf.delete(id);
      hiddenStoreys.delete(id);
      storeyIndices.delete(id);
    },
  };
}
