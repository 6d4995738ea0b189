import { AssetSchema, LayerSchema } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { ASSETS, listOf, pageOf, startApi } from "./http-api.ts";

const api = startApi();
const { ask, read, pagesOf } = api;

describe("layers", () => {
  it("are listed and found, with the place of every feature", async () => {
    const { items } = await read("/api/v1/layers", listOf(LayerSchema));
    const water = await read("/api/v1/layers/water", LayerSchema);
    expect(items).toContainEqual(water);
    expect(water).toMatchObject({
      name: "供水",
      kind: "water",
      features: ASSETS,
      monitored: ASSETS,
      tileset: null,
    });
    expect(water.bbox![0]).toBeCloseTo(115.9, 9);
    const response = await ask("/api/v1/layers/water/positions");
    const positions = new Float64Array(await response.arrayBuffer());
    expect(positions).toHaveLength(ASSETS * 3);
    expect([...positions.slice(9, 12)]).toEqual([115.9 + 3 / 1_000, 36.4, 33]);
    expect([...positions.slice(72, 75)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const etag = response.headers.get("etag")!;
    const unchanged = await ask("/api/v1/layers/water/positions", { headers: { "if-none-match": etag } });
    expect(unchanged.status).toBe(304);
  });
});

describe("assets", () => {
  it("come in pages, each once, in a steady order", async () => {
    const pages = await pagesOf("/api/v1/assets?layer=water&limit=10", AssetSchema);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat().map(({ featureIndex }) => featureIndex)).toEqual(
      Array.from({ length: ASSETS }, (_, i) => i),
    );
  });

  it("are found by class, text and feature index, and one by id", async () => {
    const ids = async (query: string) =>
      (await pagesOf(`/api/v1/assets?layer=water&${query}`, AssetSchema)).flat().map(({ id }) => id);
    expect(await ids("class=tank&limit=5")).toEqual(Array.from({ length: 12 }, (_, i) => `n-${i * 2 + 1}`));
    expect(await ids("q=100%25 7")).toEqual(["n-7"]);
    // A per cent sign parts words and is no wildcard.
    expect(await ids("q=N%257")).toEqual(["n-7"]);
    expect(await ids("q=N%25%25")).toHaveLength(ASSETS);
    expect(await ids("q=x%257")).toEqual([]);
    expect(await ids("monitored=true&limit=100")).toHaveLength(ASSETS);
    expect(await ids("feature=3,20")).toEqual(["n-3", "n-20"]);
    expect(await read("/api/v1/assets/n-3", AssetSchema)).toEqual({
      id: "n-3",
      layer: "water",
      featureIndex: 3,
      class: "tank",
      name: "Node 100% 3",
      position: { lon: 115.9 + 3 / 1_000, lat: 36.4, heightM: 33 },
      attributes: { diameter: { value: 300, unit: "mm" } },
      status: 0,
    });
  });
});

describe("what an asset is connected to", () => {
  const ends = (from: string, to: string) => ({ from: { value: from }, to: { value: to } });
  const connected = async (id: string) =>
    (await read(`/api/v1/assets?connected=${id}`, pageOf(AssetSchema))).items.map((asset) => asset.id);

  it("is the edges that name it as an end, and changes with them", async () => {
    const layer = { id: "joined", kind: "gas", name: "燃气" } as const;
    const node = (id: string) => ({ id, class: "junction" });
    const pipe = (id: string, from: string, to: string) => ({
      id,
      class: "pipe",
      attributes: ends(from, to),
    });
    // The first pipe comes before its nodes.
    await api.server.register(api.token, {
      layer,
      assets: [pipe("jp-1", "jn-1", "jn-2"), pipe("jp-2", "jn-2", "jn-3"), pipe("jp-3", "jn-2", "jn-2")],
    });
    await api.server.register(api.token, { layer, assets: ["jn-1", "jn-2", "jn-3", "jn-4"].map(node) });
    expect(await connected("jn-1")).toEqual(["jp-1"]);
    expect(await connected("jn-2")).toEqual(["jp-1", "jp-2", "jp-3"]);
    expect(await connected("jn-4")).toEqual([]);
    expect(await connected("jp-1")).toEqual([]);
    await api.server.register(api.token, { layer, assets: [pipe("jp-2", "jn-3", "jn-4")] });
    expect(await connected("jn-2")).toEqual(["jp-1", "jp-3"]);
    expect(await connected("jn-3")).toEqual(["jp-2"]);
    expect(await connected("jn-4")).toEqual(["jp-2"]);
    const pages = await pagesOf("/api/v1/assets?connected=jn-2&limit=1", AssetSchema);
    expect(pages.flat().map(({ id }) => id)).toEqual(["jp-1", "jp-3"]);
  });
});
