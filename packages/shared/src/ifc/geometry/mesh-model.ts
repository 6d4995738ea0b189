import type { FlatMesh } from "web-ifc";
import type { NotDrawnCause } from "../../contracts/index.ts";
import type { PlacementCorrection } from "./curves/index.ts";
import { createPartColumns, type PartColumns } from "./part-columns.ts";
import type { WebIfcEngine } from "./web-ifc-engine.ts";

/** What {@link meshModel} is told. */
export interface MeshOptions {
  /** `#id` of the products to mesh, each once, in any order. */
  readonly products: Uint32Array;
  /** Products not to try: those at which an earlier run hung. */
  readonly skip?: ReadonlySet<number>;
  /** Puts right where web-ifc places a product: see `placementCorrections`. */
  readonly correct?: PlacementCorrection;
  /**
   * The product in work (element 0) and how many were begun (element 1). On a SharedArrayBuffer another thread can read
   * it: see {@link meshModel}.
   */
  readonly inWork?: Int32Array;
  /** Before each product, where there is no shared memory: what it sends to another thread arrives while the product hangs. */
  readonly onBegin?: (productId: number) => void;
  /** After each product. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A message that web-ifc logged. */
export interface LoggedError {
  /** The product in work; absent while the file was being opened. */
  readonly productId?: number;
  readonly message: string;
}

/** What became of the products. */
export interface MeshOutcome {
  /** Why web-ifc did not open the file; then nothing is meshed. */
  readonly unreadable?: string;
  /** Triangles of each product that has some. */
  readonly triangles: ReadonlyMap<number, number>;
  /** Products that web-ifc ended with an exception, with what it said; or that have coordinates which are no numbers. */
  readonly failed: ReadonlyMap<number, NotDrawnCause>;
  readonly errors: readonly LoggedError[];
  /** The parts, not yet taken: curves can be added. */
  readonly columns: PartColumns;
}

/**
 * Meshes products with web-ifc, one after the other, and copies each geometry once, welded.
 *
 * web-ifc gives vertices in floats round the middle of their geometry and the place as a matrix of doubles that takes
 * the file's unit to metres, so coordinates of 10⁷ lose nothing; its COORDINATE_TO_ORIGIN, which takes the first vertex
 * it meets, stays off.
 *
 * Time: web-ifc is synchronous and has no limit of its own. A boolean that never ends can only be ended from outside: run
 * this in a worker, give it `inWork` on shared memory, and where the number begun has not changed for too long, end the
 * worker and start again with that product in `skip`.
 *
 * A product at which web-ifc traps (memory out of bounds, stack overflow) leaves its module unusable: a fresh one is
 * started and goes on after it.
 *
 * @param startEngine Called once, and again after a trap.
 */
export async function meshModel(
  startEngine: () => Promise<WebIfcEngine>,
  bytes: Uint8Array,
  { products, skip, correct, inWork, onBegin, onProgress }: MeshOptions,
): Promise<MeshOutcome> {
  const columns = createPartColumns();
  const triangles = new Map<number, number>();
  const failed = new Map<number, NotDrawnCause>();
  const errors: LoggedError[] = [];
  const outcome = { triangles, failed, errors, columns };
  let opened = await openModel(startEngine, bytes);
  errors.push(...opened.log.map((message) => ({ message })));
  if (opened.unreadable !== undefined) return { ...outcome, unreadable: opened.unreadable };
  for (let done = 0; done < products.length; done++) {
    const productId = products[done] as number;
    if (inWork) {
      Atomics.store(inWork, 0, productId);
      Atomics.add(inWork, 1, 1);
    }
    if (!skip?.has(productId)) {
      onBegin?.(productId);
      const ended = meshProduct(opened, productId, columns, correct);
      if (ended.triangles > 0) triangles.set(productId, ended.triangles);
      if (ended.failure !== undefined) failed.set(productId, ended.failure);
      errors.push(...ended.log.map((message) => ({ productId, message })));
      if (ended.isTrapped) opened = await openModel(startEngine, bytes);
      if (opened.unreadable !== undefined) return { ...outcome, unreadable: opened.unreadable };
    }
    onProgress?.(done + 1, products.length);
  }
  opened.engine.api.CloseModel(opened.modelId);
  return outcome;
}

interface OpenedModel {
  readonly engine: WebIfcEngine;
  readonly modelId: number;
  readonly log: readonly string[];
  readonly unreadable?: string;
}

async function openModel(startEngine: () => Promise<WebIfcEngine>, bytes: Uint8Array): Promise<OpenedModel> {
  const engine = await startEngine();
  // What was logged before is about another file.
  engine.takeLog();
  try {
    const modelId = engine.api.OpenModel(bytes);
    const log = engine.takeLog();
    if (modelId >= 0) return { engine, modelId, log };
    return { engine, modelId, log, unreadable: log.at(-1) ?? "web-ifc reads no file of this schema" };
  } catch (error) {
    return { engine, modelId: -1, log: engine.takeLog(), unreadable: wordsOf(error) };
  }
}

interface ProductEnd {
  readonly triangles: number;
  readonly failure?: NotDrawnCause;
  readonly isTrapped?: boolean;
  readonly log: readonly string[];
}

function meshProduct(
  { engine, modelId }: OpenedModel,
  productId: number,
  columns: PartColumns,
  correct: PlacementCorrection | undefined,
): ProductEnd {
  const { api } = engine;
  let triangles = 0;
  let notNumbers = 0;
  let move: Float64Array | undefined;
  let asked: string[] = [];
  const take = ({ geometries }: FlatMesh) => {
    for (let index = 0; index < geometries.size(); index++) {
      const { geometryExpressID, flatTransformation, color } = geometries.get(index);
      const geometry = api.GetGeometry(modelId, geometryExpressID);
      const indexCount = geometry.GetIndexDataSize();
      if (indexCount > 0) {
        const vertices = api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize());
        const indices = api.GetIndexArray(geometry.GetIndexData(), indexCount);
        const row = columns.addGeometry(geometryExpressID, vertices, indices);
        if (row >= 0 && columns.addPart(productId, row, { flat: flatTransformation, move }, color))
          triangles += indexCount / 3;
        else notNumbers++;
      }
      geometry.delete();
    }
    // The list is a copy of its own on web-ifc's side, which nobody else frees.
    (geometries as unknown as { delete(): void }).delete();
  };
  /** What is logged of a placement is said again at each look; of a curve, at the first. */
  const takeLog = () => {
    const log = engine.takeLog();
    return [...asked.filter((message) => !log.includes(message)), ...log];
  };
  try {
    move = correct?.(productId, (placement) =>
      Float64Array.from(api.GetWorldTransformMatrix(modelId, placement)),
    );
    asked = engine.takeLog();
    // Past the script's own StreamMeshes: it gives the wasm function a fourth argument, which that does not have. Node's
    // build of 0.0.78 overlooks it, the browser's refuses the call.
    api.wasmModule.StreamMeshes(modelId, [productId], take);
  } catch (error) {
    const failure = { reason: "failed", detail: wordsOf(error) } as const;
    return { triangles, failure, isTrapped: isTrap(error), log: takeLog() };
  }
  const log = takeLog();
  return notNumbers > 0 ? { triangles, failure: { reason: "not-finite" }, log } : { triangles, log };
}

/** A WebAssembly.RuntimeError, or the RangeError of a stack that overflowed: the module did not unwind. */
const isTrap = (error: unknown) =>
  error instanceof RangeError || (error instanceof Error && error.name === "RuntimeError");

/** A C++ exception may come as a bare number. */
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : `exception ${String(error)}`);
