import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, runNode, ServerProcess } from "../server-process.ts";

const MAIN = join(import.meta.dirname, "../../packages/server/src/main.ts");

let dataFolder: string;

beforeEach(() => {
  dataFolder = makeDataFolder();
});

afterEach(() => removeDataFolder(dataFolder));

it("[IN11] answers a call without a payload and one with too many parts", async () => {
  const server = await ServerProcess.start(dataFolder);
  const socket = io(`${server.url}/ingest`, {
    auth: { token: await server.createToken() },
    transports: ["websocket"],
  });
  try {
    const malformed = { error: { code: "ingest/malformed-payload" } };
    expect(await socket.timeout(20_000).emitWithAck("observations")).toMatchObject(malformed);
    expect(await socket.timeout(20_000).emitWithAck("observations", { items: 5 }, "extra")).toMatchObject(
      malformed,
    );
  } finally {
    socket.close();
    await server.kill9();
  }
});

it("makes no password while the port is not its own, so the next start can still tell it", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const refused = await runNode([MAIN, "--port", String(port), "--data", dataFolder]);
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(`--port ${port}`) });
  await new Promise((resolve) => other.close(resolve));
  const server = await ServerProcess.start(dataFolder, ["--admin-password", "told-at-last"]);
  try {
    const response = await fetch(`${server.url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "admin", password: "told-at-last" }),
    });
    expect(response.status).toBe(201);
  } finally {
    await server.kill9();
  }
});
