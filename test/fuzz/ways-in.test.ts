import { FAULT_CODES } from "@shuicheng/shared/faults";
import fc from "fast-check";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectIngest } from "../faults/flood.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { fuzzRuns } from "./fuzz-runs.ts";
import { mutatedText, mutatedValue } from "./mutate.ts";

let dataFolder: string;
let server: ServerProcess;
let token: string;
let cookie: string;
let socket: Socket;
const clockMs = Date.now() - 3_600_000;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  cookie = await server.signIn();
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: [{ id: "n-1", class: "junction", position: { lon: 115.98, lat: 36.45, heightM: 30 } }],
    datastreams: [
      { id: "p", asset: "n-1", observedProperty: "pressure" },
      { id: "open", asset: "n-1", observedProperty: "state", resultType: "boolean" },
    ],
  });
  socket = await connectIngest(server.url, token);
});

/** All that came with a code is foreseen; what was not stands in the server's log. */
afterAll(async () => {
  const { stdout, stderr } = server.output;
  expect(`${stdout}${stderr}`).not.toMatch(/"level":(50|60)|failed|Unhandled/);
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ready" });
  socket.disconnect();
  await server.kill9();
  removeDataFolder(dataFolder);
});

const batch = {
  batch: "b-1",
  items: [
    { datastream: "p", time: clockMs, result: 28.5, quality: "good" },
    { datastream: "open", time: "2026-11-22T22:41:07+08:00", result: true },
  ],
};

interface Call {
  readonly path: string;
  readonly method?: string;
  readonly body?: string | Buffer;
  readonly type?: string;
  readonly as?: "administrator";
}

/** Asks, and holds what is refused against the list of codes: none of them is of ours alone. */
async function call({ path, method = "POST", body, type = "application/json", as }: Call): Promise<Response> {
  const who = as === undefined ? { authorization: `Bearer ${token}` } : { cookie };
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { "content-type": type, ...who },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.clone().text();
  if (response.status < 400) return response;
  const { code } = JSON.parse(text) as { code: string };
  expect(response.status, `${path} ${text} for ${String(body)}`).toBeLessThan(500);
  expect(FAULT_CODES).toContain(code);
  expect(code).not.toBe("internal/unexpected");
  return response;
}

const asJson = (value: unknown) => JSON.stringify(value) ?? "";
/** Broken by its values or by its bytes. */
const bodyOf = (sound: object) =>
  fc.oneof(
    { weight: 2, arbitrary: mutatedValue(sound).map(asJson) },
    { weight: 1, arbitrary: mutatedText(JSON.stringify(sound)) },
  );

describe("whatever comes in", () => {
  it("[IN11] by Socket.IO as a batch is answered with a code or taken", async () => {
    const names = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(mutatedValue(batch), async (payload) => {
        // A name that was answered before gets that answer again [IN6].
        if (typeof payload === "object" && payload !== null && "batch" in payload) {
          if (payload.batch === "b-1") payload.batch = `b-${names.size}`;
          if (names.has(payload.batch)) return;
          names.add(payload.batch);
        }
        const answer = await socket.timeout(20_000).emitWithAck("observations", payload);
        if (answer.error) expect(answer.error.code).toMatch(/^ingest\//);
        else {
          const { items } = payload as { items: unknown[] };
          expect(answer.accepted + answer.duplicates + answer.rejected.length).toBe(items.length);
          for (const { code } of answer.rejected) expect(code).toMatch(/^ingest\//);
        }
      }),
      fuzzRuns("Socket.IO, JSON", 300),
    );
    expect(socket.connected).toBe(true);
  });

  it("[CN3] by Socket.IO as bytes ends that connection at most", async () => {
    const frame = `42/ingest,7${JSON.stringify(["observations", batch])}`;
    await fc.assert(
      fc.asyncProperty(mutatedText(frame), async (bytes) => {
        const other = io(`${server.url}/ingest`, {
          ...{ auth: { token }, transports: ["websocket"], reconnection: false, forceNew: true },
        });
        await new Promise<void>((resolve) => other.once("connect", resolve));
        const raw = (other.io.engine.transport as unknown as { ws: WebSocket }).ws;
        raw.send(bytes.toString("utf8"));
        other.emit("observations", { items: [] }, () => other.disconnect());
        await new Promise<void>((resolve) => other.once("disconnect", () => resolve()));
      }),
      fuzzRuns("Socket.IO, frames", 60),
    );
    expect(await socket.timeout(20_000).emitWithAck("observations", { items: [] })).toMatchObject({
      error: { code: "ingest/empty-batch" },
    });
  });

  it("[HP1] by HTTP as JSON", async () => {
    await fc.assert(
      fc.asyncProperty(bodyOf(batch), async (body) => {
        await call({ path: "/api/v1/observations", body });
        await call({ path: "/api/v1/observations/check", body });
      }),
      fuzzRuns("HTTP, JSON", 150),
    );
  });

  it("[HP3] by HTTP as NDJSON", async () => {
    const lines = `${batch.items.map((item) => JSON.stringify(item)).join("\n")}\n`;
    await fc.assert(
      fc.asyncProperty(mutatedText(lines), async (body) => {
        const response = await call({ path: "/api/v1/observations", body, type: "application/x-ndjson" });
        expect(response.status).toBe(200);
      }),
      fuzzRuns("HTTP, NDJSON", 150),
    );
  });

  it("[HP8] as a table or a registration", async () => {
    const table =
      "datastream,asset,assetClass,observedProperty,unit,H\r\nq-1,m-1,junction,pressure,mH₂O,50\r\n";
    const registration = {
      layer: { id: "water", kind: "water" },
      assets: [{ id: "m-2", class: "junction", attributes: { d: { value: 300, unit: "mm" } } }],
      datastreams: [
        { id: "q-2", asset: "m-2", observedProperty: "flow", limits: { H: 5 }, categories: ["a"] },
      ],
    };
    const path = "/api/v1/datastreams/import?dryRun=true";
    await fc.assert(
      fc.asyncProperty(mutatedText(table), bodyOf(registration), async (csv, body) => {
        await call({ path: `${path}&layer=water`, body: csv, type: "text/csv" });
        await call({ path, body });
      }),
      fuzzRuns("import, CSV and JSON over HTTP", 100),
    );
  });

  it("[OG8] to SensorThings as an address", async () => {
    const query =
      "Datastreams('p')/Observations?$filter=result gt 5 and phenomenonTime lt 2026-11-23T00:00:00Z&$orderby=result desc&$top=2&$select=result&$expand=FeatureOfInterest($select=name)&$count=true";
    await fc.assert(
      fc.asyncProperty(mutatedText(query), async (bytes) => {
        // A fragment never leaves the client; what is no URL at all does neither.
        const text = bytes
          .toString("latin1")
          .replaceAll(" ", "%20")
          .replaceAll(/[^!-~]|[#\\]/g, "");
        const path = `/sta/v1.1/${text}`;
        if (URL.canParse(path, server.url) && !path.includes("..")) await call({ path, method: "GET" });
      }),
      fuzzRuns("SensorThings, addresses over HTTP", 200),
    );
  });

  it("[OG6] to SensorThings as an entity, a deep insert, an array of data", async () => {
    const entity = {
      name: "t",
      description: "d",
      Locations: [
        {
          name: "l",
          description: "d",
          encodingType: "application/geo+json",
          location: { type: "Point", coordinates: [115.9, 36.4] },
        },
      ],
      Datastreams: [
        {
          name: "s",
          description: "d",
          observationType: "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
          unitOfMeasurement: { name: "m", symbol: "m", definition: "m" },
          ObservedProperty: { name: "level", definition: "http://x", description: "d" },
          Sensor: { name: "s", description: "d", encodingType: "application/pdf", metadata: "http://x" },
          Observations: [{ phenomenonTime: "2026-11-22T00:00:00Z", result: 1 }],
        },
      ],
    };
    const arrays = [
      {
        Datastream: { "@iot.id": "p" },
        components: ["phenomenonTime", "result", "resultQuality", "parameters"],
        "dataArray@iot.count": 1,
        dataArray: [["2026-11-22T00:00:00Z", 1, "good", { a: 1 }]],
      },
    ];
    const observation = { phenomenonTime: "2026-11-22T01:00:00Z", result: 1, Datastream: { "@iot.id": "p" } };
    await fc.assert(
      fc.asyncProperty(bodyOf(entity), bodyOf(arrays), bodyOf(observation), async (thing, array, one) => {
        await call({ path: "/sta/v1.1/Things", body: thing });
        await call({ path: "/sta/v1.1/CreateObservations", body: array });
        await call({ path: "/sta/v1.1/Observations", body: one });
      }),
      fuzzRuns("SensorThings, bodies and dataArray over HTTP", 60),
    );
  });

  it("[SO1][HP9] as a source, a connector or a retention", async () => {
    const opcua = {
      ...{
        kind: "opcua",
        name: "plant",
        token: 1,
        enabled: false,
        url: "opc.tcp://127.0.0.1:9",
        security: "None",
      },
      ...{ trustFirst: false, publishingIntervalMs: 1_000, samplingIntervalMs: 500, queueSize: 10 },
      nodes: [{ nodeId: "ns=2;s=Pump", datastream: "p" }],
      folders: [{ folder: "ns=2;s=Plant", depth: 3, datastream: "plant.{path}" }],
    };
    const hj212 = {
      ...{ kind: "hj212", name: "stations", token: 1, enabled: false, port: 0 },
      stations: [{ mn: "M1", password: "123456" }],
      rules: [{ code: "a34004", suffix: "Rtd", datastream: "air.{mn}.pm25" }],
    };
    const pull = {
      ...{ name: "meters", token: 1, url: "http://127.0.0.1:9/", intervalS: 3_600, enabled: false },
      maps: [{ records: "/data", datastream: { pointer: "/no" }, result: { pointer: "/v" } }],
    };
    const retention = {
      ...{ version: 0, default: { rawDays: 90, rollupDays: 365 } },
      rules: [{ observedProperty: "pressure", rawDays: 30, rollupDays: 60 }],
    };
    const as = "administrator";
    await fc.assert(
      fc.asyncProperty(bodyOf(opcua), bodyOf(hj212), bodyOf(pull), bodyOf(retention), async (...bodies) => {
        const paths = ["/api/v1/sources", "/api/v1/sources", "/api/v1/connectors"];
        for (const [at, path] of paths.entries()) {
          const response = await call({ path, body: bodies[at]!, as });
          if (response.status !== 201) continue;
          const { id } = (await response.json()) as { id: number };
          expect((await call({ path: `${path}/${id}`, method: "DELETE", as })).status).toBe(204);
        }
        await call({ path: "/api/v1/retention?dryRun=true", method: "PUT", body: bodies[3]!, as });
      }),
      fuzzRuns("configuration: OPC UA, HJ 212, pull, retention", 60),
    );
  });
});
