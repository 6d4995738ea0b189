import type { Asset, BindReport, Datastream, Layer } from "@shuicheng/shared/contracts";
import { io, type Socket } from "socket.io-client";
import { afterAll, expect, it } from "vitest";
import { buildWallModel, rowOfWalls, wallId } from "./convert/models/wall-model.suite.ts";
import { PATIENCE_MS, refused, serveModels } from "./models.suite.ts";

const server = serveModels();
let socket: Socket | undefined;
afterAll(() => socket?.close());

const assetOf = (wall: number) => `house.${wallId(wall).replaceAll("$", "~")}`;
const post = (path: string, body: object) =>
  server.send("POST", path, { body: JSON.stringify(body), type: "application/json" });
const bind = async (asset: string, query = ""): Promise<BindReport> => {
  const response = await post(`/datastreams/bind${query}`, { bindings: [{ datastream: "strain", asset }] });
  expect(response.status).toBe(200);
  return (await response.json()) as BindReport;
};

it(
  "lets a datastream observe another element: its value and its alarm go with it, and come back",
  async () => {
    await server.importModel("house.ifc", buildWallModel(rowOfWalls(3)));
    const datastreams = [
      { id: "strain", asset: assetOf(0), observedProperty: "strain", name: "Strain", limits: { HH: 10 } },
    ];
    expect((await post("/datastreams/import", { layer: { id: "house" }, datastreams })).status).toBe(200);
    socket = io(`${server.url}/ingest`, { auth: { token: server.token }, transports: ["websocket"] });
    const items = [{ datastream: "strain", time: Date.now(), result: 12 }];
    expect(await socket.emitWithAck("observations", { items })).toMatchObject({ accepted: 1 });
    const statusOf = async (wall: number) => (await server.get<Asset>(`/assets/${assetOf(wall)}`)).status;
    const [alarmed, silent] = [await statusOf(0), await statusOf(1)];
    expect(alarmed).not.toBe(silent);

    expect(await bind(assetOf(1), "?dryRun=true")).toMatchObject({ changed: 1, dryRun: true });
    expect(await statusOf(0)).toBe(alarmed);
    const report = await bind(assetOf(1));
    expect(report).toEqual({
      changed: 1,
      before: [{ datastream: "strain", asset: assetOf(0) }],
      dryRun: false,
    });
    expect([await statusOf(0), await statusOf(1)]).toEqual([silent, alarmed]);
    expect(await server.get<Datastream>("/datastreams/strain")).toMatchObject({
      ...{ asset: assetOf(1), name: "Strain", limits: { HH: 10 }, latest: { result: 12, side: "HH" } },
    });
    expect(await bind(assetOf(1))).toMatchObject({ changed: 0, before: [] });
    expect((await post("/datastreams/bind", { bindings: report.before })).status).toBe(200);
    expect([await statusOf(0), await statusOf(1)]).toEqual([alarmed, silent]);
    expect(await server.get<Layer>("/layers/house")).toMatchObject({ monitored: 1 });
  },
  PATIENCE_MS,
);

it("refuses an element that is not there, nothing at all, and who may not", async () => {
  const lost = { bindings: [{ datastream: "strain", asset: "house.lost" }] };
  expect(await refused(post("/datastreams/bind", lost))).toMatchObject({
    code: "asset/unknown",
    status: 404,
  });
  expect((await refused(post("/datastreams/bind", { bindings: [] }))).code).toBe("request/invalid");
  const anonymous = await server.send("POST", "/datastreams/bind", {
    ...{ body: JSON.stringify(lost), type: "application/json", isAnonymous: true },
  });
  expect(anonymous.status).toBe(401);
});
