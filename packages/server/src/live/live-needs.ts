import type { LatestValue } from "@shuicheng/shared/protocol";
import type { LevelsNeeds } from "./levels.ts";

/** A layer as the live stage needs it. */
export interface LiveLayer {
  readonly number: number;
  readonly id: string;
  readonly revision: number;
}

/** What the live stage needs of the twin and the registry. */
export interface LiveNeeds extends LevelsNeeds {
  readonly epoch: string;
  /** Position the twin has reached. */
  seq(): number;
  now(): number;
  layers(): readonly LiveLayer[];
  /** Feature indices and status bytes of a layer that changed after `since` (−1: all), in a cell or everywhere. */
  statusSince(layer: number, since: number, cell?: string): { features: Uint32Array; status: Uint8Array };
  /** Datastreams of a layer whose value changed after `since` (−1: all), in a cell or everywhere. Cost: the layer's datastreams. */
  handlesSince(layer: number, since: number, cell?: string): number[];
  /** Layer number and cell of an asset. */
  placeOf(asset: number): { layer: number; cell: string | undefined } | undefined;
  /** The same of the asset that a datastream observes. */
  placeOfDatastream(handle: number): { layer: number; cell: string | undefined } | undefined;
  findHandle(datastream: string): number | undefined;
  handlesOfAsset(asset: string): readonly number[] | undefined;
  latestOf(handle: number): LatestValue | undefined;
  valueSeq(handle: number): number;
  /** A failure of ours, for the log. */
  onUnexpected(error: unknown): void;
  /** Phenomenon time of the newest observation, or undefined. */
  newestTimeMs(): number | undefined;
  takeChanges(): { assets: readonly number[]; handles: readonly number[] };
}
