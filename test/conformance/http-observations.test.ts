import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as openRequest } from "node:http";
import { gzipSync } from "node:zlib";
import {
  AcknowledgementSchema,
  BatchCheckSchema,
  MAX_LISTED_REJECTIONS,
  type StreamAcknowledgement,
  StreamAcknowledgementSchema,
} from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { fuzzRuns } from "../fuzz/fuzz-runs.ts";
import { startApi } from "./http-api.ts";

const PATH = "/api/v1/observations";
const NDJSON = { "content-type": "application/x-ndjson" };

const api = startApi();
const { read, refusal } = api;

let clockMs = Date.now() - 3_000_000;
/** An observation at a moment that no other of this file has. */
const good = (datastream = "p-1") => ({ datastream, time: ++clockMs, result: 50 });
const linesOf = (items: readonly unknown[]) => items.map((item) => `${JSON.stringify(item)}\n`).join("");
const stream = (body: string, headers: Record<string, string> = {}) =>
  read(PATH, StreamAcknowledgementSchema, { method: "POST", body, headers: { ...NDJSON, ...headers } });
const timesOf = async (id: string) => (await api.server.observations(api.token, id)).map(({ time }) => time);

describe("a batch over HTTP", () => {
  it("[HP1] is answered with its acknowledgement, and its name repeats it", async () => {
    const body = { batch: "http-1", items: [good("p-2"), { ...good("p-2"), result: "50" }] };
    const answer = await read(PATH, AcknowledgementSchema, { method: "POST", body });
    expect(answer).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [
        {
          index: 1,
          code: "ingest/wrong-type",
          message: "result is a string; this datastream takes a number",
        },
      ],
    });
    expect(await read(PATH, AcknowledgementSchema, { method: "POST", body })).toEqual(answer);
    expect(await timesOf("p-2")).toContain(body.items[0]?.time);
  });

  it.each([
    [{ items: [] }, 400, "ingest/empty-batch"],
    [{ items: "x" }, 400, "ingest/malformed-payload"],
    [[], 400, "ingest/malformed-payload"],
    ["{", 400, "request/malformed-body"],
    [{ items: Array.from({ length: 5_001 }, () => 1) }, 413, "ingest/batch-too-large"],
    [{ items: ["x".repeat(3_000_000)] }, 413, "request/too-large"],
  ])("[HP1] that is none is refused whole (%#)", async (body, status, code) => {
    expect(await refusal(PATH, { method: "POST", body })).toMatchObject({ status, code });
  });

  it("[HP1] needs a token", async () => {
    const body = { items: [good()] };
    for (const headers of [{}, NDJSON]) {
      const asked = { method: "POST", body, headers };
      expect(await refusal(PATH, { ...asked, as: "nobody" })).toMatchObject({
        code: "access/unauthenticated",
      });
      expect(await refusal(PATH, { ...asked, as: "administrator" })).toMatchObject({
        code: "access/forbidden",
      });
    }
    expect(
      await refusal(PATH, { method: "POST", body: "x", headers: { "content-type": "text/plain" } }),
    ).toMatchObject({ status: 415, code: "request/unsupported-media-type" });
  });
});

describe("a stream of lines", () => {
  it("[HP2] is taken whole, more than a batch holds", async () => {
    const items = Array.from({ length: 12_345 }, () => good("p-3"));
    expect(await stream(linesOf(items))).toEqual({
      ...{ accepted: 12_345, duplicates: 0, rejected: [], moreRejected: 0 },
    });
    expect(await timesOf("p-3")).toEqual(items.map(({ time }) => time));
    expect(await stream(linesOf(items.slice(0, 6_000)))).toMatchObject({ accepted: 0, duplicates: 6_000 });
  });

  it("[HP2] may be gzip, and no other encoding", async () => {
    const items = Array.from({ length: 2_000 }, () => good());
    const post = (body: string | Uint8Array<ArrayBuffer>, encoding: string) =>
      fetch(`${api.server.url}${PATH}`, {
        method: "POST",
        headers: {
          ...NDJSON,
          "content-encoding": encoding,
          authorization: `Bearer ${api.token}`,
        },
        body,
      });
    expect(await (await post(new Uint8Array(gzipSync(linesOf(items))), "gzip")).json()).toMatchObject({
      accepted: 2_000,
    });
    const notGzip = await post(linesOf(items), "gzip");
    expect([notGzip.status, await notGzip.json()]).toMatchObject([400, { code: "request/malformed-body" }]);
    const other = await post(linesOf(items), "br");
    expect([other.status, await other.json()]).toMatchObject([
      415,
      { code: "request/unsupported-media-type" },
    ]);
  });

  it("[HP3] rejects a line by its number and takes the rest", async () => {
    const body = [
      `\uFEFF${JSON.stringify(good())}\r`,
      "",
      "{ not JSON",
      JSON.stringify({ ...good(), datastream: "none" }),
      JSON.stringify({ ...good(), note: "y".repeat(20_000) }),
      "[1]",
      "17",
      JSON.stringify(good()),
    ].join("\n");
    const answer = await stream(body);
    expect(answer).toMatchObject({ accepted: 2, duplicates: 0, moreRejected: 0 });
    expect(answer.rejected.map(({ line, code }) => [line, code])).toEqual([
      [3, "ingest/malformed-payload"],
      [4, "ingest/unknown-datastream"],
      [5, "ingest/malformed-payload"],
      [6, "ingest/malformed-payload"],
      [7, "ingest/malformed-payload"],
    ]);
  });

  it("[HP3] lists the first 1,000 rejections and counts the rest", async () => {
    const items = Array.from({ length: 7_000 }, (_, i) => (i % 2 ? "bad" : { ...good(), result: null }));
    const answer = await stream(linesOf(items));
    expect(answer.rejected.map(({ line }) => line)).toEqual(
      Array.from({ length: MAX_LISTED_REJECTIONS }, (_, i) => i + 1),
    );
    expect(answer).toMatchObject({ accepted: 0, moreRejected: 6_000 });
  });

  it("[HP4] that comes slowly is written while it comes", async () => {
    const slow = openRequest(`${api.server.url}${PATH}`, {
      method: "POST",
      headers: { ...NDJSON, authorization: `Bearer ${api.token}` },
    });
    const items = [good("p-4"), good("p-4"), good("p-4")];
    slow.write(linesOf(items.slice(0, 2)));
    await vi.waitFor(async () => expect(await timesOf("p-4")).toHaveLength(2), { timeout: 30_000 });
    const half = linesOf(items.slice(2));
    slow.write(half.slice(0, 10));
    slow.end(half.slice(10));
    const [response] = (await once(slow, "response")) as [import("node:http").IncomingMessage];
    expect(JSON.parse(Buffer.concat(await response.toArray()).toString())).toMatchObject({ accepted: 3 });
  });

  it("[HP4] that breaks off keeps what was taken, nothing of half a line, and the server", async () => {
    const broken = openRequest(`${api.server.url}${PATH}`, {
      method: "POST",
      headers: { ...NDJSON, authorization: `Bearer ${api.token}` },
    });
    broken.on("error", () => undefined);
    const items = [good("p-5"), good("p-5")];
    broken.write(linesOf(items).slice(0, -20));
    await vi.waitFor(async () => expect(await timesOf("p-5")).toHaveLength(1), { timeout: 30_000 });
    broken.destroy();
    expect(await stream(linesOf(items))).toMatchObject({ accepted: 1, duplicates: 1 });
  });

  it("[HP3] of any bytes is answered: every line is accounted for", async () => {
    const line = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom(...["", " ", "\r", "null", "{}", '{"datastream":"p-6"}', "\u0000", "\uFEFF"]),
      fc
        .record({ datastream: fc.constant("p-6"), time: fc.anything(), result: fc.anything() })
        .map((item) => {
          try {
            return JSON.stringify(item);
          } catch {
            return "";
          }
        }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 50 }), async (lines) => {
        const body = lines.join("\n");
        const answer = await stream(body);
        const { accepted, duplicates, rejected, moreRejected } = answer as StreamAcknowledgement;
        const wanted = Buffer.from(body)
          .toString("utf8")
          .replace(/^\uFEFF/, "")
          .split("\n")
          .filter((text) => text.trim() !== "");
        expect(accepted + duplicates + rejected.length + moreRejected).toBe(wanted.length);
      }),
      fuzzRuns("HTTP, NDJSON of anything", 40),
    );
  });
});

describe("curl", () => {
  const curl = async (args: readonly string[], input: string) => {
    const child = spawn("curl", [
      "-sS",
      ...["-H", `Authorization: Bearer ${api.token}`, "-H", "Content-Type: application/x-ndjson"],
      ...args,
      `${api.server.url}${PATH}`,
    ]);
    child.stdin.end(input);
    const [out] = await Promise.all([child.stdout.toArray(), once(child, "close")]);
    return JSON.parse(Buffer.concat(out).toString("utf8")) as unknown;
  };

  it("[HP2] pushes a stream, from a file or as it comes", async () => {
    const items = Array.from({ length: 6_000 }, () => good("p-7"));
    const text = linesOf(items);
    expect(await curl(["--data-binary", "@-"], text.slice(0, text.length / 2))).toMatchObject({
      accepted: expect.any(Number),
    });
    expect(await curl(["-X", "POST", "-T", "-"], text)).toMatchObject({
      accepted: expect.any(Number),
      rejected: [],
    });
    expect(await timesOf("p-7")).toHaveLength(6_000);
  });
});

describe("the sandbox", () => {
  it("[HP5] says what would become of each item and stores nothing", async () => {
    const [stored, once] = [good("p-8"), good("p-8")];
    await stream(linesOf([stored]));
    const items = [
      stored,
      { ...stored, result: 51 },
      once,
      once,
      { ...once, time: stored.time - 500_000 },
      { ...once, datastream: "none" },
      "x",
    ];
    for (let time = 0; time < 2; time++) {
      const answer = await read(`${PATH}/check`, BatchCheckSchema, { method: "POST", body: { items } });
      expect(answer).toMatchObject({ accepted: 2, duplicates: 2, rejected: 3 });
      expect(answer.items.map(({ outcome, code, late }) => [outcome, code ?? late])).toEqual([
        ["duplicate", undefined],
        ["rejected", "ingest/conflict"],
        ["accepted", false],
        ["duplicate", undefined],
        ["accepted", true],
        ["rejected", "ingest/unknown-datastream"],
        ["rejected", "ingest/malformed-payload"],
      ]);
    }
    expect(await timesOf("p-8")).toEqual([stored.time]);
  });

  it("[HP5] is open to administrators, and refuses what no batch is", async () => {
    const asked = { method: "POST", as: "administrator" } as const;
    await read(`${PATH}/check`, BatchCheckSchema, { ...asked, body: { items: [good()] } });
    expect(await refusal(`${PATH}/check`, { ...asked, body: { items: [] } })).toMatchObject({
      code: "ingest/empty-batch",
    });
    expect(await refusal(`${PATH}/check`, { ...asked, body: { items: [1] }, as: "nobody" })).toMatchObject({
      status: 401,
    });
  });
});
