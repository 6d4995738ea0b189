import { type Model, ModelElementSchema, ModelHealthSchema } from "@shuicheng/shared/contracts";
import { Compile } from "typebox/compile";
import { beforeAll, describe, expect, it } from "vitest";
import { buildWallModel, rowOfWalls, wallId } from "./convert/models/wall-model.suite.ts";
import { PATIENCE_MS, refused, serveModels } from "./models.suite.ts";

const server = serveModels();

describe("GET /models/:id", { timeout: PATIENCE_MS }, () => {
  let model: Model;
  beforeAll(async () => {
    const walls = rowOfWalls(40).map((wall, n) => ({ ...wall, fireRating: n % 4 === 0 ? "EI 90" : "EI 30" }));
    model = await server.importModel("queries.ifc", buildWallModel(walls));
  });

  it("reports the model's health", async () => {
    const health = await server.get<{ products: number; drawn: number }>(
      `/models/${model.id}/health`,
      ModelHealthSchema,
    );
    expect(health).toMatchObject({ products: 43, drawn: 40, schema: "IFC4", placement: { rule: "site" } });
    expect((await server.get<{ items: Model[] }>("/models")).items.map(({ id }) => id)).toContain(model.id);
  });

  it.each([
    ["", 43],
    ["class=IfcWall", 40],
    ["class=IfcElement", 40],
    ["class=IfcDoor", 0],
    ["storey=一楼", 41],
    ["property=Pset_WallCommon.FireRating", 40],
    ["property=Pset_WallCommon.FireRating&op==&value=EI 90", 10],
    ["property=Pset_WallCommon.FireRating&op==%3D&value=EI 90", 10],
    ["property=Pset_WallCommon.FireRating&op=!=&value=EI 90", 30],
    ["property=*.FireRating&op=contains&value=90&class=IfcWall", 10],
    ["q=Wall 17", 1],
    [`q=${encodeURIComponent(wallId(17))}`, 1],
  ])("finds the elements of ?%s", async (query, total) => {
    expect((await server.elements(model.id, query)).total).toBe(total);
  });

  it("pages through elements, each once", async () => {
    const keys: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const page = await server.elements(model.id, `limit=7${cursor === "" ? "" : `&cursor=${cursor}`}`);
      for (const item of page.items) expect(Compile(ModelElementSchema).Errors(item)).toEqual([]);
      keys.push(...page.items.map(({ key }) => key));
      cursor = page.nextCursor;
    }
    expect([keys.length, new Set(keys).size]).toEqual([43, 43]);
  });

  it("tells everything about one element", async () => {
    const key = encodeURIComponent(wallId(4));
    const wall = await server.get<Record<string, unknown>>(`/models/${model.id}/elements/${key}`);
    expect(wall).toMatchObject({
      ...{ key: wallId(4), class: "IfcWall", tag: "T-4", storey: { name: "一楼" } },
      sets: [{ name: "Pset_WallCommon" }],
    });
    const [minX, minY, minZ, maxX, maxY, maxZ] = wall.boundsM as number[];
    expect([minX, minY, minZ, maxX, maxY, maxZ].map((value) => Math.round(value! * 1e3) / 1e3)).toEqual([
      ...[3.75, -0.1, 0],
      ...[4.25, 0.1, 3],
    ]);
    const { code } = await refused(server.send("GET", `/models/${model.id}/elements/nobody`));
    expect(code).toBe("model/unknown-element");
  });

  it.each([
    ["op=contains", "?property"],
    ["property=A.B&op=like&value=1", "?op"],
    ["property=A.B&op==", "?value"],
    ["limit=0", "?limit"],
    ["cursor=x!", "?cursor"],
  ])("refuses ?%s", async (query, pointer) => {
    const problem = await refused(server.send("GET", `/models/${model.id}/elements?${query}`));
    expect(problem).toMatchObject({ code: "request/invalid", errors: [{ pointer }] });
  });

  it("hands the source back as it came", async () => {
    const response = await server.send("GET", `/models/${model.id}/source`);
    expect(response.headers.get("content-disposition")).toMatch("queries.ifc");
    expect((await response.arrayBuffer()).byteLength).toBe(model.bytes);
  });
});
