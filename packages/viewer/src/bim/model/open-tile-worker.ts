import { Fault } from "@shuicheng/shared/faults";
import type { BoundedMesh } from "./inspected-model.ts";
import type { MergeAnswer, MergeOrder } from "./merge-messages.ts";
import type { MergerModel, TileMerger } from "./tile-merger.ts";

/** A thread that was started before anybody needed it. */
let spare: Worker | undefined;

const start = (): Worker =>
  new Worker(new URL("./merge-tiles.worker.ts", import.meta.url), { type: "module" });

/** Starts a thread, so that it is there when the first tile comes. */
export function warmTileWorker(): void {
  spare ??= start();
}

/** Ends the thread that nobody came to need. */
export function dropTileWorker(): void {
  spare?.terminate();
  spare = undefined;
}

/** A merger on a thread of its own: the page goes on while tiles are decoded, merged and measured. */
export function openTileWorker(model: MergerModel): TileMerger {
  const worker = spare ?? start();
  spare = undefined;
  let last = 0;
  const waiting = new Map<number, { resolve(answer: MergeAnswer): void; reject(error: Error): void }>();
  const failAll = (message: string): void => {
    for (const { reject } of waiting.values()) reject(new Fault("internal/unexpected", message));
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<MergeAnswer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failure" in data) asked?.reject(new Fault(data.failure.code, data.failure.message));
    else asked?.resolve(data);
  };
  worker.onerror = ({ message }) => failAll(message || "the thread that merges tiles ended");
  const tell = (order: MergeOrder): void => worker.postMessage(order);
  const ask = (tile: Uint8Array | undefined): Promise<MergeAnswer> => {
    const id = ++last;
    tell({ id, tile });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  tell({ model });
  return {
    add: async (bytes) => ((await ask(bytes)) as { triangles: number }).triangles,
    merge: async () => ((await ask(undefined)) as { mesh: BoundedMesh }).mesh,
    close() {
      worker.terminate();
      failAll("closed");
    },
  };
}
