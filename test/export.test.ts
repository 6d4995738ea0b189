import type { Datastream, Observation, ObservationInput } from "@shuicheng/shared/contracts";
import { parse } from "csv-parse/sync";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "./server-process.ts";

const TEST_TIMEOUT_MS = 120_000;
const FLOW = "pump-1.flow";
const SIREN = "pump-1.siren";
const MODE = "pump-1.mode";
const OTHER = "well-9.level";
/** A word that needs quotes in CSV. */
const AWKWARD = '停,机 "检修"';
/** More than two row groups. */
const FLOWS = 45_000;
const FROM_MS = Date.UTC(2026, 9, 1);
const RANGE = `from=${FROM_MS}&to=${FROM_MS + FLOWS * 1_000}`;

/** A row of either format, as it was read back. */
interface Row {
  readonly datastream: string;
  readonly timeMs: number;
  readonly result: number | string | boolean;
  readonly quality: string;
  readonly unit: string | null;
}

describe("GET /api/v1/observations/export", { timeout: TEST_TIMEOUT_MS }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let token: string;

  const ask = (query: string) =>
    fetch(`${server.url}/api/v1/observations/export?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const push = async (items: readonly ObservationInput[]) => {
    const headers = { authorization: `Bearer ${token}` };
    for (let at = 0; at < items.length; at += 5_000) {
      const body = { items: items.slice(at, at + 5_000) };
      await server.request("/api/v1/observations", { method: "POST", headers, body });
    }
  };
  const readCsv = async (query: string): Promise<Row[]> => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      await (await ask(`format=csv&${query}`)).arrayBuffer(),
    );
    const records = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    return records.map((record) => {
      expect(new Date(record.time ?? "").getTime()).toBe(Number(record.time_ms));
      return {
        datastream: record.datastream ?? "",
        timeMs: Number(record.time_ms),
        result: record.result ?? "",
        quality: record.quality ?? "",
        unit: record.unit || null,
      };
    });
  };
  const readParquet = async (query: string): Promise<Row[]> => {
    const file = await (await ask(`format=parquet&${query}`)).arrayBuffer();
    const rows = await parquetReadObjects({ file });
    return rows.map((row) => {
      expect((row.time as Date).getTime()).toBe(Number(row.time_ms));
      return {
        datastream: row.datastream as string,
        timeMs: Number(row.time_ms),
        result: (row.result_text ?? row.result) as number | string,
        quality: row.quality as string,
        unit: (row.unit ?? null) as string | null,
      };
    });
  };
  /** What the server itself says it stores. */
  const stored = async (ids: readonly string[]): Promise<Row[]> => {
    const known = new Map(
      (await server.datastreams(token)).map((each): [string, Datastream] => [each.id, each]),
    );
    const rows: Row[] = [];
    for (const id of ids) {
      const unit = known.get(id)?.unit?.symbol ?? null;
      for (const { time, result, quality } of await server.observations(token, id)) {
        rows.push({ datastream: id, timeMs: time, result, quality, unit });
      }
    }
    return rows;
  };
  const inWords = (rows: readonly Row[]) => rows.map((row) => ({ ...row, result: String(row.result) }));

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    token = await server.createToken();
    const unit = { name: "cubic metre per hour", symbol: "m³/h", definition: "m3/h" };
    await server.register(token, {
      layer: { id: "pumps" },
      assets: [{ id: "pump-1", class: "pump" }],
      datastreams: [
        { id: FLOW, asset: "pump-1", observedProperty: "flow", unit },
        { id: SIREN, asset: "pump-1", observedProperty: "siren", resultType: "boolean" },
        {
          ...{ id: MODE, asset: "pump-1", observedProperty: "mode" },
          ...{ resultType: "category", categories: ["运行", AWKWARD] },
        },
      ],
    });
    await server.register(token, {
      layer: { id: "wells" },
      assets: [{ id: "well-9", class: "well" }],
      datastreams: [{ id: OTHER, asset: "well-9", observedProperty: "level" }],
    });
    await push(
      Array.from({ length: FLOWS }, (_, i) => ({
        ...{ datastream: FLOW, time: FROM_MS + i * 1_000 },
        ...{ result: Math.sin(i) / 3, quality: (["good", "uncertain", "bad"] as const)[i % 3] ?? "good" },
      })),
    );
    await push([
      { datastream: SIREN, time: FROM_MS + 1, result: true },
      { datastream: SIREN, time: FROM_MS + 2, result: false },
      { datastream: MODE, time: FROM_MS + 3, result: AWKWARD },
      { datastream: MODE, time: FROM_MS + 4, result: "运行" },
      { datastream: OTHER, time: FROM_MS + 5, result: -1.5e-7 },
    ]);
  }, TEST_TIMEOUT_MS);

  afterAll(async () => {
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("gives as CSV what is stored, with a byte order mark and a name that says what it is", async () => {
    const response = await ask(`format=csv&layer=pumps&${RANGE}`);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="observations_layer-pumps_20261001T000000Z_20261001T123000Z.csv"',
    );
    expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = await readCsv(`layer=pumps&${RANGE}`);
    expect(rows).toHaveLength(FLOWS + 4);
    expect(rows).toEqual(inWords(await stored([FLOW, SIREN, MODE])));
  });

  it("gives as Parquet what is stored, in row groups of bounded size", async () => {
    const file = await (await ask(`format=parquet&layer=pumps&${RANGE}`)).arrayBuffer();
    const { row_groups } = parquetMetadata(file);
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([20_000, 20_000, FLOWS - 40_000 + 4]);
    const rows = await readParquet(`layer=pumps&${RANGE}`);
    expect(rows.slice(0, FLOWS)).toEqual(await stored([FLOW]));
    expect(inWords(rows)).toEqual(inWords(await stored([FLOW, SIREN, MODE])));
  });

  it("cuts at the ends of the range, both included, and keeps the order of the datastreams asked for", async () => {
    const rows = await readCsv(`datastream=${OTHER},${FLOW}&from=${FROM_MS + 5}&to=${FROM_MS + 2_000}`);
    expect(rows.map(({ datastream, timeMs }) => [datastream, timeMs - FROM_MS])).toEqual([
      [OTHER, 5],
      [FLOW, 1_000],
      [FLOW, 2_000],
    ]);
    expect(rows[0]?.result).toBe("-1.5e-7");
  });

  it("gives a file without rows where nothing was observed", async () => {
    const nothing = `datastream=${FLOW}&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`;
    expect(await readCsv(nothing)).toEqual([]);
    expect(await readParquet(nothing)).toEqual([]);
  });

  it.each([
    ["format=csv&layer=pumps&to=1", "?from"],
    ["format=csv&layer=pumps&from=1", "?to"],
    ["format=csv&layer=pumps&from=2&to=1", "?from"],
    [`format=csv&${RANGE}`, "?datastream"],
    [`format=csv&layer=pumps&datastream=${FLOW}&${RANGE}`, "?datastream"],
    [`format=csv&datastream=${FLOW},,&${RANGE}`, "?datastream"],
    [`format=xlsx&layer=pumps&${RANGE}`, "?format"],
    [`layer=pumps&${RANGE}`, "?format"],
  ])("refuses %s and says where", async (query, pointer) => {
    const response = await ask(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "request/invalid", errors: [{ pointer }] });
  });

  it.each([
    [`datastream=${FLOW},none`, "datastream/unknown"],
    ["layer=none", "layer/unknown"],
    ["district=371502", "basemap/none"],
  ])("says of %s that there is none", async (selection, code) => {
    const response = await ask(`format=csv&${selection}&${RANGE}`);
    expect([response.status, await response.json()]).toMatchObject([404, { code }]);
  });

  it("stops reading when whoever asked goes away, and serves on", async () => {
    const gone = new AbortController();
    const response = await fetch(`${server.url}/api/v1/observations/export?format=csv&layer=pumps&${RANGE}`, {
      headers: { authorization: `Bearer ${token}`, "accept-encoding": "identity" },
      signal: gone.signal,
    });
    await response.body?.getReader().read();
    gone.abort();
    const [first]: Observation[] = await server.observations(token, OTHER);
    expect(first?.result).toBe(-1.5e-7);
    expect(server.output.stderr).not.toContain("Error");
    expect(server.output.stdout).not.toContain("request failed");
  });
});
