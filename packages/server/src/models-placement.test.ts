import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Asset, Layer, Model, ModelHealthReport } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { checkTileset } from "../../../test/tiles/check-tileset.ts";
import { buildWallModel, rowOfWalls, wallId } from "./convert/models/wall-model.suite.ts";
import { PATIENCE_MS, serveModels } from "./models.suite.ts";

const server = serveModels();

describe("the placement of a model", { timeout: PATIENCE_MS }, () => {
  const put = async (id: string, place: object) => {
    const response = await server.send("PUT", `/models/${id}/placement`, {
      body: JSON.stringify(place),
      type: "application/json",
    });
    return (await response.json()) as Model & { code?: string };
  };
  const wall0 = async ({ id }: Model) =>
    (await server.get<Asset>(`/assets/${id}.${wallId(0).replaceAll("$", "~")}`)).position;
  const codes = async ({ id }: Model) =>
    (await server.get<ModelHealthReport>(`/models/${id}/health`)).findings
      .map(({ code }) => code)
      .filter((code) => code.includes("georeference"));
  const rootOf = async ({ tilesets }: Model) =>
    ((await (await fetch(`${server.url}${tilesets.element}`)).json()) as { root: { transform: number[] } })
      .root.transform;

  it("is set by hand, moves tiles and assets alike, and is undone", async () => {
    const model = await server.importModel("placed.ifc", buildWallModel(rowOfWalls(6)));
    const [position, root] = [await wall0(model), await rootOf(model)];
    const place = { lon: 116.1, lat: 36.5, heightM: 50, headingDeg: 90, scale: 2 };
    const moved = await put(model.id, place);
    expect(moved.placement).toMatchObject({ rule: "by-hand", headingDeg: 90, scale: 2 });
    expect(moved.placement.lon).toBeCloseTo(116.1, 9);
    expect(moved.layerRevision).toBe(model.layerRevision + 1);
    expect(moved.revision).toBe(1);
    expect(moved.bbox![0]).toBeGreaterThan(116.09);
    // Wall 0 stands on the anchor; its middle is 1.5 m up, at twice its size.
    const now = await wall0(moved);
    expect(now!.lon).toBeCloseTo(116.1, 7);
    expect(now!.heightM).toBeCloseTo(53, 2);
    const { problems } = await checkTileset(server.tileFolder(moved));
    expect(problems).toEqual([]);
    // Links, not copies.
    const [glb] = readdirSync(join(server.tileFolder(moved), "tiles"));
    expect(statSync(join(server.tileFolder(moved), "tiles", glb!)).nlink).toBe(2);

    const undone = (await (await server.send("DELETE", `/models/${model.id}/placement`)).json()) as Model;
    expect(undone.placement).toEqual(model.placement);
    expect(await wall0(undone)).toEqual(position);
    for (const [at, value] of (await rootOf(undone)).entries()) expect(value).toBeCloseTo(root[at]!, 6);
    expect(undone.bbox).toEqual(model.bbox);
  });

  it("given with the upload wins over the file, and stays with the next revision", async () => {
    const first = await server.importModel(
      "by-hand.ifc",
      buildWallModel(rowOfWalls(7)),
      "&place=115.9,36.4,33,180",
    );
    expect(first.placement).toMatchObject({ rule: "by-hand", headingDeg: 180, heightM: 33 });
    const second = await server.importModel(
      "by-hand.ifc",
      buildWallModel(rowOfWalls(8)),
      `&model=${first.id}`,
    );
    expect(second.placement).toEqual(first.placement);
  });

  it("is missing from a file that says nothing: out of the city until somebody puts it there", async () => {
    const model = await server.importModel("nowhere.ifc", buildWallModel(rowOfWalls(10), null));
    expect(model).toMatchObject({ bbox: null, placement: { rule: "none", lon: null } });
    expect(model.tilesets.element).not.toBeNull();
    expect(await server.get<Layer>(`/layers/${model.layer}`)).toMatchObject({ tileset: null, bbox: null });
    expect(await wall0(model)).toBeNull();
    const moved = await put(model.id, { lon: 115.97, lat: 36.44 });
    expect(moved.placement.rule).toBe("by-hand");
    // What said that nothing places it goes, and comes back with the undo.
    expect([await codes(model), moved.health.warnings]).toEqual([[], model.health.warnings - 1]);
    expect((await server.get<Layer>(`/layers/${model.layer}`)).tileset).toBe(moved.tilesets.element);
    // On the ground at Liaocheng, which is 27 to 38 m high.
    expect(moved.placement.heightM).toBeGreaterThan(25);
    const undone = (await (await server.send("DELETE", `/models/${model.id}/placement`)).json()) as Model;
    expect(undone.placement.lon).toBeNull();
    expect(await codes(model)).toEqual(["ifc/no-georeference"]);
    expect((await server.get<Layer>(`/layers/${model.layer}`)).tileset).toBeNull();
  });

  it("refuses what is no place", async () => {
    for (const place of [
      {},
      { lon: 1 },
      { lon: 181, lat: 0 },
      { lon: 1, lat: 2, scale: 0 },
      { lon: 1, lat: 2, z: 3 },
    ])
      expect((await put("placed", place)).code).toBe("request/invalid");
    expect((await put("nobody", { lon: 1, lat: 2 })).code).toBe("model/unknown");
  });
});
