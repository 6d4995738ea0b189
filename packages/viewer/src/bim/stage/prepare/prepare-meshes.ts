import type { MergedMesh } from "../../model/inspected-model.ts";
import type { PrepareAnswer, PrepareOrder } from "./prepare-messages.ts";

/** What was made of a mesh. */
export type PreparedMesh = Extract<PrepareAnswer, { readonly edges: Uint32Array }>;

/** A thread that prepares meshes one after the other. */
export interface MeshPreparer {
  /**
   * Rejects when it cannot be done, or the preparer was closed.
   *
   * @param isWanted Asked before the work begins: a mesh may have been replaced meanwhile. Undefined is answered then.
   */
  prepare(mesh: MergedMesh, isWanted: () => boolean): Promise<PreparedMesh | undefined>;
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
    async prepare({ positions, indices, starts }, isWanted) {
      worker ??= start();
      // Copies of 10 MB and more: each in a task of its own, so that the page goes on between them.
      const copies: (Float32Array | Uint32Array)[] = [];
      for (const array of [positions, indices, starts]) {
        await new Promise((resume) => setTimeout(resume, 0));
        if (!isWanted()) return undefined;
        copies.push(array.slice());
      }
      const [ownPositions, ownIndices, ownStarts] = copies as [Float32Array, Uint32Array, Uint32Array];
      const order: PrepareOrder = {
        ...{ id: ++last, positions: ownPositions, indices: ownIndices, starts: ownStarts },
      };
      worker.postMessage(
        order,
        copies.map(({ buffer }) => buffer as ArrayBuffer),
      );
      return new Promise((resolve, reject) => waiting.set(order.id, { resolve, reject }));
    },
    close() {
      worker?.terminate();
      failAll("closed");
    },
  };
}
