import { createLiveClient } from "@shuicheng/shared/client";
import type { Job } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { buildWallModel, rowOfWalls } from "../../packages/server/src/convert/models/wall-model.suite.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain } from "./plain-client.ts";

/** Long enough for a busy machine; nothing is measured by it. */
const WAIT = { timeout: 120_000, interval: 50 };

let dataFolder: string;
let server: ServerProcess;
let token: string;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
});
afterAll(async () => {
  await server.stop();
  removeDataFolder(dataFolder);
});

it("[LV11] tells screens how a job goes on, to its end, whatever they follow", {
  timeout: 150_000,
}, async () => {
  const plain: Job[] = [];
  const socket = await connectPlain(server.url, "/live", { auth: { token } });
  socket.on("jobs", ({ items }: { items: Job[] }) => plain.push(...items));
  const heard: Job[] = [];
  const client = createLiveClient({ url: server.url, token });
  client.on({ onJobs: (items) => heard.push(...items) });
  await vi.waitFor(() => expect(client.link.phase).toBe("live"), WAIT);

  const response = await fetch(`${server.url}/api/v1/models?name=walls.ifc`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: buildWallModel(rowOfWalls(50)),
  });
  const { job } = (await response.json()) as { job: string };
  await vi.waitFor(() => expect(heard.at(-1)?.finishedAt).toBeTypeOf("number"), WAIT);
  const answer = await server.request(`/api/v1/jobs/${job}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  for (const jobs of [plain, heard]) {
    expect(jobs.map(({ id }) => id)).toEqual(jobs.map(() => job));
    expect(jobs.map(({ progress }) => progress)).toEqual(
      jobs.map(({ progress }) => progress).sort((a, b) => a - b),
    );
    expect(jobs.at(-1)).toMatchObject({ state: "done", model: { id: "walls", revision: 1 } });
  }
  expect(heard.at(-1)).toEqual(await answer.json());
  socket.disconnect();
  client.close();
});
