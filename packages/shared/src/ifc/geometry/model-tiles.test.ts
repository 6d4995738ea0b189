import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { addTriangle, emptyFigure, type Figure, figuresOf } from "../../../../../test/ifc/model-figures.ts";
import { checkTileset } from "../../../../../test/tiles/check-tileset.ts";
import { decodeTile } from "../../../../../test/tiles/decode-tile.ts";
import { type ModelParts, NO_STOREY, openMeshEncoder, writeModelTilesets } from "../../tiles/index.ts";
import { scanStep } from "../step/index.ts";
import { meshModel } from "./mesh-model.ts";
import { openWebIfc } from "./web-ifc-engine.ts";

const SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../../../shared/data"),
  "ifc",
);
/** Products of the classes that these files draw. */
const IS_DRAWN =
  /^IFC(WALL|SLAB|DOOR|WINDOW|STAIR|RAIL|FURNI|SITE|ROOF|BEAM|MEMBER|COVERING|FOOTING|EARTHWORK|GEOGRAPHIC|BUILTELEMENT|COURSE|PAVEMENT|FLOW|BUILDINGELEMENTPROXY)[A-Z]*$/;
const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

async function partsOf(name: string): Promise<ModelParts> {
  const bytes = readFileSync(join(SAMPLES, `${name}.ifc`));
  const file = scanStep(bytes);
  const types = file.typeNames.filter(
    (type) => IS_DRAWN.test(type) && !/TYPE$|STYLE$|PROPERTIES$/.test(type),
  );
  const products = types.flatMap((type) => [...file.rowsOfType(type)].map((row) => file.ids[row]!));
  const { columns } = await meshModel(() => openWebIfc(), bytes, { products: Uint32Array.from(products) });
  return columns.take();
}

describe.skipIf(!existsSync(SAMPLES))("a real model through its tiles", () => {
  it.each([
    // Repeated furniture, glass, three storeys of 20 m.
    "duplex_georeferenced",
    // Terrain of half a kilometre, seven million metres from the origin: stored as floats.
    "infra_earthworks_georef_12d",
    // Millimetres, one chair a hundred times.
    "georef_ifc4_blank_map_conversion",
  ])("%s has each element where it was, to the rounding it tells of", async (name) => {
    const parts = await partsOf(name);
    const before = figuresOf({ ...parts, originM: [0, 0, 0] });
    const folder = mkdtempSync(join(tmpdir(), "model-tiles-"));
    const after = new Map<number, Figure>();
    const tiles: Uint8Array[] = [];
    const { positionErrorM, triangles } = writeModelTilesets(
      parts,
      {
        modelToEcef: IDENTITY,
        encoder: await openMeshEncoder(),
        featureOf: (id) => ({ featureIndex: id, storey: NO_STOREY, category: "element" }),
      },
      ({ path, bytes }) => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
        if (path.endsWith(".glb")) tiles.push(bytes);
      },
    );
    expect((await checkTileset(folder)).problems).toEqual([]);
    rmSync(folder, { recursive: true });
    for (const bytes of tiles) {
      const { positionsEnuM, indices, localIds, featureIndices } = await decodeTile(bytes);
      const corner = (vertex: number) => [...positionsEnuM.subarray(3 * vertex, 3 * vertex + 3)];
      for (let at = 0; at < indices.length; at += 3) {
        const id = featureIndices[localIds[indices[at]!]!]!;
        if (!after.has(id)) after.set(id, emptyFigure());
        addTriangle(
          after.get(id)!,
          [0, 1, 2].map((k) => corner(indices[at + k]!)),
        );
      }
    }
    expect(before.size).toBeGreaterThan(3);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    let worstM = 0;
    for (const [id, figure] of before) {
      expect(after.get(id)!.triangles).toBe(figure.triangles);
      for (const k of [0, 1, 2]) {
        const moved = [after.get(id)!.min[k]! - figure.min[k]!, after.get(id)!.max[k]! - figure.max[k]!];
        worstM = Math.max(worstM, ...moved.map(Math.abs));
      }
    }
    expect(positionErrorM).toBeLessThanOrEqual(0.0005);
    expect(worstM).toBeLessThanOrEqual(positionErrorM + 1e-5);
    expect(triangles).toBe([...before.values()].reduce((sum, figure) => sum + figure.triangles, 0));
  });
});
