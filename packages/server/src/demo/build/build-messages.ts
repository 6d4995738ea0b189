import type { CityOrder } from "../model/index.ts";
import type { CityLayer } from "./city-layer.ts";
import type { DemoDocument } from "./demo-record.ts";

/** What the worker is started with. */
export interface BuildOrder {
  readonly city: CityOrder;
  readonly key: string;
  /** URL of the module that exports `generateCity`. */
  readonly generator: string;
  readonly dataFolder: string;
  readonly tilesFolder: string;
  /** Layers to build. */
  readonly layers: readonly string[];
}

/** From the worker: documents first, then for each layer its assets and, once answered, the layer. */
export type BuildMessage =
  | { readonly kind: "stage"; readonly stage: string; readonly progress: number }
  | { readonly kind: "documents"; readonly sha256: Readonly<Record<DemoDocument, string>> }
  | { readonly kind: "assets"; readonly layer: string; readonly ids: readonly string[] }
  | { readonly kind: "layer"; readonly layer: Omit<CityLayer, "tileset">; readonly hasTiles: boolean }
  | { readonly kind: "done" };

/** To the worker: the feature index of each asset it named. */
export interface FeaturesMessage {
  readonly kind: "features";
  readonly indices: Uint32Array;
}
