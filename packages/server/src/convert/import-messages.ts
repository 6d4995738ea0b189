import type { AssetInput, DatastreamInput, Finding, LayerKind } from "@shuicheng/shared/contracts";
import type { FaultCode } from "@shuicheng/shared/faults";
import type { Place } from "./placement.ts";

/** What the worker is started with. */
export interface ImportOrder {
  /** The uploaded file. */
  readonly file: string;
  /** Its name as the sender called it, for findings. */
  readonly name: string;
  readonly layerId: string;
  readonly place: Place;
  /** A new folder for the tiles. */
  readonly tilesFolder: string;
}

/** A layer ready to be published whole. */
export interface ConvertedLayer {
  readonly id: string;
  readonly name: string;
  readonly kind: LayerKind;
  readonly cimLevel: number;
  readonly access: "public" | "restricted";
  /** Path of `tileset.json` on this server. */
  readonly tileset?: string;
  /** West, south, east, north, degrees. */
  readonly bbox?: readonly [number, number, number, number];
  readonly lengthM: number;
  readonly assumptions: readonly string[];
  readonly assets: readonly AssetInput[];
  readonly datastreams: readonly DatastreamInput[];
}

/** What the worker makes: the layer without the tiles' address, which it does not know. */
export interface Conversion {
  readonly layer: Omit<ConvertedLayer, "tileset">;
  readonly hasTiles: boolean;
  readonly findings: readonly Finding[];
}

/** From the worker, in this order; `fault` and `unreadable` end it early. */
export type ImportMessage =
  | { readonly kind: "stage"; readonly stage: string; readonly progress: number }
  | { readonly kind: "assets"; readonly ids: readonly string[] }
  | { readonly kind: "converted"; readonly conversion: Conversion }
  | { readonly kind: "unreadable"; readonly findings: readonly Finding[] }
  | {
      readonly kind: "fault";
      readonly code: FaultCode;
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
    };

/** To the worker: the feature index of each asset it named. */
export interface FeaturesMessage {
  readonly kind: "features";
  readonly indices: Uint32Array;
}
