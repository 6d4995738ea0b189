import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { addTriangle, emptyFigure, type Figure, figuresOf } from "../../../../../test/ifc/model-figures.ts";
import { scanStep } from "../step/index.ts";
import { placementCorrections } from "./curves/index.ts";
import { type MeshOutcome, meshModel } from "./mesh-model.ts";
import { openWebIfc, type WebIfcEngine } from "./web-ifc-engine.ts";

const SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../../../../shared/data"),
  "ifc",
);
const sample = (name: string) => readFileSync(join(SAMPLES, `${name}.ifc`));

/** web-ifc's own stream of everything it draws, read as its documentation says. */
function webIfcFigures({ api }: WebIfcEngine, bytes: Uint8Array): Map<number, Figure> {
  const figures = new Map<number, Figure>();
  const modelId = api.OpenModel(bytes);
  api.StreamAllMeshes(modelId, (mesh) => {
    for (let k = 0; k < mesh.geometries.size(); k++) {
      const placed = mesh.geometries.get(k);
      const geometry = api.GetGeometry(modelId, placed.geometryExpressID);
      const vertices = api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize());
      const indices = api.GetIndexArray(geometry.GetIndexData(), geometry.GetIndexDataSize());
      const m = placed.flatTransformation;
      const corner = (vertex: number) => {
        const [x, y, z] = [vertices[6 * vertex]!, vertices[6 * vertex + 1]!, vertices[6 * vertex + 2]!];
        const [px, py, pz] = [0, 1, 2].map(
          (row) => m[row]! * x + m[4 + row]! * y + m[8 + row]! * z + m[12 + row]!,
        );
        return [px!, -pz!, py!];
      };
      const figure = figures.get(mesh.expressID) ?? emptyFigure();
      for (let at = 0; at < indices.length; at += 3) {
        addTriangle(figure, [corner(indices[at]!), corner(indices[at + 1]!), corner(indices[at + 2]!)]);
      }
      if (figure.triangles > 0) figures.set(mesh.expressID, figure);
    }
  });
  api.CloseModel(modelId);
  return figures;
}

const engine = await openWebIfc();
const mesh = (bytes: Uint8Array, products: Iterable<number>, options = {}): Promise<MeshOutcome> =>
  meshModel(async () => engine, bytes, { products: Uint32Array.from(products), ...options });

describe.skipIf(!existsSync(SAMPLES))("meshModel", () => {
  // Millimetres, feet and metres; shared geometry; an item that two elements share under one number but not alike;
  // survey coordinates of 4.5 million metres.
  it.each([
    "duplex_georeferenced",
    "ifcopenhouse_ifc4",
    "infra_earthworks_georef_12d",
    "infra_rumblestrip",
    "kit_simple_road_4x3rc2",
    "rail_linear_placement_signal",
    "whale_tall_building",
  ])("has each product of %s as web-ifc has it: box to 1 mm, triangles, area", async (name) => {
    const bytes = sample(name);
    const theirs = webIfcFigures(engine, bytes);
    const outcome = await mesh(bytes, theirs.keys());
    const ours = figuresOf(outcome.columns.take());
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
    let worstM = 0;
    let worstArea = 0;
    for (const [id, their] of theirs) {
      const our = ours.get(id)!;
      expect(our.triangles, `#${id}`).toBe(their.triangles);
      expect(outcome.triangles.get(id)).toBe(their.triangles);
      for (const k of [0, 1, 2]) {
        worstM = Math.max(
          worstM,
          Math.abs(our.min[k]! - their.min[k]!),
          Math.abs(our.max[k]! - their.max[k]!),
        );
      }
      worstArea = Math.max(worstArea, Math.abs(our.areaM2 - their.areaM2) / (their.areaM2 || 1));
    }
    expect(theirs.size).toBeGreaterThan(0);
    expect(worstM).toBeLessThan(0.001);
    expect(worstArea).toBeLessThan(1e-6);
  });

  it("keeps parts in survey coordinates within what a float holds", async () => {
    const bytes = sample("infra_earthworks_georef_12d");
    const products = [...webIfcFigures(engine, bytes).keys()];
    const { originM, matrices } = (await mesh(bytes, products)).columns.take();
    expect(originM[1]).toBeGreaterThan(7_000_000);
    expect(originM.every(Number.isInteger)).toBe(true);
    for (let at = 12; at < matrices.length; at += 16) expect(Math.abs(matrices[at + 1]!)).toBeLessThan(2_000);
  });

  it("draws the spaces and openings that web-ifc's own stream leaves out", async () => {
    const bytes = sample("duplex_georeferenced");
    const file = scanStep(bytes);
    const ids = ["IFCSPACE", "IFCOPENINGELEMENT"].map((type) =>
      [...file.rowsOfType(type)].map((row) => file.ids[row]!),
    );
    const { triangles } = await mesh(bytes, ids.flat());
    expect(ids.map((some) => some.filter((id) => triangles.has(id)).length)).toEqual([21, 50]);
  });

  it("says in whose turn web-ifc logged an error", async () => {
    const bytes = sample("office_a_20110811");
    const { errors } = await mesh(bytes, webIfcFigures(engine, bytes).keys());
    const file = scanStep(bytes);
    const brep = errors.filter(({ message }) => message.includes("No basis found for brep!"));
    expect(brep.length).toBe(2);
    expect(brep.every(({ productId }) => file.rowOf(productId ?? 0) >= 0)).toBe(true);
  });

  it("tells a watcher what is in work and leaves out what it is told to skip", async () => {
    const bytes = sample("whale_simple_wall");
    const products = [...webIfcFigures(engine, bytes).keys()];
    const inWork = new Int32Array(new SharedArrayBuffer(8));
    const seen: number[] = [];
    const { triangles } = await mesh(bytes, products, {
      inWork,
      skip: new Set([products[0]]),
      onProgress: () => seen.push(inWork[0]!),
    });
    expect(seen).toEqual(products);
    expect(inWork[1]).toBe(products.length);
    expect([...triangles.keys()]).toEqual(products.slice(1));
  });

  it("goes on with a fresh engine after a trap", async () => {
    const bytes = sample("whale_simple_wall");
    const products = [...webIfcFigures(engine, bytes).keys()];
    const trapping = await openWebIfc();
    let calls = 0;
    const { wasmModule } = trapping.api;
    const stream = wasmModule.StreamMeshes;
    wasmModule.StreamMeshes = (...words: unknown[]) => {
      if (calls++ === 0)
        throw Object.assign(new Error("memory access out of bounds"), { name: "RuntimeError" });
      stream(...words);
    };
    const engines = [trapping, engine];
    const outcome = await meshModel(async () => engines.shift()!, bytes, {
      products: Uint32Array.from(products),
    });
    expect([...outcome.failed]).toEqual([
      [products[0], { reason: "failed", detail: "memory access out of bounds" }],
    ]);
    expect([...outcome.triangles.keys()]).toEqual(products.slice(1));
    expect(engines).toEqual([]);
  });

  it.each([
    ["no IFC at all", "hello"],
    [
      "a schema that nobody knows",
      "ISO-10303-21;HEADER;FILE_SCHEMA(('IFC99'));ENDSEC;DATA;ENDSEC;END-ISO-10303-21;",
    ],
  ])("answers %s as unreadable", async (_, text) => {
    const { unreadable, triangles } = await mesh(new TextEncoder().encode(text), [1]);
    expect(unreadable).toBeTypeOf("string");
    expect(triangles.size).toBe(0);
  });

  it("puts columns on the crossings of their grid, which web-ifc does not read", async () => {
    const bytes = sample("grid_placement");
    const file = scanStep(bytes);
    const columns = [...file.rowsOfType("IFCCOLUMN")].map((row) => file.ids[row]!);
    const units = { lengthM: 0.001, angleRad: 1 };
    const plain = figuresOf((await mesh(bytes, columns)).columns.take());
    const correct = placementCorrections(file, units);
    const moved = figuresOf((await mesh(bytes, columns, { correct })).columns.take());
    const places = (figures: Map<number, Figure>) =>
      new Set(
        [...figures.values()].map(({ min, max }) =>
          [0, 1].map((k) => Math.round((min[k]! + max[k]!) * 50)).join(),
        ),
      );
    expect(columns.length).toBe(25);
    expect(places(plain).size).toBeLessThan(25);
    expect(places(moved).size).toBe(25);
  });
});

describe.skipIf(!existsSync(SAMPLES))("the sample with a shared item", () => {
  let numbers: Set<string>;

  beforeAll(() => {
    const bytes = sample("ifcopenhouse_ifc4");
    const modelId = engine.api.OpenModel(bytes);
    numbers = new Set();
    engine.api.StreamAllMeshes(modelId, ({ geometries }) => {
      for (let k = 0; k < geometries.size(); k++) {
        const { geometryExpressID } = geometries.get(k);
        const geometry = engine.api.GetGeometry(modelId, geometryExpressID);
        const data = engine.api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize());
        numbers.add(`${geometryExpressID}: ${data.join()}`);
      }
    });
    engine.api.CloseModel(modelId);
  });

  it("does give one number to different geometry, which is why data counts too", () => {
    const ids = [...numbers].map((one) => one.split(":")[0]);
    expect(new Set(ids).size).toBeLessThan(ids.length);
  });
});
