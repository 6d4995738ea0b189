import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

let dataFolder: string;
let server: ServerProcess;

beforeEach(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder, ["--public-view", "true"]);
});

afterEach(async () => {
  await server.kill9();
  removeDataFolder(dataFolder);
});

it("serves a client that starts with long polling, as socket.io-client does by default", async () => {
  const socket = io(`${server.url}/live`, { transports: ["polling"], forceNew: true });
  try {
    const answer = await new Promise<{ resumed?: boolean }>((resolve, reject) => {
      socket.on("connect_error", reject);
      socket.on("connect", () => socket.emit("subscribe", {}, resolve));
    });
    expect(answer).toMatchObject({ resumed: false, unknown: [] });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  } finally {
    socket.close();
  }
});
