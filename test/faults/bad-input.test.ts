import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { Acknowledgement, BatchRefusal } from "@shuicheng/shared/contracts";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, runNode, ServerProcess } from "../server-process.ts";
import { connectIngest } from "./flood.ts";

let dataFolder: string;
let server: ServerProcess;
let token: string;
let socket: Socket;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: [{ id: "n-1", class: "junction" }],
    datastreams: [
      { id: "p", asset: "n-1", observedProperty: "pressure", range: { min: 0, max: 100 }, limits: { H: 80 } },
      { id: "open", asset: "n-1", observedProperty: "state", resultType: "boolean" },
      {
        id: "mode",
        asset: "n-1",
        observedProperty: "mode",
        resultType: "category",
        categories: ["auto", "hand"],
      },
    ],
  });
  socket = await connectIngest(server.url, token);
});

afterAll(async () => {
  socket?.disconnect();
  await server?.kill9();
  removeDataFolder(dataFolder);
});

let clockMs = Date.now() - 3_600_000;
/** A moment that no other observation of the test has. */
const moment = () => ++clockMs;
const good = () => ({ datastream: "p", time: moment(), result: 50 });

async function send(payload: unknown): Promise<Acknowledgement & BatchRefusal> {
  return socket.timeout(20_000).emitWithAck("observations", payload);
}

/** The connection lives and takes a good batch. */
async function expectAlive(): Promise<void> {
  expect(socket.connected).toBe(true);
  expect((await send({ items: [good()] })).accepted).toBe(1);
}

describe("bad items", () => {
  const HOUR_MS = 3_600_000;
  it.each<[string, () => unknown, string]>([
    ["an unknown datastream", () => ({ ...good(), datastream: "nobody" }), "ingest/unknown-datastream"],
    ["a datastream that is no string", () => ({ ...good(), datastream: 7 }), "ingest/malformed-payload"],
    ["NaN, which JSON makes null", () => ({ ...good(), result: Number.NaN }), "ingest/invalid-result"],
    [
      "infinity, which JSON makes null",
      () => ({ ...good(), result: Number.POSITIVE_INFINITY }),
      "ingest/invalid-result",
    ],
    ["no result", () => ({ datastream: "p", time: moment() }), "ingest/wrong-type"],
    ["a string for a number", () => ({ ...good(), result: "50" }), "ingest/wrong-type"],
    ["a boolean for a number", () => ({ ...good(), result: true }), "ingest/wrong-type"],
    ["a number for a boolean", () => ({ ...good(), datastream: "open", result: 1 }), "ingest/wrong-type"],
    [
      "an unknown category",
      () => ({ ...good(), datastream: "mode", result: "asleep" }),
      "ingest/unknown-category",
    ],
    ["an unknown quality", () => ({ ...good(), quality: "splendid" }), "ingest/invalid-quality"],
    ["a time in the future", () => ({ ...good(), time: Date.now() + HOUR_MS }), "ingest/time-in-future"],
    ["a time too old", () => ({ ...good(), time: Date.UTC(1990, 0, 1) }), "ingest/time-too-old"],
    ["a time without an offset", () => ({ ...good(), time: "2026-01-31T08:00:00" }), "ingest/invalid-time"],
    ["a time that is none", () => ({ ...good(), time: "soon" }), "ingest/invalid-time"],
  ])("rejects %s and accepts the rest of the batch", async (_what, item, code) => {
    const answer = await send({ items: [good(), item(), good()] });
    expect(answer).toMatchObject({ accepted: 2, duplicates: 0, rejected: [{ index: 1, code }] });
    expect(answer.rejected[0]!.message).not.toBe("");
    await expectAlive();
  });

  it.each([null, 7, "text", []])("rejects %j for an item and accepts the rest", async (item) => {
    const answer = await send({ items: [good(), item] });
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 1 }] });
    expect(answer.rejected[0]!.code).toMatch(/^ingest\//);
    await expectAlive();
  });

  it("takes a repeat as a duplicate and a different result for the same time as a conflict", async () => {
    const first = good();
    await send({ items: [first] });
    const answer = await send({ items: [first, { ...first, result: 51 }, good()] });
    expect(answer).toMatchObject({
      accepted: 1,
      duplicates: 1,
      rejected: [{ index: 1, code: "ingest/conflict" }],
    });
  });

  it("keeps a value outside the valid range as uncertain and still holds it against its limits", async () => {
    await send({ items: [{ datastream: "p", time: Date.now(), result: 250 }] });
    const { latest } = (await server.datastreams(token)).find(({ id }) => id === "p")!;
    expect(latest).toMatchObject({ result: 250, quality: "uncertain", side: "H" });
  });
});

describe("bad batches", () => {
  it.each<[string, unknown, string]>([
    ["an empty one", { items: [] }, "ingest/empty-batch"],
    ["one over the limit", { items: Array.from({ length: 5_001 }, good) }, "ingest/batch-too-large"],
    ["one without items", {}, "ingest/malformed-payload"],
    ["items that are no list", { items: "many" }, "ingest/malformed-payload"],
    ["null", null, "ingest/malformed-payload"],
    ["a number", 12, "ingest/malformed-payload"],
    ["binary", Buffer.from([1, 2, 3]), "ingest/malformed-payload"],
    ["a batch name that is no string", { batch: 5, items: [good()] }, "ingest/malformed-payload"],
    ["a batch name too long", { batch: "x".repeat(129), items: [good()] }, "ingest/malformed-payload"],
  ])("refuses %s whole; the connection lives", async (_what, payload, code) => {
    expect(await send(payload)).toMatchObject({ error: { code, message: expect.stringMatching(/./) } });
    await expectAlive();
  });

  it("lives through events it does not know and observations without an acknowledgement", async () => {
    socket.emit("drop tables", { all: true });
    socket.emit("observations");
    socket.emit("observations", { items: [good()] });
    await expectAlive();
  });
});

describe("bad connections", () => {
  const attempt = (auth: object, namespace = "/ingest") =>
    new Promise<{ code?: string }>((resolve) => {
      const other = io(`${server.url}${namespace}`, {
        auth,
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
      });
      const end = (data: { code?: string }) => {
        other.disconnect();
        resolve(data);
      };
      other.once("connect", () => end({ code: "connected" }));
      other.once("connect_error", (error) => end((error as { data?: { code?: string } }).data ?? {}));
    });

  it.each([[{}], [{ token: "" }], [{ token: 5 }], [{ token: "sc_wrong" }]])(
    "refuses %j at /ingest",
    async (auth) => {
      expect(await attempt(auth)).toMatchObject({ code: "access/unauthenticated" });
    },
  );

  it("refuses a wrong token at /live", async () => {
    expect(await attempt({ token: "wrong" }, "/live")).toMatchObject({ code: "access/unauthenticated" });
  });

  it.each([
    ["not a packet", "zzzz"],
    ["a packet of an unknown type", "49/ingest,"],
    ["broken JSON", '42/ingest,["observations",{'],
  ])("closes only the connection that sends a malformed frame: %s", async (_what, frame) => {
    const { hostname, port } = new URL(server.url);
    const other = await connectIngest(server.url, token);
    const closed = new Promise((resolve) => other.once("disconnect", resolve));
    // Below Socket.IO: the raw frame goes out on this client's own websocket.
    (other.io.engine as unknown as { transport: { ws: { send(text: string): void } } }).transport.ws.send(
      frame,
    );
    await closed;
    await expectAlive();
    // Nor does half a handshake by somebody else disturb anything.
    const stranger = connect(Number(port), hostname);
    stranger.end("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: web");
    await new Promise((resolve) => stranger.once("close", resolve).resume());
    await expectAlive();
  });

  it("closes only the connection that sends a message beyond the limit of size", async () => {
    const other = await connectIngest(server.url, token);
    const closed = new Promise((resolve) => other.once("disconnect", resolve));
    other.emit("observations", { items: [{ ...good(), datastream: "x".repeat(8 * 1024 * 1024) }] });
    await closed;
    await expectAlive();
  });
});

describe("bad HTTP requests", () => {
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", ...init.headers };
    const response = await fetch(`${server.url}${path}`, { ...init, headers });
    const contentType = response.headers.get("content-type")?.split(";")[0];
    return { status: response.status, contentType, ...((await response.json()) as { code: string }) };
  };
  const problem = (status: number, code: string) => ({
    status,
    contentType: "application/problem+json",
    code,
  });

  it.each<[string, string, RequestInit, number, string]>([
    [
      "a wrong token",
      "/api/v1/layers",
      { headers: { authorization: "Bearer wrong" } },
      401,
      "access/unauthenticated",
    ],
    ["no credentials", "/api/v1/layers", { headers: { authorization: "" } }, 401, "access/unauthenticated"],
    [
      "a token for what administrators do",
      "/api/v1/tokens",
      { method: "POST", body: '{"name":"x"}' },
      403,
      "access/forbidden",
    ],
    ["an unknown datastream", "/api/v1/datastreams/nobody", {}, 404, "datastream/unknown"],
    ["an unknown asset", "/api/v1/assets/nobody", {}, 404, "asset/unknown"],
    ["an unknown path", "/api/v1/nothing", {}, 404, "request/not-found"],
    ["a limit beyond all measure", "/api/v1/assets?limit=1000000", {}, 400, "request/invalid"],
    ["a broken cursor", "/api/v1/assets?cursor=zzzz", {}, 400, "request/invalid"],
    ["a time that is none", "/api/v1/datastreams/p/observations?from=soon", {}, 400, "request/invalid"],
    [
      "broken JSON",
      "/api/v1/datastreams/import",
      { method: "POST", body: "{" },
      400,
      "request/malformed-body",
    ],
    [
      "a body of another shape",
      "/api/v1/datastreams/import",
      { method: "POST", body: "{}" },
      400,
      "request/invalid",
    ],
  ])("answers %s with a problem document", async (_what, path, init, status, code) => {
    expect(await ask(path, init)).toMatchObject(problem(status, code));
  });

  it("answers a wrong password like an unknown user", async () => {
    const tryIn = (username: string) =>
      ask("/api/v1/sessions", {
        method: "POST",
        body: JSON.stringify({ username, password: "wrong" }),
        headers: { authorization: "" },
      });
    expect(await tryIn("admin")).toMatchObject(problem(401, "access/invalid-credentials"));
    const { detail: known } = (await tryIn("admin")) as unknown as { detail: string };
    expect(await tryIn("nobody")).toMatchObject({ detail: known });
  });
});

describe("a bad network file", () => {
  const IMPORT = join(import.meta.dirname, "../../packages/server/src/cli/import.ts");
  const importFile = (path: string) =>
    runNode([IMPORT, path, "--place", "115.98,36.45", "--url", server.url, "--token", token]);

  it("is refused by file, line, column and reason, and nothing is published", async () => {
    const folder = makeDataFolder();
    const path = join(folder, "broken.inp");
    writeFileSync(
      path,
      "[JUNCTIONS]\n A 10\n B ten\n[PIPES]\n P1 A B\n[COORDINATES]\n A 0 0\n B 5 5\n[END]\n",
    );
    const before = await server.pages(token, "/api/v1/layers");
    const outcome = await importFile(path);
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(/^broken\.inp:3:4: .*"ten".*number/m);
    expect(outcome.stderr).toMatch(/^broken\.inp:5:2: .*ID Node1 Node2/m);
    expect(await server.pages(token, "/api/v1/layers")).toEqual(before);
    removeDataFolder(folder);
  });

  it("says in one line that a file is not there", async () => {
    const outcome = await importFile("/nowhere.inp");
    expect(outcome.status).toBe(1);
    expect(outcome.stderr.trim().split("\n")).toEqual([expect.stringContaining("/nowhere.inp")]);
  });
});

/** What a start that fails says; a page that had to be built first is no part of it. */
const linesOf = (said: string) =>
  said
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("building the page"));

describe("bad starts", () => {
  const start = (flags: readonly string[], folder = dataFolder) =>
    ServerProcess.start(folder, flags).then(
      async (started) => {
        await started.kill9();
        return "started";
      },
      (error: Error) => error.message,
    );

  it.each([
    ["a flag it does not know", ["--prot", "1"], /--prot.*--port/],
    ["a port that is none", ["--port", "eighty"], /--port eighty/],
    ["a flag without a value", ["--port"], /--port/],
    ["a time zone that is none", ["--time-zone", "Moon/Base"], /--time-zone Moon\/Base/],
  ])("ends with status 1 and one line for %s", async (_what, flags, words) => {
    const folder = makeDataFolder();
    const [summary, ...said] = linesOf(await start(flags, folder));
    expect(summary).toBe("the server ended with 1");
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(words);
    removeDataFolder(folder);
  });

  it("names the port that is in use", async () => {
    const folder = makeDataFolder();
    const said = await start(["--port", String(server.port)], folder);
    expect(linesOf(said)).toEqual([
      "the server ended with 1",
      expect.stringContaining(`--port ${server.port}`),
    ]);
    removeDataFolder(folder);
  });

  it("refuses a data folder that another server holds", async () => {
    const said = await start([]);
    expect(linesOf(said)).toEqual(["the server ended with 1", expect.stringContaining(dataFolder)]);
    await expectAlive();
  });
});

describe("a data folder of a newer version", () => {
  it.each(["registry.db", "log.db", "history.db"])("is refused and left as it is: %s", async (file) => {
    const { DatabaseSync } = await import("node:sqlite");
    const folder = makeDataFolder();
    mkdirSync(folder, { recursive: true });
    const path = join(folder, file);
    const database = new DatabaseSync(path);
    database.exec("CREATE TABLE of_tomorrow (x); PRAGMA user_version = 9999");
    database.close();
    const before = readFileSync(path);
    const said = await ServerProcess.start(folder).then(
      () => "started",
      (error: Error) => error.message,
    );
    expect(linesOf(said)).toEqual(["the server ended with 1", expect.stringMatching(/9999|newer/)]);
    expect(readFileSync(path).equals(before)).toBe(true);
    removeDataFolder(folder);
  });
});
