import { spawn } from "node:child_process";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { DatastreamSchema, TableImportSchema } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { startApi } from "./http-api.ts";

const PATH = "/api/v1/datastreams/import";
const CSV = { "content-type": "text/csv" };

const api = startApi();
const { ask, read, refusal } = api;
const send = (query: string, body: string) =>
  read(`${PATH}?${query}`, TableImportSchema, { method: "POST", body, headers: CSV });
const datastream = (id: string) => read(`/api/v1/datastreams/${id}`, DatastreamSchema);

describe("a table of datastreams", () => {
  it("[HP8] can be had as a template, and is registered as it is", async () => {
    for (const lang of ["zh", "en"]) {
      const response = await ask(`${PATH}/template.csv?lang=${lang}`);
      expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      const report = await send("layer=table&kind=water&dryRun=true", bytes.toString("utf8"));
      expect(report).toEqual({
        ...{ layer: "table", rows: 1, badRows: 0, added: 1, changed: 0, datastreams: 1 },
        ...{ dryRun: true, errors: [], ignoredColumns: [] },
      });
    }
    expect(await refusal("/api/v1/datastreams/WS-0001-P")).toMatchObject({ status: 404 });
  });

  it("[HP8] is taken in its good rows; the others are told by row and column", async () => {
    const table = [
      "数据流编号,资产编号,资产类别,观测指标,单位,高限,备注",
      "t-1,a-1,节点,压力,MPa,0.6,x",
      "t-2,a-2,,压力,MPa,0.6,",
      "",
      "p-1,n-1,,压力,MPa,abc,",
      "p-2,n-2,tank,压力,,,",
      "t-3,a-1,节点,flow,,,",
    ].join("\r\n");
    const report = await send("layer=water", table);
    expect(report).toMatchObject({
      ...{ rows: 5, badRows: 2, added: 1, changed: 1, datastreams: 3, dryRun: false },
      errors: [
        { row: 3, column: "assetClass", code: "registry/invalid" },
        { row: 5, column: "H", code: "request/invalid" },
      ],
      ignoredColumns: ["备注"],
    });
    expect(await datastream("t-1")).toMatchObject({
      asset: "a-1",
      unit: { symbol: "MPa" },
      limits: { H: 0.6 },
    });
  });

  it("[HP8] changes what it has columns for, by the integrator's own ids", async () => {
    const before = await datastream("p-3");
    await send("layer=water", "datastream,HH\np-3,90\n");
    expect(await datastream("p-3")).toEqual({ ...before, limits: { H: 50, HH: 90 } });
    await send("layer=water", "datastream,H\np-3,\n");
    expect(await datastream("p-3")).toEqual({ ...before, limits: { HH: 90 } });
    const conflict = await send("layer=water", "datastream,resultType\np-3,boolean\n");
    expect(conflict).toMatchObject({
      datastreams: 0,
      errors: [{ row: 2, column: "resultType", code: "registry/conflict" }],
    });
    const moved = await send("layer=elsewhere", "datastream,asset,assetName\np-3,n-3,another\n");
    expect(moved.errors).toMatchObject([{ row: 2, column: "asset", code: "registry/conflict" }]);
  });

  it("[HP8] that is none is refused, and so is whoever may not write", async () => {
    const post = { method: "POST", headers: CSV };
    const body = "datastream,asset\n";
    expect(await refusal(PATH, { ...post, body })).toMatchObject({ status: 400, code: "request/invalid" });
    expect(await refusal(`${PATH}?layer=a%20b`, { ...post, body })).toMatchObject({
      code: "request/invalid",
    });
    expect(await refusal(`${PATH}?layer=x&kind=y`, { ...post, body })).toMatchObject({
      code: "request/invalid",
    });
    expect(await refusal(`${PATH}?layer=x`, { ...post, body: "a,b\n1,2" })).toMatchObject({
      status: 400,
      code: "request/malformed-body",
    });
    expect(await refusal(`${PATH}?layer=x`, { ...post, body, as: "nobody" })).toMatchObject({ status: 401 });
    const charset = { "content-type": "text/csv; charset=koi8-r" };
    expect(await refusal(`${PATH}?layer=x`, { ...post, body, headers: charset })).toMatchObject({
      status: 415,
    });
  });

  it("[HP8] is sent with curl, compressed or not", async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => `c-${i},c-${i},sensor,pressure,115.9,36.4\n`).join(
      "",
    );
    const table = `datastream,asset,assetClass,observedProperty,lon,lat\n${rows}`;
    const curl = async (body: Buffer, ...headers: string[]) => {
      const args = ["-sS", "-H", `Authorization: Bearer ${api.token}`, "-H", "Content-Type: text/csv"];
      const child = spawn("curl", [
        ...args,
        ...headers.flatMap((header) => ["-H", header]),
        ...["--data-binary", "@-", `${api.server.url}${PATH}?layer=curl&kind=sensors`],
      ]);
      child.stdin.end(body);
      const [out] = await Promise.all([child.stdout.toArray(), once(child, "close")]);
      return JSON.parse(Buffer.concat(out).toString("utf8")) as unknown;
    };
    expect(await curl(Buffer.from(table))).toMatchObject({ added: 2_000, datastreams: 2_000, badRows: 0 });
    expect(await curl(gzipSync(table), "Content-Encoding: gzip")).toMatchObject({ added: 0, badRows: 0 });
  });
});
