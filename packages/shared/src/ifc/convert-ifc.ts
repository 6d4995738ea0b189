import { Fault } from "../faults.ts";
import type { Geoid } from "../geo/index.ts";
import {
  type MeshEncoder,
  MODEL_CATEGORIES,
  type ModelFeature,
  type TileFile,
  type Vector3,
  type WrittenModel,
  writeModelTilesets,
} from "../tiles/index.ts";
import { boxOnEarth, findDrawnBounds } from "./drawn-extent.ts";
import type { WebIfcEngine } from "./geometry/index.ts";
import { buildHealth, type CountedProduct, fateOf, type ModelHealth } from "./health/index.ts";
import { logFindings, type MeshedIfc, meshIfc } from "./mesh-ifc.ts";
import { openStep } from "./open-step.ts";
import {
  type DrawnExtent,
  type Georeference,
  type HandPlace,
  type PlacedModel,
  placeModel,
} from "./placement/index.ts";
import { type IfcTable, readIfcTable } from "./read-ifc-table.ts";
import type { StepFile } from "./step/index.ts";

/** Steps of a conversion, in order. */
export const CONVERT_STAGES = ["scanning", "reading data", "meshing", "writing tiles", "done"] as const;
/** One of {@link CONVERT_STAGES}. */
export type ConvertStage = (typeof CONVERT_STAGES)[number];

/** What {@link convertIfc} is told. */
export interface ConvertOptions {
  /** By hand: goes before everything that the file says. */
  readonly place?: HandPlace;
  /** The CRS that coordinates are in, e.g. `EPSG:4549`: instead of the one that the file names. */
  readonly crs?: string;
  readonly geoid: Geoid;
  /** Orthometric height of the ground, metres; undefined where none is known. */
  groundHeightM(lonDeg: number, latDeg: number): number | undefined;
  /** Starts web-ifc; again after it has trapped. */
  startEngine(): Promise<WebIfcEngine>;
  /** Compresses with meshopt when given. */
  readonly encoder?: MeshEncoder;
  /** Products that web-ifc is not to try: see `meshModel`. */
  readonly skip?: ReadonlySet<number>;
  /** Product in work and how many were begun, on shared memory: see `meshModel`. */
  readonly inWork?: Int32Array;
  /** Told of each product before it is meshed, where there is no shared memory: see `meshModel`. */
  onProduct?(productId: number): void;
  /** Gives each product, by the row of the element table, its feature index; where absent that is the row. */
  reserveFeatures?(globalIds: readonly string[]): Uint32Array | Promise<Uint32Array>;
  /** Given each file of the tilesets once. */
  write(file: TileFile): void;
  /** @param progress 0 to 1 over all stages, never falling. */
  onStage?(stage: ConvertStage, progress: number): void;
  /** Asked often; true ends the conversion with the fault `job/cancelled`. */
  isCancelled?(): boolean;
  /** The data half, where another thread reads it meanwhile: what {@link readIfcTable} answers there. */
  readTable?(): Promise<IfcTable>;
}

/** What {@link convertIfc} made besides the files it wrote. Plain: it crosses threads as it is. */
export interface ConvertedModel {
  /** The serialised element table: `decodeElementTable` reads it. */
  readonly table: Uint8Array;
  readonly health: ModelHealth;
  readonly placed: PlacedModel;
  /** With `extent`, `originM` and `tilesets`: enough to place the model anew without the file. */
  readonly georeference: Georeference;
  /** What is drawn, metres in the model's frame; undefined where nothing is. */
  readonly extent: DrawnExtent | undefined;
  /** Origin of the tiles' frame in the model's, metres: a tileset's root transform is `modelToEcef` moved there. */
  readonly originM: Vector3;
  /**
   * Boxes round the products by row of the element table, six numbers each (least x, y, z, greatest x, y, z), metres in the
   * model's frame; NaN where nothing is drawn. With them a service says where each element stands, also after the model was placed anew.
   */
  readonly boundsM: Float64Array;
  /** West, south, east, north of what is drawn, degrees; undefined where nothing is or nothing places it. */
  readonly bboxDeg: readonly [west: number, south: number, east: number, north: number] | undefined;
  readonly tiles: WrittenModel;
}

/** Where on the way from 0 to 1 stages end, about as long as they take. */
const PROGRESS = { scanned: 0.05, read: 0.1, meshed: 0.75 } as const;

/**
 * Converts an IFC file into 3D Tiles, an element table and a report of what became of each product.
 *
 * @param bytes On shared memory where another thread reads the data half meanwhile; not changed.
 * @throws {Fault} `model/unreadable` where nothing can be made of it, with line or `#id`; `job/cancelled`;
 * `model/invalid-placement` for a `crs` that is not known.
 */
export async function convertIfc(bytes: Uint8Array, options: ConvertOptions): Promise<ConvertedModel> {
  const tell = createTeller(options);
  tell("scanning", 0);
  const reading = options.readTable?.();
  // Looked at only after meshing: until then a failure there is nobody's unhandled rejection.
  reading?.catch(() => undefined);
  const step = openStep(bytes);
  tell("reading data", PROGRESS.scanned);
  const readHere = reading ? undefined : readIfcTable(step);
  const readTable = async () => readHere ?? ((await reading) as IfcTable);
  tell("meshing", PROGRESS.read);
  const meshed = await meshIfc(step, {
    startEngine: () => options.startEngine(),
    ...(options.skip ? { skip: options.skip } : {}),
    ...(options.inWork ? { inWork: options.inWork } : {}),
    ...(options.onProduct ? { onBegin: (productId) => options.onProduct?.(productId) } : {}),
    onProgress: (done, total) =>
      tell("meshing", PROGRESS.read + ((PROGRESS.meshed - PROGRESS.read) * done) / total),
  });
  if (meshed.unreadable !== undefined) throw unreadable(step, meshed.unreadable);
  const table = await readTable();
  tell("writing tiles", PROGRESS.meshed);
  return joinIfc(step, table, meshed, options, tell);
}

type Teller = (stage: ConvertStage, progress: number) => void;

/** Told of each product a page would drown: a step of half a percent or a new stage is worth telling. */
function createTeller({ onStage, isCancelled }: ConvertOptions): Teller {
  let told: { readonly stage: ConvertStage | undefined; readonly progress: number } = {
    stage: undefined,
    progress: 0,
  };
  return (stage, progress) => {
    if (isCancelled?.()) throw new Fault("job/cancelled", `the conversion was cancelled while ${stage}`);
    if (stage === told.stage && progress - told.progress < 0.005) return;
    told = { stage, progress: Math.max(progress, told.progress) };
    onStage?.(stage, told.progress);
  };
}

/** Joins the two halves: places the model, writes its tiles, counts what became of each product. */
async function joinIfc(
  step: StepFile,
  table: IfcTable,
  meshed: MeshedIfc,
  options: ConvertOptions,
  tell: Teller,
): Promise<ConvertedModel> {
  const { products, georeference } = table;
  const { parts } = meshed;
  const rowOf = new Map<number, number>();
  for (const [row, id] of products.expressId.entries()) rowOf.set(id, row);
  const { boundsM, extent } = findDrawnBounds(parts, products.expressId.length, (id) => rowOf.get(id));
  const placed = placeModel(georeference, extent, options);
  const indices = await options.reserveFeatures?.(products.globalIds);
  const tiles = writeModelTilesets(
    parts,
    {
      modelToEcef: placed.modelToEcef,
      featureOf: (id): ModelFeature | undefined => {
        const row = rowOf.get(id);
        if (row === undefined) return undefined;
        return {
          featureIndex: indices?.[row] ?? row,
          storey: products.storey[row] as number,
          category: MODEL_CATEGORIES[products.category[row] as number] ?? "element",
        };
      },
      ...(options.encoder ? { encoder: options.encoder } : {}),
      onProgress: (done, total) =>
        tell("writing tiles", PROGRESS.meshed + ((0.99 - PROGRESS.meshed) * done) / total),
    },
    (file) => options.write(file),
  );
  const health = buildHealth(countedProducts(table, meshed), {
    parserErrors: meshed.errors.length,
    missingGlobalIds: table.missingGlobalIds,
    duplicateGlobalIds: table.duplicateGlobalIds,
    undecodableStrings: step.undecodableStrings,
    schema: table.declaredSchema,
    units: table.units,
    placement: placed.placement,
    findings: [
      ...step.issues,
      ...table.issues,
      ...logFindings(meshed.errors),
      ...meshed.placementIssues,
      ...placed.findings,
    ],
  });
  tell("done", 1);
  return {
    table: table.table,
    health,
    placed,
    georeference,
    extent,
    boundsM,
    originM: parts.originM,
    bboxDeg: extent && placed.placement.lon !== null ? boxOnEarth(extent, placed.modelToEcef) : undefined,
    tiles,
  };
}

function* countedProducts({ products }: IfcTable, meshed: MeshedIfc): Generator<CountedProduct> {
  for (let row = 0; row < products.expressId.length; row++) {
    const id = products.expressId[row] as number;
    const hasRepresentation = products.hasRepresentation[row] === 1;
    yield {
      className: products.classNames[products.classIndex[row] as number] as string,
      hasRepresentation,
      fate: fateOf({
        hasRepresentation,
        isHidden: products.category[row] !== 0,
        hasTriangles: meshed.triangles.has(id),
        hasAxis: meshed.drawnFromAxis.has(id),
        wasSkipped: meshed.skipped.has(id),
        failure: meshed.failed.get(id),
        noCurve: meshed.noCurve.get(id),
      }),
    };
  }
}

/** West, south, east, north of what is drawn, degrees. */
export function unreadable({ header }: StepFile, words: string): Fault {
  const schema = header.schemas[0] ?? "";
  return new Fault(
    "model/unreadable",
    `meshing: web-ifc does not open the file (schema ${schema === "" ? "not named" : schema}): ${words}; right would be IFC2X3, IFC4 or IFC4X3`,
    { schema },
  );
}
