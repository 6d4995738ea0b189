import { createHangWatch, WATCH_MS } from "@shuicheng/shared/ifc-watch";
import type { FoundClash } from "../../client/inspector/cuts/clash-store.ts";
import type { MergedMesh } from "../model/inspected-model.ts";
import type { ClashAnswer, ClashOrder, ClashPiece, ClashRequest, NumberedFinding } from "./clash-messages.ts";
import type { ClashRule } from "./test-pair.ts";

/** An element that takes part. */
export interface ClashElement {
  readonly model: string;
  readonly row: number;
  readonly mesh: MergedMesh;
  /** Mesh's coordinates → the stage's, column-major. */
  readonly toStage: readonly number[];
  /** Least x, y, z, greatest x, y, z in the stage's frame, metres. */
  readonly boxM: readonly number[];
}

/** What a search tells while it runs. */
export interface ClashProgress {
  readonly donePairs: number;
  readonly totalPairs: number;
  /** Since the last time. */
  readonly found: readonly FoundClash[];
}

/**
 * How long the thread may say nothing, milliseconds: twenty times what two elements of 240,000 triangles each take. A browser that
 * ends a thread for want of memory does not say so.
 */
const SILENCE_MS = 120_000;

const openClashWorker = (): Worker =>
  new Worker(new URL("./clash.worker.ts", import.meta.url), { type: "module" });

/**
 * Searches in a thread of its own, which is given the triangles of the elements that it is at and of no others.
 *
 * @param openWorker Starts the thread.
 * @returns `lost` where nothing is heard of the thread any more: what was told until then is all there is.
 * @throws The signal's reason once it is aborted, at whatever the thread is; what it failed of where it says so.
 */
export function searchClashes(
  a: readonly ClashElement[],
  b: readonly ClashElement[],
  rule: ClashRule,
  signal: AbortSignal,
  onProgress: (progress: ClashProgress) => void,
  openWorker: () => Worker = openClashWorker,
): Promise<"done" | "lost"> {
  const { order, elements } = orderOf(a, b, rule);
  const worker = openWorker();
  const watch = createHangWatch({ productMs: SILENCE_MS });
  // All that it does between two words is watched as one.
  const hear = () => watch.hear(1);
  let timer: ReturnType<typeof setInterval> | undefined;
  const post = (request: ClashRequest, transfer: Transferable[]) => worker.postMessage(request, transfer);
  return new Promise<"done" | "lost">((resolve, reject) => {
    const fail = (message: string) => reject(new Error(message));
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.onerror = (event) => {
      event.preventDefault();
      if (event.message) fail(event.message);
      else resolve("lost");
    };
    // An answer that there was no room to read.
    worker.onmessageerror = () => resolve("lost");
    worker.onmessage = ({ data }: MessageEvent<ClashAnswer>) => {
      hear();
      if (data.kind === "done") resolve("done");
      else if (data.kind === "failed") fail(data.message);
      else if (data.kind === "progress")
        onProgress({ ...data, found: data.found.map((found) => named(found, elements)) });
      else {
        const pieces = Array.from(data.elements, (element) =>
          pieceOf(element, elements[element] as ClashElement),
        );
        const buffers = pieces.flatMap(({ positions, indices }) => [positions.buffer, indices.buffer]);
        post({ kind: "pieces", pieces }, buffers as ArrayBuffer[]);
      }
    };
    signal.throwIfAborted();
    post(order, [order.boxesM.buffer, order.triangles.buffer] as ArrayBuffer[]);
    hear();
    timer = setInterval(() => {
      if (watch.ask()) resolve("lost");
    }, WATCH_MS);
  }).finally(() => {
    clearInterval(timer);
    worker.terminate();
  });
}

const keyOf = ({ model, row }: ClashElement) => `${row} ${model}`;

/** Numbers the elements of both sides, each once. */
export function orderOf(
  a: readonly ClashElement[],
  b: readonly ClashElement[],
  rule: ClashRule,
): { readonly order: ClashOrder; readonly elements: readonly ClashElement[] } {
  const numbers = new Map<string, number>();
  const elements: ClashElement[] = [];
  const numberAll = (side: readonly ClashElement[]): Uint32Array => {
    const own = side.map((element) => {
      const key = keyOf(element);
      const number = numbers.get(key) ?? elements.push(element) - 1;
      numbers.set(key, number);
      return number;
    });
    return Uint32Array.from(new Set(own));
  };
  const [numbersA, numbersB] = [numberAll(a), numberAll(b)];
  const boxesM = new Float64Array(6 * elements.length);
  elements.forEach(({ boxM }, at) => {
    boxesM.set(boxM, 6 * at);
  });
  const triangles = Uint32Array.from(
    elements,
    ({ mesh, row }) => ((mesh.starts[row + 1] as number) - (mesh.starts[row] as number)) / 3,
  );
  return { order: { kind: "search", rule, boxesM, triangles, a: numbersA, b: numbersB }, elements };
}

/** The triangles of one element with vertices of their own: nothing else of its model leaves the page's thread. */
export function pieceOf(element: number, { mesh, row, toStage }: ClashElement): ClashPiece {
  const own = mesh.indices.subarray(mesh.starts[row], mesh.starts[row + 1]);
  const numbers = new Map<number, number>();
  const indices = Uint32Array.from(own, (vertex) => {
    const number = numbers.get(vertex) ?? numbers.size;
    numbers.set(vertex, number);
    return number;
  });
  const positions = new Float32Array(3 * numbers.size);
  for (const [vertex, number] of numbers) {
    for (let k = 0; k < 3; k++) positions[3 * number + k] = mesh.positions[3 * vertex + k] as number;
  }
  return { element, positions, indices, toStage };
}

/** A finding with the elements that it is between. */
export function named({ a, b, ...finding }: NumberedFinding, elements: readonly ClashElement[]): FoundClash {
  const ref = (number: number) => {
    const { model, row } = elements[number] as ClashElement;
    return { model, row };
  };
  return { a: ref(a), b: ref(b), ...finding };
}
