import type { SerializedBVH } from "three-mesh-bvh";

/** A mesh to be prepared. The arrays are copies: they are handed over. */
export interface PrepareOrder {
  readonly id: number;
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
  readonly starts: Uint32Array;
}

/** What was asked for, or why it failed. */
export type PrepareAnswer =
  | { readonly id: number; readonly edges: Uint32Array; readonly bvh: SerializedBVH }
  | { readonly id: number; readonly failure: string };
