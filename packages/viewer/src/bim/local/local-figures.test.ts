import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { groundHeightM, isGroundKnown, openWorldGeoid } from "@shuicheng/shared/geo";
import { convertIfc, openWebIfc } from "@shuicheng/shared/ifc";
import { openMeshEncoder } from "@shuicheng/shared/tiles";
import { describe, expect, it } from "vitest";
import type { MergedMesh } from "../model/inspected-model.ts";
import { loadMesh } from "../model/load-mesh.ts";
import { openModel } from "../model/open-model.ts";
import { createTileMerger } from "../model/tile-merger.ts";
import { countTriangles } from "./count-triangles.ts";
import { createLocalSource } from "./local-source.ts";

const ROOT = join(import.meta.dirname, "../../../../..");
const SAMPLES = join(process.env.SHUICHENG_SAMPLES ?? join(ROOT, "../shared/data"), "ifc");
/** Counted by web-ifc itself and from the files' text, as the server's are held to. */
const EXPECTED = JSON.parse(readFileSync(join(ROOT, "test/ifc/expected.json"), "utf8")) as Readonly<
  Record<
    string,
    {
      readonly products: number;
      readonly drawn: number;
      readonly drawnFromAxis: number;
      readonly triangles: number;
    }
  >
>;
/** Buildings of three schemas, a road, a bridge, and pipes. */
const FILES = [
  ...["office_a_20110811", "duplex_georeferenced", "fzk_haus_ac20", "xbim_house"],
  ...["kit_simple_road_4x3rc2", "bridge_pgsuper", "infra_drainage_system_1"],
].filter((name) => existsSync(join(SAMPLES, `${name}.ifc`)));

/** What a page's drawing thread does with a file; it writes tiles into memory. */
async function convertAsPage(bytes: Uint8Array) {
  const files = new Map<string, Uint8Array>();
  const model = await convertIfc(bytes, {
    geoid: await openWorldGeoid(),
    encoder: await openMeshEncoder(),
    groundHeightM: (lonDeg, latDeg) =>
      isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : undefined,
    startEngine: () => openWebIfc(),
    write: ({ path, bytes: content }) => files.set(path, content),
  });
  return { model, files };
}

describe.skipIf(FILES.length === 0)("a local file in the inspector", () => {
  it.each(FILES)("%s has as many elements, storeys and triangles as its file", async (name) => {
    const expected = EXPECTED[`${name}.ifc`]!;
    const bytes = readFileSync(join(SAMPLES, `${name}.ifc`));
    const source = createLocalSource("local:1", name, await convertAsPage(bytes));
    const { signal } = new AbortController();
    const model = await openModel(source, signal);
    const { objects, classes } = model.table;
    expect(objects.elementCount).toBe(expected.products);
    const inText = bytes.toString("latin1").match(/^#\d+\s*=\s*IFCBUILDINGSTOREY\s*\(/gim)?.length ?? 0;
    const isStorey = (row: number) => classes[objects.classIndex[row]!]!.name === "IfcBuildingStorey";
    expect(Array.from({ length: objects.elementCount }, (_, row) => row).filter(isStorey)).toHaveLength(
      inText,
    );
    const meshes: MergedMesh[] = [];
    const onMesh = (mesh: MergedMesh) => void meshes.push(mesh);
    const loaded = await loadMesh(model, "tileset", { onMesh }, signal, createTileMerger);
    expect(loaded).toMatchObject({ isThere: true, failedTiles: 0 });
    const { starts, indices } = meshes.at(-1)!;
    const drawn = starts.slice(1).filter((end, row) => end > starts[row]!).length;
    expect(drawn).toBe(expected.drawn + expected.drawnFromAxis);
    const triangles = indices.length / 3;
    // Tubes along axes have triangles, too, which web-ifc did not make.
    if (expected.drawnFromAxis === 0) expect(triangles).toBe(expected.triangles);
    else expect(triangles).toBeGreaterThan(expected.triangles);
    expect(await countTriangles(source, "tileset", signal)).toBe(triangles);
  });
});
