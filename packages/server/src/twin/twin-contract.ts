import type { LimitSide, Limits, Quality } from "@shuicheng/shared/contracts";

/** What the twin has to know of a datastream to judge its values. */
export interface TwinDatastream {
  readonly handle: number;
  /** Index of the asset over all layers, as the registry gave it. */
  readonly asset: number;
  readonly limits: Limits;
  readonly staleAfterMs: number;
}

/** Where an asset stands: its layer's number and its feature index within it. */
export interface TwinAsset {
  readonly asset: number;
  readonly layer: number;
  readonly featureIndex: number;
  /** It is no longer there: whatever its datastreams say, nothing is abnormal at a place that has no asset. */
  readonly isRetired?: boolean;
}

/** Observations in columns, as a log record carries them. */
export interface TwinObservations {
  readonly n: number;
  readonly timeMs: ArrayLike<number>;
  readonly result: ArrayLike<number>;
  readonly handle: ArrayLike<number>;
  /** Index into `QUALITIES`. */
  readonly quality: ArrayLike<number>;
}

/** The newest observation of a datastream, judged. `result` as stored: booleans 0 and 1, categories by index. */
export interface TwinLatest {
  readonly timeMs: number;
  readonly result: number;
  readonly quality: Quality;
  readonly isStale: boolean;
  readonly side: LimitSide | null;
}

/** The latest values of all datastreams, to be stored and given back at the next start. Columns by row. */
export interface TwinCheckpoint {
  readonly handle: Int32Array;
  readonly timeMs: Float64Array;
  readonly result: Float64Array;
  readonly quality: Uint8Array;
  readonly side: Uint8Array;
  /** 1 where the gateway behind it is gone. */
  readonly silent: Uint8Array;
}

/** What changed since the last look. */
export interface TwinChanges {
  /** Assets whose status byte changed. */
  readonly assets: readonly number[];
  /** Datastreams whose latest value, quality or staleness changed. */
  readonly handles: readonly number[];
}
