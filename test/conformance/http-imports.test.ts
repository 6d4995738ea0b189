import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  ImportReportSchema,
  type Job,
  JobSchema,
  type Layer,
  LayerSchema,
} from "@shuicheng/shared/contracts";
import { Compile } from "typebox/compile";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Asked, listOf, startApi } from "./http-api.ts";

const SAMPLES = process.env.SHUICHENG_SAMPLES ?? "../shared/data";
const NET3 = join(SAMPLES, "networks/Net3.inp");

const api = startApi();
const { ask, read, refusal } = api;

describe("network imports that are refused", () => {
  const path = "/api/v1/networks/import";
  it.each<[string, string, Asked, number, string]>([
    ["without a name", path, { body: "[TITLE]" }, 400, "request/invalid"],
    ["of another format", `${path}?name=a.dwg&place=1,2`, { body: "x" }, 415, "network/unsupported-format"],
    ["without a place", `${path}?name=a.inp`, { body: "x" }, 400, "network/invalid-placement"],
    ["without a body", `${path}?name=a.inp&place=1,2`, {}, 400, "request/incomplete-body"],
    ["by nobody", `${path}?name=a.inp&place=1,2`, { as: "nobody", body: "x" }, 401, "access/unauthenticated"],
  ])("%s", async (_what, target, asked, status, code) => {
    expect(await refusal(target, { method: "POST", ...asked })).toMatchObject({ status, code });
  });
});

describe.skipIf(!existsSync(NET3))("Net3, sent as the body of a request", () => {
  let layer: Layer;

  beforeAll(async () => {
    const response = await ask("/api/v1/networks/import?name=Net3.inp&place=115.98,36.45", {
      method: "POST",
      body: readFileSync(NET3, "utf8"),
      headers: { "content-type": "text/plain" },
    });
    expect(response.status).toBe(202);
    const location = response.headers.get("location")!;
    const job = await vi.waitFor(
      async () => {
        const seen = await read(location, JobSchema);
        expect(["done", "failed"]).toContain(seen.state);
        return seen as Job;
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(job.error).toBeNull();
    layer = await read(`/api/v1/layers/${job.report!.layer}`, LayerSchema);
  });

  it("is a job with a report", async () => {
    const { items } = await read("/api/v1/jobs", listOf(JobSchema));
    expect(items[0]).toMatchObject({ kind: "network-import", name: "Net3.inp", state: "done", progress: 1 });
    expect(Compile(ImportReportSchema).Check(items[0]!.report)).toBe(true);
    expect(items[0]!.report).toMatchObject({ layer: layer.id, added: layer.features });
  });

  it("has tiles that are cached by name, answered in parts and only to who may see them", async () => {
    const path = layer.tileset!;
    const whole = await ask(path);
    expect(whole.headers.get("cache-control")).toMatch(/^private, .*immutable/);
    const etag = whole.headers.get("etag")!;
    const text = await whole.text();
    expect(JSON.parse(text)).toMatchObject({ asset: { version: "1.1" } });
    const head = await ask(path, { method: "HEAD" });
    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, etag, ""]);
    expect((await ask(path, { headers: { "if-none-match": etag } })).status).toBe(304);
    const part = await ask(path, { headers: { range: "bytes=2-11", "accept-encoding": "identity" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 2-11/${Buffer.byteLength(text)}`);
    expect(await part.text()).toBe(Buffer.from(text).subarray(2, 12).toString());
    const beyond = await refusal(path, { headers: { range: `bytes=${text.length + 10}-` } });
    expect(beyond).toMatchObject({ status: 416, code: "request/range-not-satisfiable" });
    expect(beyond.response.headers.get("content-range")).toBe(`bytes */${Buffer.byteLength(text)}`);
    expect(beyond.response.headers.get("cache-control")).toBe("no-store");
    expect(beyond.response.headers.get("etag")).not.toBe(etag);
    expect(await refusal(path, { as: "nobody" })).toMatchObject({ status: 401 });
    expect((await ask(path, { as: "administrator" })).status).toBe(200);
  });

  it("answers part of a tile as its own bytes to a client that takes compression", async () => {
    const tileset = JSON.stringify(await (await ask(layer.tileset!)).json());
    const [, tile] = /"uri":"([^"]+\.glb)"/.exec(tileset)!;
    const path = new URL(tile!, new URL(layer.tileset!, api.server.url)).pathname;
    const whole = Buffer.from(await (await ask(path)).arrayBuffer());
    expect(whole.toString("latin1", 0, 4)).toBe("glTF");
    const part = await ask(path, { headers: { range: "bytes=4-5003", "accept-encoding": "gzip" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-encoding")).toBeNull();
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(4, 5_004))).toBe(true);
  });
});
