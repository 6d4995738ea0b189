import type { Acknowledgement, BatchRefusal, OpenAnswer } from "@shuicheng/shared/contracts";
import { encodeObservationBatch } from "@shuicheng/shared/protocol";
import fc from "fast-check";
import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzzRuns } from "../fuzz/fuzz-runs.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, push } from "./plain-client.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let dataFolder: string;
let server: ServerProcess;
let token: string;
let socket: Socket;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  const own = { asset: "n", observedProperty: "pressure" };
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: [{ id: "n", class: "junction" }],
    datastreams: [
      { id: "p", ...own, range: { min: 0, max: 100 } },
      { id: "q", ...own },
      { id: "door", asset: "n", observedProperty: "state", resultType: "boolean" },
      {
        ...{ id: "pump", asset: "n", observedProperty: "mode" },
        resultType: "category",
        categories: ["off", "on"],
      },
    ],
  });
  socket = await connectPlain(server.url, "/ingest", { auth: { token } });
});

afterAll(async () => {
  socket?.disconnect();
  await server?.kill9();
  removeDataFolder(dataFolder);
});

const open = (by: Socket, datastreams: unknown): Promise<OpenAnswer | BatchRefusal> =>
  by.emitWithAck("open", { datastreams });
const send = (
  by: Socket,
  rows: readonly (readonly [handle: number, time: number, result: number, quality?: number])[],
  options: { readonly batch?: string } = {},
): Promise<Acknowledgement | BatchRefusal> => {
  const columns = encodeObservationBatch({
    timeMs: Float64Array.from(rows, ([, time]) => time),
    result: Float64Array.from(rows, ([, , result]) => result),
    handle: Int32Array.from(rows, ([handle]) => handle),
    quality: Uint8Array.from(rows, ([, , , quality = 0]) => quality),
  });
  return by.emitWithAck("observations.bin", columns, options);
};
const START_MS = Date.now() - HOUR_MS;

describe("a batch in columns", () => {
  it("[IN12] has handles of its connection, null for what there is none of", async () => {
    expect(await open(socket, ["p", "nowhere", "door", "pump", "q"])).toEqual({
      handles: [0, null, 1, 2, 3],
    });
    expect(await open(socket, ["p"])).toEqual({ handles: [4] });
    for (const wrong of ["p", [7], undefined, { length: 1 }])
      expect(await open(socket, wrong)).toMatchObject({ error: { code: "ingest/malformed-payload" } });
    const other = await connectPlain(server.url, "/ingest", { auth: { token } });
    expect(await send(other, [[0, START_MS, 1]])).toMatchObject({
      rejected: [{ index: 0, code: "ingest/unknown-datastream" }],
    });
    other.disconnect();
  });

  it("[IN13][IN2] is stored as its values say: numbers, booleans, categories, qualities", async () => {
    const answer = await send(socket, [
      [0, START_MS + 1, 12.5],
      [0, START_MS + 2, 250],
      [0, START_MS + 3.9, 13, 2],
      [1, START_MS + 1, 1],
      [2, START_MS + 1, 1],
    ]);
    expect(answer).toEqual({ accepted: 5, duplicates: 0, rejected: [] });
    expect(await server.observations(token, "p")).toEqual([
      { time: START_MS + 1, result: 12.5, quality: "good" },
      { time: START_MS + 2, result: 250, quality: "uncertain" },
      { time: START_MS + 3, result: 13, quality: "bad" },
    ]);
    expect(await server.observations(token, "door")).toMatchObject([{ result: true }]);
    expect(await server.observations(token, "pump")).toMatchObject([{ result: "on" }]);
  });

  it("[IN13][IN3][IN7] loses only the rows that cannot be taken, each by index and code", async () => {
    const at = START_MS + 100;
    const answer = await send(socket, [
      [9, at, 1],
      [3, at, 1],
      [3, Number.NaN, 1],
      [3, Date.now() + 10 * MINUTE_MS, 1],
      [3, 0, 1],
      [3, at + 1, Number.POSITIVE_INFINITY],
      [1, at, 2],
      [2, at, 0.5],
      [3, at + 2, 1, 3],
      [3, at + 3, 1],
      [-1, at, 1],
    ]);
    expect(answer).toMatchObject({ accepted: 2, duplicates: 0 });
    expect((answer as Acknowledgement).rejected.map(({ index, code }) => [index, code])).toEqual([
      [0, "ingest/unknown-datastream"],
      [2, "ingest/invalid-time"],
      [3, "ingest/time-in-future"],
      [4, "ingest/time-too-old"],
      [5, "ingest/invalid-result"],
      [6, "ingest/wrong-type"],
      [7, "ingest/unknown-category"],
      [8, "ingest/invalid-quality"],
      [10, "ingest/unknown-datastream"],
    ]);
  });

  it("[IN13][IN4] is the same observation as one in JSON, and conflicts with another result", async () => {
    const time = START_MS + 200;
    expect(await push(socket, { items: [{ datastream: "q", time, result: 5 }] })).toMatchObject({
      accepted: 1,
    });
    expect(
      await send(socket, [
        [3, time, 5],
        [3, time, 6],
        [3, time + 1, 7],
        [3, time + 1, 7],
        [3, time + 1, 8],
        [3, time - 1, 4],
      ]),
    ).toMatchObject({
      accepted: 2,
      duplicates: 2,
      rejected: [
        { index: 1, code: "ingest/conflict" },
        { index: 4, code: "ingest/conflict" },
      ],
    });
  });

  it("[IN13][IN6] repeats its acknowledgement under its name", async () => {
    const first = await send(socket, [[3, START_MS + 300, 1]], { batch: "b" });
    expect(first).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    expect(await send(socket, [[3, START_MS + 300, 1]], { batch: "b" })).toEqual(first);
    expect(await send(socket, [[3, START_MS + 300, 1]])).toMatchObject({ duplicates: 1 });
  });

  it("[IN13][IN11] is refused with a code where the frame is wrong, and the connection lives", async () => {
    const sound = encodeObservationBatch({
      timeMs: Float64Array.of(START_MS + 400, START_MS + 401),
      result: Float64Array.of(1, 2),
      handle: Int32Array.of(3, 3),
      quality: Uint8Array.of(0, 0),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sound.length - 1),
        fc.nat(255),
        fc.constantFrom("flip", "cut", "append"),
        async (at, byte, how) => {
          const bytes = Buffer.from(how === "cut" ? sound.slice(0, at) : sound);
          if (how === "flip") bytes[at] = byte;
          const sent = how === "append" ? Buffer.concat([bytes, Buffer.of(byte)]) : bytes;
          const answer: Acknowledgement | BatchRefusal = await socket.emitWithAck(
            "observations.bin",
            sent,
            {},
          );
          if ("error" in answer) expect(answer.error.code).toMatch(/^ingest\//);
          else expect(answer.accepted + answer.duplicates + answer.rejected.length).toBe(2);
        },
      ),
      fuzzRuns("Socket.IO, binary", 60),
    );
    for (const payload of [null, "text", { items: [] }, 7])
      expect(await socket.emitWithAck("observations.bin", payload)).toMatchObject({
        error: { code: "ingest/malformed-payload" },
      });
    expect(socket.connected).toBe(true);
  });
});
