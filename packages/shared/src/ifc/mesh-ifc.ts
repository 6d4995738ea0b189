import type { Issue } from "../issues.ts";
import type { ModelAxis, ModelParts } from "../tiles/index.ts";
import { readProjectUnits } from "./elements/index.ts";
import {
  drawFromCurves,
  gridCorrections,
  type LoggedError,
  meshModel,
  type WebIfcEngine,
} from "./geometry/index.ts";
import { findIfcSchema, ifcClasses, isA } from "./schema/index.ts";
import { argumentAt, refAt, type StepFile } from "./step/index.ts";

/** What {@link meshIfc} is told. */
export interface MeshIfcOptions {
  /** Starts web-ifc; again after it has trapped. */
  startEngine(): Promise<WebIfcEngine>;
  /** Products not to try: see `meshModel`. */
  readonly skip?: ReadonlySet<number>;
  /** Product in work and how many were begun, on shared memory: see `meshModel`. */
  readonly inWork?: Int32Array;
  /** After each product; may throw to end the meshing. */
  onProgress?(done: number, total: number): void;
}

/** Shapes of a model, and what became of its products, by `#id`. */
export interface MeshedIfc {
  readonly parts: ModelParts;
  readonly triangles: ReadonlyMap<number, number>;
  readonly drawnFromAxis: ReadonlySet<number>;
  readonly failed: ReadonlyMap<number, string>;
  /** Why a product without triangles has no curve either, in English. */
  readonly noCurve: ReadonlyMap<number, string>;
  readonly skipped: ReadonlySet<number>;
  readonly errors: readonly LoggedError[];
  /** Why web-ifc did not open the file. */
  readonly unreadable?: string;
}

/**
 * The drawing half of a conversion: meshes every product that has a representation with web-ifc and draws what has no
 * mesh from its axis or curve. Needs nothing of the data half.
 */
export async function meshIfc(step: StepFile, options: MeshIfcOptions): Promise<MeshedIfc> {
  const { all, represented } = findProducts(step);
  const { metresPerUnit, radiansPerUnit } = readProjectUnits(step);
  const units = { lengthM: metresPerUnit, angleRad: radiansPerUnit };
  const outcome = await meshModel(options.startEngine, step.bytes, {
    products: represented,
    moves: gridCorrections(step, represented, units),
    ...(options.skip ? { skip: options.skip } : {}),
    ...(options.inWork ? { inWork: options.inWork } : {}),
    ...(options.onProgress ? { onProgress: (done, total) => options.onProgress?.(done, total) } : {}),
  });
  const curves = drawFromCurves(step, {
    units,
    products: all.filter((id) => !outcome.triangles.has(id)),
  });
  return {
    parts: outcome.columns.take(curves.axes),
    triangles: outcome.triangles,
    drawnFromAxis: new Set(curves.axes.map(({ partId }: ModelAxis) => partId)),
    failed: outcome.failed,
    noCurve: curves.notDrawn,
    skipped: options.skip ?? new Set(),
    errors: outcome.errors,
    ...(outcome.unreadable === undefined ? {} : { unreadable: outcome.unreadable }),
  };
}

/** Position of Representation in every IfcProduct. */
const REPRESENTATION = 6;

/** `#id`s of all products, in file order, and of those that have a representation. */
function findProducts(step: StepFile): { all: Uint32Array; represented: Uint32Array } {
  const { schema } = findIfcSchema(step.header.schemas);
  const classes = ifcClasses(schema);
  const rows = step.typeNames
    .filter((name) => isA(classes.find(name), "IfcProduct"))
    .flatMap((name) => [...step.rowsOfType(name)])
    .sort((a, b) => a - b);
  const isRepresented = (row: number) => refAt(step, argumentAt(step, row, REPRESENTATION)) > 0;
  const idsOf = (some: readonly number[]) => Uint32Array.from(some, (row) => step.ids[row] as number);
  return { all: idsOf(rows), represented: idsOf(rows.filter(isRepresented)) };
}

/** What web-ifc logged, each kind of message once, with the first of them and the product it was logged at. */
export function logFindings(errors: readonly LoggedError[]): Issue[] {
  const kinds = new Map<string, { first: LoggedError; count: number }>();
  for (const error of errors) {
    const kind = error.message.replaceAll(/\d+/g, "#");
    const known = kinds.get(kind);
    if (known) known.count++;
    else kinds.set(kind, { first: error, count: 1 });
  }
  return [...kinds.values()].map(({ first: { message, productId }, count }) => ({
    code: "ifc/web-ifc-error",
    severity: "warning",
    message: `web-ifc: ${message}${count > 1 ? `, and ${count - 1} more of this kind` : ""}`,
    ...(productId === undefined ? {} : { ref: `#${productId}` }),
  }));
}
