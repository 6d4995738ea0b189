import type { ClashFinding, ClashRule } from "./test-pair.ts";

/** Elements are numbered by their place in these lists, each once, whichever side they are on. */
export interface ClashOrder {
  readonly kind: "search";
  readonly rule: ClashRule;
  /** Least x, y, z, greatest x, y, z of each element in the stage's frame, metres. */
  readonly boxesM: Float64Array;
  /** How many triangles each element has. */
  readonly triangles: Uint32Array;
  /** Numbers of the elements on each side. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

/** Triangles of one element. */
export interface ClashPiece {
  readonly element: number;
  /** x, y, z of each vertex, metres. */
  readonly positions: Float32Array;
  /** Three a triangle. */
  readonly indices: Uint32Array;
  /** Coordinates of `positions` → the stage's, column-major. */
  readonly toStage: readonly number[];
}

/** To the thread: what to search, then the triangles that it asked for. */
export type ClashRequest = ClashOrder | { readonly kind: "pieces"; readonly pieces: readonly ClashPiece[] };

/** A pair of elements by number, and what is wrong between them. */
export interface NumberedFinding extends ClashFinding {
  readonly a: number;
  readonly b: number;
}

/** From the thread. */
export type ClashAnswer =
  /** Triangles that it needs to go on: no more than it can hold. */
  | { readonly kind: "need"; readonly elements: Uint32Array }
  | {
      readonly kind: "progress";
      readonly donePairs: number;
      readonly totalPairs: number;
      /** Since the last time. */
      readonly found: readonly NumberedFinding[];
    }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };
