import type { FaultCode } from "@shuicheng/shared/faults";
import type { BoundedMesh } from "./inspected-model.ts";
import type { MergerModel } from "./tile-merger.ts";

/** What a thread that merges tiles is told: first the model, then tiles and merges in the order in which they are to be done. */
export type MergeOrder =
  | { readonly model: MergerModel }
  | { readonly id: number; readonly tile: Uint8Array }
  | { readonly id: number; readonly tile: undefined };

/** What it answers to a tile or a merge. */
export type MergeAnswer =
  | { readonly id: number; readonly triangles: number }
  | { readonly id: number; readonly mesh: BoundedMesh }
  | { readonly id: number; readonly failure: { readonly code: FaultCode; readonly message: string } };
