import type { Registration } from "@shuicheng/shared/contracts";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

let dataFolder: string;
let server: ServerProcess;
let outer: ServerProcess;
let outerFolder: string;

const portOf = (one: ServerProcess) => Number(/MQTT[^\n]*port (\d+)/.exec(one.output.stdout)?.[1]);
const CITY: Registration = {
  layer: { id: "water", kind: "water" },
  assets: [{ id: "n", class: "junction" }],
  datastreams: [{ id: "p", asset: "n", observedProperty: "pressure" }],
};

beforeAll(async () => {
  [dataFolder, outerFolder] = [makeDataFolder(), makeDataFolder()];
  outer = await ServerProcess.start(outerFolder, ["--mqtt-port", "0"]);
  const token = await outer.createToken("city");
  // Another of our own as the outer broker: it lets nobody read but results and status.
  const url = `mqtt://city:${token}@127.0.0.1:${portOf(outer)}/shuicheng/v1/city/status`;
  server = await ServerProcess.start(dataFolder, ["--mqtt-port", "0", "--mqtt-url", url]);
});

afterAll(async () => {
  await server?.stop();
  await outer?.stop();
  removeDataFolder(dataFolder);
  removeDataFolder(outerFolder);
});

it("[MQ1][MQ5] serves integrators by flags, counts their connections, and cuts those of a revoked token", async () => {
  const token = await server.createToken("plant");
  await server.register(token, CITY);
  const client = await connectAsync(`mqtt://127.0.0.1:${portOf(server)}`, {
    ...{ username: "plant", password: token, reconnectPeriod: 0 },
  });
  await client.publishAsync("shuicheng/v1/plant/observations/p", "28.5", { qos: 1 });
  expect(await server.observations(token, "p")).toMatchObject([{ result: 28.5, quality: "good" }]);
  const metrics = async () => (await server.request("/metrics")).text();
  expect(await metrics()).toContain("shuicheng_mqtt_connections 1");
  await vi.waitFor(async () => expect(await metrics()).toContain("shuicheng_mqtt_bridge_connected 1"), {
    timeout: 30_000,
  });
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  const cookie = await server.signIn();
  const list = (await (await server.request("/api/v1/tokens", { headers: { cookie } })).json()) as {
    items: { id: number; name: string }[];
  };
  const id = list.items.find(({ name }) => name === "plant")?.id;
  await server.request(`/api/v1/tokens/${id}`, { method: "DELETE", headers: { cookie } });
  await closed;
});
