import { rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { Fault } from "@shuicheng/shared/faults";
import type { ConvertedModel } from "@shuicheng/shared/ifc";
import {
  createHangWatch,
  DEFAULT_HANG_LIMITS,
  type HangLimits,
  type HungAt,
  leaveOutHung,
  silenceFault,
  WATCH_MS,
} from "@shuicheng/shared/ifc-watch";
import type {
  ConversionMessage,
  ConversionOrder,
  ConversionTask,
  ReservedMessage,
} from "./conversion-messages.ts";
import { foreseenEnd } from "./out-of-memory.ts";

/** What a conversion tells and asks while it runs. */
export interface ConversionCallbacks {
  /** @param progress 0 to 1; begins again where a product hung and the conversion with it. */
  onStage(stage: string, progress: number): void;
  /**
   * Gives each product, by the row of the element table, its feature index; where absent that is the row.
   *
   * @throws {Fault} which ends the conversion.
   */
  reserveFeatures?(globalIds: readonly string[]): Uint32Array | Promise<Uint32Array>;
}

/** What a conversion may use up. */
export interface ConversionLimits extends HangLimits {
  /** Memory that the process may take beyond what it had, MB. */
  readonly memoryMb: number;
  /** JavaScript's own share in each thread, MB: for strings and columns; shapes lie in wasm and array buffers. */
  readonly heapMb: number;
}

/** A wasm memory ends at 4 GiB by itself. */
export const DEFAULT_LIMITS: ConversionLimits = { ...DEFAULT_HANG_LIMITS, memoryMb: 6_144, heapMb: 3_072 };

/** A conversion under way in threads of its own. */
export interface ConversionRun {
  /** @throws {Fault} what was foreseen, `model/too-demanding` beyond the limits; anything else when a thread crashed or was stopped. */
  readonly result: Promise<ConvertedModel>;
  /** Ends it at once. What it wrote is the caller's to delete. */
  stop(): Promise<void>;
}

/**
 * Converts an IFC file in two threads, one that meshes and one that reads the data. A product that takes too long is left
 * out: its thread cannot be interrupted, so it is ended and the conversion begins again without that product.
 */
export function startConversion(
  order: ConversionOrder,
  callbacks: ConversionCallbacks,
  limits: ConversionLimits = DEFAULT_LIMITS,
): ConversionRun {
  const ended = new AbortController();
  const result = leaveOutHung((skip) => {
    // What a try before wrote is not whole.
    if (skip.length > 0) rmSync(order.folder, { recursive: true, force: true });
    return tryOnce(order, skip, callbacks, limits, ended.signal);
  }, limits).then(({ model }) => model);
  return {
    result,
    async stop() {
      ended.abort();
      await result.catch(() => undefined);
    },
  };
}

type TryOutcome = { readonly model: ConvertedModel } | HungAt;

async function tryOnce(
  order: ConversionOrder,
  skip: readonly number[],
  callbacks: ConversionCallbacks,
  limits: ConversionLimits,
  signal: AbortSignal,
): Promise<TryOutcome> {
  const inWork = new Int32Array(new SharedArrayBuffer(8));
  const reserves = callbacks.reserveFeatures !== undefined;
  const task: ConversionTask = { ...order, skip, inWork: inWork.buffer, reserves, heapMb: limits.heapMb };
  const worker = new Worker(new URL("./ifc-convert.worker.ts", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<TryOutcome>((resolve, reject) => {
      const cancel = () => reject(new Fault("job/cancelled", "the conversion was stopped"));
      if (signal.aborted) cancel();
      signal.addEventListener("abort", cancel, { once: true });
      let heard = 0;
      timer = watch(
        inWork,
        () => heard,
        limits,
        (hungAt) => resolve({ hungAt }),
        reject,
      );
      worker.on("error", (error) => reject(foreseenEnd(error)));
      worker.on("exit", () => reject(new Error("the conversion ended before its result")));
      worker.on("message", (message: ConversionMessage) => {
        heard++;
        // Once meshed there is no product in work to be too slow.
        if (message.kind === "stage" && message.stage === "writing tiles") Atomics.store(inWork, 0, 0);
        try {
          answer(worker, message, callbacks, (model) => resolve({ model }), reject);
        } catch (error) {
          reject(error);
        }
      });
    });
  } finally {
    clearInterval(timer);
    await worker.terminate();
  }
}

function answer(
  worker: Worker,
  message: ConversionMessage,
  callbacks: ConversionCallbacks,
  resolve: (model: ConvertedModel) => void,
  reject: (error: Error) => void,
): void {
  switch (message.kind) {
    case "stage":
      callbacks.onStage(message.stage, message.progress);
      return;
    case "reserve": {
      const reserve = async () => callbacks.reserveFeatures?.(message.globalIds);
      reserve().then((indices) => {
        if (indices) worker.postMessage({ indices } satisfies ReservedMessage);
      }, reject);
      return;
    }
    case "converted":
      resolve(message.model);
      return;
    case "fault":
      reject(new Fault(message.code, message.message, message.details));
      return;
  }
}

/** Looks at a conversion from outside: is it still at the same product, does it take too much memory. `inWork`: product, signs of life. */
function watch(
  inWork: Int32Array,
  countHeard: () => number,
  limits: ConversionLimits,
  onHang: (product: number) => void,
  onExcess: (fault: Fault) => void,
): NodeJS.Timeout {
  const residentAtStart = process.memoryUsage.rss();
  const hanging = createHangWatch(limits);
  let seen = -1;
  return setInterval(() => {
    const product = Atomics.load(inWork, 0);
    const signs = Atomics.load(inWork, 1) + countHeard();
    if (signs !== seen) hanging.hear(product);
    seen = signs;
    const verdict = hanging.ask();
    if (verdict && "hungAt" in verdict) onHang(verdict.hungAt);
    else if (verdict) onExcess(silenceFault(verdict.silentMs));
    const takenMb = (process.memoryUsage.rss() - residentAtStart) / 1e6;
    if (takenMb > limits.memoryMb) onExcess(tooLarge(limits.memoryMb, product));
  }, WATCH_MS);
}

const tooLarge = (memoryMb: number, product: number) =>
  new Fault(
    "model/too-demanding",
    `meshing: the model takes more than ${memoryMb} MB of memory${product > 0 ? `, at #${product}` : ""}`,
    { memoryMb, product },
  );
