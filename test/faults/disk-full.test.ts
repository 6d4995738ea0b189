import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Acknowledgement, Observation } from "@shuicheng/shared/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectIngest, sendBatch } from "./flood.ts";

const DISK_MB = 24;
const FILLER_MB = 8;
const BATCH = 5_000;
const START_MS = Date.now() - 24 * 3_600_000;

/** Disks of their own are given to who may make a mount namespace: root, or a user where the system lets them. */
const MOUNTS = spawnSync("unshare", ["-rm", "true"]).status === 0;

let place: string;
let server: ServerProcess;

beforeEach(async () => {
  place = makeDataFolder();
  const data = join(place, "disk");
  mkdirSync(data);
  // A small disk, part of which is taken until a file says so.
  const script = `mount -t tmpfs -o size=${DISK_MB}m tmpfs "$0" && head -c ${FILLER_MB}M /dev/zero > "$0/filler" &&
    { (while [ ! -e "$0/../free" ]; do sleep 0.1; done; rm "$0/filler") & exec "$@"; }`;
  if (MOUNTS)
    server = await ServerProcess.start(data, [], undefined, ["unshare", "-rm", "sh", "-c", script, data]);
});

afterEach(async () => {
  // The shell that waits for it ends, else it would hold on to what the server writes to.
  writeFileSync(join(place, "free"), "");
  await server?.kill9();
  removeDataFolder(place);
});

describe.skipIf(!MOUNTS)("a disk that is full", () => {
  it("[IN9] is told as ingest/storage-full, loses nothing acknowledged, and takes again once there is room", async () => {
    const token = await server.createToken();
    await server.register(token, {
      layer: { id: "water", kind: "water" },
      assets: [{ id: "n", class: "junction" }],
      datastreams: [{ id: "p", asset: "n", observedProperty: "pressure" }],
    });
    const socket = await connectIngest(server.url, token);
    let sent = 0;
    const batch = () => ({
      items: Array.from({ length: BATCH }, () => ({
        ...{ datastream: "p", time: START_MS + ++sent, result: Math.sin(sent) },
      })),
    });
    /** Sends until it is refused; answers how much was acknowledged. */
    let acknowledged = 0;
    let refused: object | undefined;
    while (!refused && sent < 5_000_000) {
      const answer = await sendBatch(socket, batch());
      if ("error" in answer) refused = answer.error;
      else acknowledged += answer.accepted;
    }
    expect(refused).toMatchObject({ code: "ingest/storage-full" });
    expect(acknowledged).toBe(sent - BATCH);
    expect(acknowledged).toBeGreaterThan(BATCH);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    // Still refused, still there, still answering.
    expect(await sendBatch(socket, batch())).toMatchObject({ error: { code: "ingest/storage-full" } });
    const read = `/api/v1/datastreams/p/observations?from=${START_MS}&limit=10000`;
    expect(await server.pages<Observation>(token, read)).toHaveLength(acknowledged);

    writeFileSync(join(place, "free"), "");
    await expect
      .poll(async () => sendBatch(socket, { items: [{ datastream: "p", time: START_MS - 1, result: 1 }] }), {
        timeout: 60_000,
      })
      .toMatchObject({ rejected: [] } satisfies Partial<Acknowledgement>);
    await expect
      .poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 60_000 })
      .toBe(200);
    expect(await server.pages<Observation>(token, read)).toHaveLength(acknowledged);
    socket.disconnect();
  });
});
