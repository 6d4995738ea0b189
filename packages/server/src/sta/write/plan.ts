import type { AssetInput, DatastreamInput, Quality } from "@shuicheng/shared/contracts";
import type { KeptObservation } from "../shelf/sta-shelf.ts";

/** An observation to be handed in once its datastream is there. */
export interface PlannedObservation {
  readonly datastream: string;
  readonly timeMs: number;
  readonly result: unknown;
  readonly quality: Quality | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  readonly feature: string | undefined;
  readonly pointer: string;
}

/** All that a request makes or changes, read whole before anything is done. */
export interface Plan {
  readonly entities: {
    readonly kind: string;
    readonly id: string;
    readonly body: Readonly<Record<string, unknown>>;
  }[];
  readonly links: { readonly kind: string; readonly source: string; readonly target: string }[];
  /** Links of these sources are taken away before the new ones are made. */
  readonly relinked: { readonly kind: string; readonly source: string }[];
  /** Assets by the layer they are registered in. */
  readonly assets: { readonly layer: string; readonly asset: AssetInput }[];
  readonly datastreams: { readonly layer: string; readonly datastream: DatastreamInput }[];
  readonly observations: PlannedObservation[];
  /** What is said of observations that are there. */
  readonly said: KeptObservation[];
  /** Ids of assets and datastreams that are new: taken out of use again if an observation is refused. */
  readonly newAssets: Set<string>;
  readonly newDatastreams: Set<string>;
}

/** A plan of nothing. */
export const emptyPlan = (): Plan => ({
  ...{ entities: [], links: [], relinked: [], assets: [], datastreams: [], observations: [], said: [] },
  ...{ newAssets: new Set(), newDatastreams: new Set() },
});
