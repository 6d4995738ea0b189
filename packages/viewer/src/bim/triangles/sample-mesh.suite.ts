import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { meshModel, openWebIfc } from "../../../../shared/src/ifc/geometry/index.ts";
import { scanStep } from "../../../../shared/src/ifc/step/index.ts";
import type { MergedMesh } from "../model/inspected-model.ts";
import { buildMesh, type MeshPiece, movedPiece } from "./build-mesh.suite.ts";
import { movePoint } from "./triple.ts";

const SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../../../shared/data"),
  "ifc",
);

/** Whether the real files are there. */
export const HAS_SAMPLES = existsSync(SAMPLES);

/** A real file's products as triangles. */
export interface SampleMesh {
  readonly mesh: MergedMesh;
  /** The file's own text. */
  readonly text: string;
  /** Row of the product `#id`. */
  rowOf(id: number): number;
}

/** Meshes products of the given types; row by row in the order of the file. Corners as they are, not rounded as in tiles. */
export async function sampleMesh(name: string, types: readonly string[]): Promise<SampleMesh> {
  const bytes = readFileSync(join(SAMPLES, `${name}.ifc`));
  const file = scanStep(bytes);
  const products = Uint32Array.from(
    types.flatMap((type) => [...file.rowsOfType(type)].map((row) => file.ids[row] as number)),
  );
  const engine = await openWebIfc();
  const { columns } = await meshModel(async () => engine, bytes, { products });
  const { partIds, geometryRows, geometries, matrices, colours, originM } = columns.take();
  const pieces: MeshPiece[][] = [...products].map(() => []);
  partIds.forEach((id, part) => {
    const geometry = geometries[geometryRows[part] as number];
    if (!geometry) return;
    const matrix = matrices.subarray(16 * part, 16 * part + 16);
    const placed = movedPiece(geometry, (point) => movePoint(matrix, point));
    const colour = [0, 1, 2, 3].map((k) => Math.round(255 * (colours[4 * part + k] as number)));
    pieces[products.indexOf(id)]?.push({ ...placed, colour });
  });
  return {
    mesh: { ...buildMesh(pieces), originM },
    text: bytes.toString("latin1"),
    rowOf: (id) => products.indexOf(id),
  };
}
