import { type Model, ModelElementSchema, ModelHealthSchema } from "@shuicheng/shared/contracts";
import { decodeElementTable } from "@shuicheng/shared/ifc";
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

  it("hands a viewer the element table and what tiles name its rows by", async () => {
    const response = await server.send("GET", `/models/${model.id}/table`, {
      headers: { "accept-encoding": "gzip" },
    });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    const table = decodeElementTable(new Uint8Array(await response.arrayBuffer()));
    expect(table.objects.elementCount).toBe(43);
    const wallRow = table.objects.globalId.indexOf(wallId(4));
    const features = new Uint32Array(
      await (await server.send("GET", `/models/${model.id}/features`)).arrayBuffer(),
    );
    const key = encodeURIComponent(wallId(4));
    const wall = await server.get<{ featureIndex: number }>(`/models/${model.id}/elements/${key}`);
    expect([features.length, features[wallRow]]).toEqual([43, wall.featureIndex]);
    const { originM } = await server.get<{ originM: number[] }>(`/models/${model.id}/frame`);
    expect(originM.every(Number.isFinite)).toBe(true);
  });

  it.each(["table", "features"])("sends the %s again only when it is another", async (part) => {
    const etag = (await server.send("GET", `/models/${model.id}/${part}`)).headers.get("etag") ?? "";
    // fetch would ask not to be answered from a cache.
    const headers = { "if-none-match": etag, "cache-control": "max-age=0" };
    expect((await server.send("GET", `/models/${model.id}/${part}`, { headers })).status).toBe(304);
    expect((await server.send("GET", `/models/${model.id}/${part}`, { isAnonymous: true })).status).toBe(200);
    expect((await refused(server.send("GET", `/models/nowhere/${part}`))).code).toBe("model/unknown");
    const place = JSON.stringify({ lon: 115.98, lat: 36.45 });
    await server.send("PUT", `/models/${model.id}/placement`, { body: place, type: "application/json" });
    expect((await server.send("GET", `/models/${model.id}/${part}`, { headers })).status).toBe(200);
  });

  it("tells the storey of each feature, as its tiles do", async () => {
    const answer = await server.send("GET", `/models/${model.id}/storey-indices`);
    const indices = new Uint16Array(await answer.arrayBuffer());
    const { items } = await server.elements(model.id, "limit=1000");
    expect(indices).toHaveLength(items.length);
    const names = items.map(({ featureIndex }) => model.storeys[indices[featureIndex]!]?.name ?? null);
    expect(names).toEqual(items.map(({ storey }) => storey));
    expect(new Set(names)).toEqual(new Set(["一楼", null]));
    expect((await refused(server.send("GET", "/models/nowhere/storey-indices"))).code).toBe("model/unknown");
  });

  it("hands the source back as it came", async () => {
    const response = await server.send("GET", `/models/${model.id}/source`);
    expect(response.headers.get("content-disposition")).toMatch("queries.ifc");
    expect((await response.arrayBuffer()).byteLength).toBe(model.bytes);
  });
});
