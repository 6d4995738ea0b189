import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

const LAYERS = Array.from({ length: 23 }, (_, index) => `layer-${index}`);

let dataFolder: string;
let server: ServerProcess;
let token: string;
let screen: Socket | undefined;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  for (const id of LAYERS) {
    await server.register(token, {
      layer: { id, kind: "sensors" },
      assets: [{ id: `${id}.a`, class: "junction" }],
      datastreams: [{ id: `${id}.p`, asset: `${id}.a`, observedProperty: "pressure" }],
    });
  }
});

afterAll(async () => {
  screen?.close();
  await server?.kill9();
  removeDataFolder(dataFolder);
});

it("[LV1] reaches a plain client in parts when there are more layers than one packet may carry", async () => {
  const parts: { seq: number; layers: { layer: string }[]; values: unknown[] }[] = [];
  const ends: string[] = [];
  screen = io(`${server.url}/live`, { auth: { token }, transports: ["websocket"] });
  screen.on("snapshot", (part) => parts.push(part));
  screen.on("disconnect", (reason) => ends.push(reason));
  const answer = (await screen.emitWithAck("subscribe", { datastreams: ["layer-3.p"] })) as { seq: number };
  await vi.waitFor(() => expect(parts.flatMap(({ layers }) => layers)).toHaveLength(LAYERS.length), {
    timeout: 20_000,
  });
  expect(parts.flatMap(({ layers }) => layers.map(({ layer }) => layer)).sort()).toEqual([...LAYERS].sort());
  expect(new Set(parts.map(({ seq }) => seq))).toEqual(new Set([answer.seq]));
  expect(Math.max(...parts.map(({ layers }) => layers.length))).toBeLessThanOrEqual(8);
  expect(ends).toEqual([]);
});
