import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "@shuicheng/shared/contracts";
import type { ModelHealth } from "@shuicheng/shared/ifc";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { lineOfFinding, linesOfJob } from "./import-report.ts";
import { parseImportSettings } from "./import-settings.ts";

const folder = mkdtempSync(join(tmpdir(), "shuicheng-import-"));
const file = join(folder, "town.inp");
const model = join(folder, "school.ifc");
beforeAll(() => {
  writeFileSync(file, "[JUNCTIONS]\n A 1\n");
  writeFileSync(model, "ISO-10303-21;\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("parseImportSettings", () => {
  it("reads flags, and URL and token from the environment", () => {
    expect(parseImportSettings([file, "--place", "115.98,36.45", "--token", "t", "--layer", "L"])).toEqual({
      ...{
        file,
        name: "town.inp",
        url: "http://127.0.0.1:8080",
        token: "t",
        place: "115.98,36.45",
        layer: "L",
      },
      ...{ kind: "network", crs: undefined, model: undefined, isAgain: false },
    });
    const environment = { SHUICHENG_URL: "http://city/", SHUICHENG_TOKEN: "e" };
    expect(parseImportSettings([file, "--place", "1,2"], environment)).toMatchObject({
      url: "http://city",
      token: "e",
    });
  });

  it("takes a model, whose file says where it stands, or the flags do", () => {
    expect(parseImportSettings([model, "--token", "t"])).toMatchObject({
      kind: "model",
      place: "",
      layer: undefined,
    });
    const flags = [
      "--token",
      "t",
      "--crs",
      "EPSG:4549",
      "--model",
      "school",
      "--again",
      "--place",
      "115.9,36.4,30",
    ];
    expect(parseImportSettings([model, ...flags])).toMatchObject({
      ...{ crs: "EPSG:4549", model: "school", isAgain: true, place: "115.9,36.4,30" },
    });
  });

  it("takes a place in the west or south", () => {
    expect(parseImportSettings([file, "--token", "t", "--place", "-71.1,42.3"]).place).toBe("-71.1,42.3");
  });

  it.each([
    [["--speed", "2"], "config/unknown-setting", "--speed"],
    [["--token"], "config/unknown-setting", "--token"],
    [["--token", "t"], "config/invalid-value", "no file"],
    [["plan.dwg", "--token", "t", "--place", "1,2"], "network/unsupported-format", ".inp"],
    [["gone.inp", "--token", "t", "--place", "1,2"], "config/invalid-value", "gone.inp"],
    [[file, file, "--token", "t"], "config/invalid-value", "one file"],
    [[file, "--place", "1,2", "--token", "t", "--crs", "EPSG:4549"], "config/invalid-value", "--crs"],
    [[model, "--token", "t", "--layer", "x"], "config/invalid-value", "--layer"],
    [[model, "--token", "t", "--crs", "Gauss"], "model/invalid-placement", "EPSG"],
    [[model, "--token", "t", "--place", "1"], "model/invalid-placement", "lon,lat"],
    [[file, "--place", "1,2"], "config/invalid-value", "--token"],
    [[file, "--token", "t"], "network/invalid-placement", "lon,lat"],
    [[file, "--token", "t", "--place", "here"], "network/invalid-placement", "lon,lat"],
    [[file, "--token", "t", "--place", "1,2", "--url", "city"], "config/invalid-value", "--url"],
  ])("refuses %j in one line", (argv, code, words) => {
    try {
      parseImportSettings(argv);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
      expect((error as Error).message).not.toContain("\n");
    }
  });
});

const DONE: Job = {
  ...{ id: "j", kind: "network-import", name: "town.inp", state: "done", stage: "done", progress: 1 },
  ...{ createdAt: 1, finishedAt: 2, error: null },
  report: {
    ...{ layer: "town", accepted: { points: 1234, lines: 1 }, rejected: { points: 0, lines: 0 } },
    ...{ added: 1235, changed: 0, removed: 2, datastreams: 1234 },
    findings: [
      {
        code: "network/drawing-scaled",
        severity: "info",
        file: "town.inp",
        message: "the drawing is scaled",
      },
    ],
  },
};
const FAILED: Job = {
  ...DONE,
  state: "failed",
  error: { code: "network/unreadable", message: "town.inp:45: length is -1" },
  report: {
    ...DONE.report!,
    layer: null,
    findings: [
      {
        code: "inp/out-of-range",
        severity: "error",
        file: "town.inp",
        row: 45,
        column: 3,
        rule: "[PIPES] Length",
        message: "Length is -1",
      },
    ],
  },
};

const HEALTH: ModelHealth = {
  ...{ products: 5, withRepresentation: 4, drawn: 3, drawnFromAxis: 0, parserErrors: 0 },
  notDrawn: [{ type: "IfcBuildingStorey", count: 2, reason: "no-representation" }],
  ...{ missingGlobalIds: 0, duplicateGlobalIds: 0, undecodableStrings: 0, schema: "IFC4" },
  units: { length: "mm", angle: "°" },
  placement: {
    ...{ rule: "site", lon: 115.98, lat: 36.45, heightM: 32, headingDeg: 0, scale: 1 },
    ...{ anchorM: [0, 0, 0], assumed: [] },
  },
  findings: [],
};

describe("linesOfJob", () => {
  it("says in words what was added, changed and removed", () => {
    expect(linesOfJob(DONE)).toEqual([
      "town.inp is layer town: 1,234 points and 1 line",
      "1,235 assets added, 0 changed, 2 removed; 1,234 datastreams",
      "town.inp: note: the drawing is scaled",
    ]);
  });

  it("lists the findings of a file that was not taken, by row and column", () => {
    expect(linesOfJob(FAILED)).toEqual([
      "town.inp:45:3: [PIPES] Length: Length is -1",
      "import: town.inp was not taken: nothing was published",
    ]);
    expect(lineOfFinding({ code: "x", severity: "warning", message: "odd" })).toBe("warning: odd");
  });
});

describe("npm run import", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  const listen = async (listener: RequestListener): Promise<string> => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const run = (...argv: string[]) =>
    new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, "import.ts"), ...argv]);
      const texts = { out: "", err: "" };
      child.stdout.on("data", (chunk) => (texts.out += chunk));
      child.stderr.on("data", (chunk) => (texts.err += chunk));
      child.on("close", (status) => resolve({ status, ...texts }));
    });
  const flags = ["--place", "115.98,36.45", "--token", "secret"];

  it("sends the file with its name, place and token, and prints the report", async () => {
    const seen: string[] = [];
    const url = await listen(async (request, response) => {
      const body = (await request.toArray()).join("");
      seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
      response.end(JSON.stringify(request.method === "POST" ? { job: "j" } : DONE));
    });
    const { status, out } = await run(file, ...flags, "--url", url, "--layer", "town");
    expect(seen).toEqual([
      "POST /api/v1/networks/import?name=town.inp&place=115.98%2C36.45&layer=town Bearer secret [JUNCTIONS]\n A 1\n",
      "GET /api/v1/jobs/j Bearer secret ",
    ]);
    expect(out).toBe(`${linesOfJob(DONE).join("\n")}\n`);
    expect(status).toBe(0);
  });

  it("sends a model and prints its health", async () => {
    const seen: string[] = [];
    const done = {
      ...DONE,
      kind: "model-import",
      name: "school.ifc",
      report: null,
      model: { id: "school", revision: 2 },
    };
    const url = await listen((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      request.resume();
      const answer =
        request.method === "POST" ? { job: "j" } : request.url?.endsWith("/health") ? HEALTH : done;
      response.end(JSON.stringify(answer));
    });
    const { status, out } = await run(model, "--token", "secret", "--crs", "EPSG:4549", "--url", url);
    expect(seen).toEqual([
      "POST /api/v1/models?name=school.ifc&crs=EPSG%3A4549",
      "GET /api/v1/jobs/j",
      "GET /api/v1/models/school/health",
    ]);
    expect(out.split("\n").slice(0, 3)).toEqual([
      "school.ifc is model school, revision 2",
      expect.stringContaining("IFC4, lengths in mm; 5 products, 4 with a representation"),
      "drawn 3, from axis or curve 0, not drawn 2",
    ]);
    expect(status).toBe(0);
  });

  it("ends with 1 and the findings when the file was not taken", async () => {
    const url = await listen((request, response) => {
      response.end(JSON.stringify(request.method === "POST" ? { job: "j" } : FAILED));
    });
    const { status, out, err } = await run(file, ...flags, "--url", url);
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain("town.inp:45:3: [PIPES] Length: Length is -1\n");
  });

  it("says in one line that the token was refused, or that no server is there", async () => {
    const url = await listen((request, response) => {
      request.resume();
      response.writeHead(401).end("{}");
    });
    const refused = await run(file, ...flags, "--url", url);
    expect(refused).toEqual({
      status: 1,
      out: "",
      err: expect.stringMatching(/^import: --token was not accepted.*\n$/),
    });
    const away = await run(file, ...flags, "--url", "http://127.0.0.1:1");
    expect(away).toEqual({
      status: 1,
      out: "",
      err: expect.stringMatching(/^import: no server answers at http:\/\/127.0.0.1:1.*\n$/),
    });
  });
});
