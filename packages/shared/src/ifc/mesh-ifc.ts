import type { NotDrawnCause } from "../contracts/index.ts";
import type { Issue } from "../issues.ts";
import type { ModelAxis, ModelParts } from "../tiles/index.ts";
import { readProjectUnits } from "./elements/index.ts";
import {
  checkPlacements,
  drawFromCurves,
  drawNetworks,
  type LoggedError,
  meshModel,
  placementCorrections,
  type WebIfcEngine,
} from "./geometry/index.ts";
import { findIfcSchema, type IfcClasses, ifcClasses, isA } from "./schema/index.ts";
import { argumentAt, refAt, type StepFile } from "./step/index.ts";

/** What {@link meshIfc} is told. */
export interface MeshIfcOptions {
  /** Starts web-ifc; again after it has trapped. */
  startEngine(): Promise<WebIfcEngine>;
  /** Products not to try: see `meshModel`. */
  readonly skip?: ReadonlySet<number>;
  /** Product in work and how many were begun, on shared memory: see `meshModel`. */
  readonly inWork?: Int32Array;
  /** Before each product that is tried: see `meshModel`. */
  onBegin?(productId: number): void;
  /** After each product; may throw to end the meshing. */
  onProgress?(done: number, total: number): void;
}

/** Shapes of a model, and what became of its products, by `#id`. */
export interface MeshedIfc {
  readonly parts: ModelParts;
  readonly triangles: ReadonlyMap<number, number>;
  readonly drawnFromAxis: ReadonlySet<number>;
  /** Products at which meshing failed. */
  readonly failed: ReadonlyMap<number, NotDrawnCause>;
  /** Why a product without triangles has no curve either. */
  readonly noCurve: ReadonlyMap<number, NotDrawnCause>;
  readonly skipped: ReadonlySet<number>;
  readonly errors: readonly LoggedError[];
  /** About places that are not certain: see `checkPlacements`. */
  readonly placementIssues: readonly Issue[];
  /** Why web-ifc did not open the file. */
  readonly unreadable?: string;
}

/**
 * The drawing half of a conversion: meshes every product that has a representation with web-ifc, adds the triangulated
 * networks that it does not know, and draws what has no mesh from its axis or curve. Needs nothing of the data half.
 */
export async function meshIfc(step: StepFile, options: MeshIfcOptions): Promise<MeshedIfc> {
  const classes = ifcClasses(findIfcSchema(step.header.schemas).schema);
  const { all, represented } = findProducts(step, classes);
  const { metresPerUnit, radiansPerUnit } = readProjectUnits(step);
  const units = { lengthM: metresPerUnit, angleRad: radiansPerUnit };
  const outcome = await meshModel(options.startEngine, step.bytes, {
    products: represented,
    correct: placementCorrections(step, units),
    ...(options.skip ? { skip: options.skip } : {}),
    ...(options.inWork ? { inWork: options.inWork } : {}),
    ...(options.onBegin ? { onBegin: (productId) => options.onBegin?.(productId) } : {}),
    ...(options.onProgress ? { onProgress: (done, total) => options.onProgress?.(done, total) } : {}),
  });
  const networks = drawNetworks(step, outcome.columns, {
    units,
    products: represented.filter((id) => !options.skip?.has(id)),
  });
  const triangles = sumOf(outcome.triangles, networks.triangles);
  const curves = drawFromCurves(step, { units, products: all.filter((id) => !triangles.has(id)) });
  return {
    parts: outcome.columns.take(curves.axes),
    triangles,
    drawnFromAxis: new Set(curves.axes.map(({ partId }: ModelAxis) => partId)),
    failed: new Map([...networks.failed, ...outcome.failed]),
    noCurve: withClassNames(curves.notDrawn, classes),
    skipped: options.skip ?? new Set(),
    errors: outcome.errors,
    placementIssues: checkPlacements(step, all, units),
    ...(outcome.unreadable === undefined ? {} : { unreadable: outcome.unreadable }),
  };
}

function sumOf(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const sum = new Map(a);
  for (const [id, count] of b) sum.set(id, count + (a.get(id) ?? 0));
  return sum;
}

/** Details name classes as the standard writes them, `IfcTextLiteral`, and not as a file does. */
function withClassNames(
  causes: ReadonlyMap<number, NotDrawnCause>,
  classes: IfcClasses,
): Map<number, NotDrawnCause> {
  const named = ({ reason, detail }: NotDrawnCause): NotDrawnCause => ({
    reason,
    ...(detail === undefined
      ? {}
      : { detail: detail.replaceAll(/\w+/g, (type) => classes.find(type)?.name ?? type) }),
  });
  return new Map([...causes].map(([id, cause]) => [id, named(cause)]));
}

/** Position of Representation in every IfcProduct. */
const REPRESENTATION = 6;

/** `#id`s of all products, in file order, and of those that have a representation. */
function findProducts(step: StepFile, classes: IfcClasses): { all: Uint32Array; represented: Uint32Array } {
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
