import { Fault } from "@shuicheng/shared/faults";
import type { MergeAnswer, MergeOrder } from "./merge-messages.ts";
import { createTileMerger, type TileMerger } from "./tile-merger.ts";

let merger: TileMerger | undefined;
/** Orders are done one after the other: a merge holds what was asked for before it. */
let before: Promise<unknown> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<MergeOrder>): void => {
  if ("model" in data) merger = createTileMerger(data.model);
  else before = before.then(() => work(data));
};

async function work(order: Exclude<MergeOrder, { readonly model: unknown }>): Promise<void> {
  const { id, tile } = order;
  try {
    if (!merger) throw new Fault("internal/unexpected", "tiles came before their model");
    if (tile) answer({ id, triangles: await merger.add(tile) });
    else answer({ id, mesh: await merger.merge() });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    answer({ id, failure: { code: error instanceof Fault ? error.code : "internal/unexpected", message } });
  }
}

function answer(message: MergeAnswer): void {
  const arrays =
    "mesh" in message ? Object.values(message.mesh).filter((value) => ArrayBuffer.isView(value)) : [];
  self.postMessage(message, { transfer: arrays.map(({ buffer }) => buffer as ArrayBuffer) });
}
