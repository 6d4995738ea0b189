import { Worker } from "node:worker_threads";
import type { BuildMessage, BuildOrder, FeaturesMessage } from "./build-messages.ts";
import type { CityLayer } from "./city-layer.ts";
import type { DemoDocument } from "./demo-record.ts";

/** What a build asks of its caller. */
export interface BuildCallbacks {
  onProgress(stage: string, progress: number): void;
  reserveFeatures(layerId: string, assetIds: readonly string[]): Uint32Array;
  /** One layer at a time, in order; the next is built meanwhile. */
  publish(layer: Omit<CityLayer, "tileset">, hasTiles: boolean): Promise<void>;
}

/** The whole process takes 1.7 GB while a city of scale 4 is built; without a limit a larger one could take the server along. */
const MAX_HEAP_MB = 6_144;

/**
 * Generates and tiles a city in a worker, which is gone afterwards with all its memory. One worker: of 13 s of
 * computing at scale 1, tiles are 4 s, and meanwhile the main thread publishes what is done.
 *
 * @returns Hashes of the documents it wrote.
 * @throws What the generator, the tiler or the caller threw; `signal.reason` when it was stopped. Nothing is under way
 * any more then.
 */
export async function runBuild(
  order: BuildOrder,
  callbacks: BuildCallbacks,
  signal?: AbortSignal,
): Promise<Readonly<Record<DemoDocument, string>>> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL("./demo-build.worker.ts", import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  let documents: Readonly<Record<DemoDocument, string>> | undefined;
  let publishing: Promise<void> = Promise.resolve();
  let beforeLast = publishing;
  let isDone = false;
  let hasEnded = false;
  try {
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      worker.on("error", reject);
      worker.on("exit", () => {
        // Publications may still be under way when a worker that has done its part goes.
        if (!isDone) reject(new Error("the building of the city ended before its result"));
      });
      const answer = async (message: Extract<BuildMessage, { kind: "assets" }>) => {
        // One layer may wait while another is published: more would only fill the memory.
        await beforeLast;
        if (hasEnded) return;
        const indices = callbacks.reserveFeatures(message.layer, message.ids);
        worker.postMessage({ kind: "features", indices } satisfies FeaturesMessage);
      };
      /** After the publications before it, unless one of them failed or the build was stopped. */
      const inTurn = (step: () => void | Promise<void>) => {
        beforeLast = publishing;
        publishing = publishing.then(() => (hasEnded ? undefined : step()));
        publishing.catch(reject);
      };
      worker.on("message", (message: BuildMessage) => {
        if (message.kind === "stage") callbacks.onProgress(message.stage, message.progress);
        else if (message.kind === "documents") documents = message.sha256;
        else if (message.kind === "assets") answer(message).catch(reject);
        else if (message.kind === "layer") inTurn(() => callbacks.publish(message.layer, message.hasTiles));
        else {
          isDone = true;
          inTurn(resolve);
        }
      });
    });
  } finally {
    hasEnded = true;
    await worker.terminate();
    await publishing.catch(() => undefined);
  }
  if (!documents) throw new Error("the building of the city wrote no documents");
  return documents;
}
