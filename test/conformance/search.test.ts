import { type Asset, type LayerClasses, LayerClassesSchema } from "@shuicheng/shared/contracts";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

const NODES = 25;

let dataFolder: string;
let server: ServerProcess;
let token: string;

const words = (nameEn: string, address: string) => ({
  nameEn: { value: nameEn },
  address: { value: address },
});

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "water", kind: "water", name: "供水" },
    assets: Array.from({ length: NODES }, (_, index) => ({
      id: `n-${index}`,
      class: index % 2 === 0 ? "junction" : "tank",
      name: `Node ${index}`,
    })),
  });
  await server.register(token, {
    layer: { id: "town", kind: "buildings", name: "建筑" },
    assets: [
      {
        id: "JZ-000012",
        class: "building",
        name: "聊城市人民医院",
        attributes: words("Liaocheng People's Hospital", "东昌西路67号"),
      },
      { id: "JZ-000013", class: "building", attributes: words("", "人民西路12号") },
      { id: "RQ-FJ-000417", class: "valve-pit", name: "燃气阀门井" },
    ],
  });
});

afterAll(async () => {
  await server?.kill9();
  removeDataFolder(dataFolder);
});

const get = (path: string) => server.request(path, { headers: { authorization: `Bearer ${token}` } });

describe("the search", () => {
  const find = async (q: string) => {
    const path = `/api/v1/assets?layer=town&limit=10&q=${encodeURIComponent(q)}`;
    return (await server.pages<Asset>(token, path)).map(({ id }) => id);
  };

  it.each([
    ["part of a name", "人民医院", ["JZ-000012"]],
    ["a name before an address", "人民", ["JZ-000012", "JZ-000013"]],
    ["an English name", "people's hosp", ["JZ-000012"]],
    ["pinyin from any character on", "renminyiyuan", ["JZ-000012"]],
    ["pinyin initials", "rmyy", ["JZ-000012"]],
    ["an address", "东昌西路67", ["JZ-000012"]],
    ["an address in pinyin", "dongchangxilu", ["JZ-000012"]],
    ["a code", "rq-fj-000417", ["RQ-FJ-000417"]],
    ["a code's number", "417", ["RQ-FJ-000417"]],
    ["part of a code", "fj0004", ["RQ-FJ-000417"]],
    ["letters inside a code", "Z-0000", ["JZ-000012", "JZ-000013"]],
    ["words of a query language", '" OR 1=1 --', []],
    ["nothing that is there", "没有", []],
  ])("finds by %s: %s", async (_what, q, ids) => {
    expect(await find(q)).toEqual(ids);
  });

  it("pages by relevance, each hit once", async () => {
    const hits = await server.pages<Asset>(token, "/api/v1/assets?q=Node&layer=water&limit=10");
    expect(hits).toHaveLength(NODES);
    expect(new Set(hits.map(({ id }) => id)).size).toBe(NODES);
  });
});

describe("classes of a layer", () => {
  it("are counted, and named for every feature by their place in the list", async () => {
    const classes = (await (await get("/api/v1/layers/water/classes")).json()) as LayerClasses;
    expect(Compile(LayerClassesSchema).Check(classes)).toBe(true);
    expect(classes.items).toEqual([
      { class: "junction", features: 13 },
      { class: "tank", features: 12 },
    ]);
    const indices = new Uint8Array(await (await get("/api/v1/layers/water/class-indices")).arrayBuffer());
    expect([...indices]).toEqual(Array.from({ length: NODES }, (_, index) => index % 2));
  });
});
