import type { MergedMesh } from "../../model/inspected-model.ts";
import type { PrepareAnswer, PrepareOrder } from "./prepare-messages.ts";

/** What was made of a mesh. */
export type PreparedMesh = Extract<PrepareAnswer, { readonly edges: Uint32Array }>;

/** A thread that prepares meshes one after the other. */
export interface MeshPreparer {
  /** Rejects when it cannot be done, or the preparer was closed. */
  prepare(mesh: MergedMesh): Promise<PreparedMesh>;
  close(): void;
}

/** Starts the thread with the first mesh. */
export function openMeshPreparer(): MeshPreparer {
  let worker: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, { resolve(prepared: PreparedMesh): void; reject(error: Error): void }>();
  const failAll = (message: string): void => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(new URL("./prepare-mesh.worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<PrepareAnswer>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ("failure" in data) asked?.reject(new Error(data.failure));
      else asked?.resolve(data);
    };
    started.onerror = ({ message }) => failAll(message || "the thread that prepares meshes ended");
    return started;
  };
  return {
    prepare({ positions, indices, starts }) {
      worker ??= start();
      const order: PrepareOrder = {
        id: ++last,
        positions: positions.slice(),
        indices: indices.slice(),
        starts: starts.slice(),
      };
      worker.postMessage(order, [
        order.positions.buffer as ArrayBuffer,
        order.indices.buffer as ArrayBuffer,
        order.starts.buffer as ArrayBuffer,
      ]);
      return new Promise((resolve, reject) => waiting.set(order.id, { resolve, reject }));
    },
    close() {
      worker?.terminate();
      failAll("closed");
    },
  };
}
