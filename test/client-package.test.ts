import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildClientPackage } from "../packages/shared/build-client.ts";
import { makeDataFolder, removeDataFolder, runNode, ServerProcess } from "./server-process.ts";

const ROOT = join(import.meta.dirname, "..");
/** What an integrator would write: every export that the README of the package shows, with its types. */
const CONSUMER = `
import { createIngestClient, createLiveClient, Fault, type LinkState, type Snapshot } from "@shuicheng/client";

const [url, token, datastream] = process.argv.slice(2) as [string, string, string];
const live = createLiveClient({ url, token });
const phases: LinkState["phase"][] = [];
const snapshots: Snapshot[] = [];
const seen = new Promise<number>((resolve) => {
  live.on({
    onLink: (link) => void phases.push(link.phase),
    onSnapshot: (snapshot) => {
      snapshots.push(snapshot);
      push();
    },
    onValues: ([value]) => resolve(value?.result as number),
  });
});
live.subscribe({ datastreams: [datastream] });

const ingest = createIngestClient({ url, token, maxInFlight: 2 });
let answer: Awaited<ReturnType<typeof ingest.push>> | undefined;
async function push(): Promise<void> {
  answer = await ingest.push([
    { datastream, time: Date.now(), result: 28.25 },
    { datastream: "nobody", time: Date.now(), result: 1 },
  ]);
}
const result = await seen;
await ingest.drain();
const refusal = await ingest.push([]).catch((fault: unknown) => (fault instanceof Fault ? fault.code : "?"));
ingest.close();
live.close();
console.log(JSON.stringify({ result, answer, refusal, snapshots: snapshots.length }));
`;

let folder: string;
let dataFolder: string;
let server: ServerProcess;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  folder = mkdtempSync(join(tmpdir(), "shuicheng-integrator-"));
  installPackage(folder);
  server = await ServerProcess.start(dataFolder);
});

afterAll(async () => {
  await server?.stop();
  removeDataFolder(dataFolder);
  rmSync(folder, { recursive: true });
});

/** Packs the client and lays it into `node_modules` as npm would, with its two libraries. */
function installPackage(into: string): void {
  const built = buildClientPackage();
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", into], {
    cwd: built,
    encoding: "utf8",
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const target = join(into, "node_modules/@shuicheng/client");
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", join(into, filename), "--strip-components=1", "-C", target]);
  const { dependencies } = JSON.parse(readFileSync(join(target, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies))
    symlinkSync(join(ROOT, "node_modules", name), join(into, "node_modules", name));
  writeFileSync(join(into, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(into, "consumer.ts"), CONSUMER);
  const options = {
    module: "NodeNext",
    target: "ES2023",
    strict: true,
    exactOptionalPropertyTypes: true,
    types: ["node"],
  };
  const types = { typeRoots: [join(ROOT, "node_modules/@types")], skipLibCheck: false };
  const tsconfig = { compilerOptions: { ...options, ...types }, files: ["consumer.ts"] };
  writeFileSync(join(into, "tsconfig.json"), JSON.stringify(tsconfig));
}

describe("@shuicheng/client, packed and installed outside", () => {
  it("holds JavaScript with declarations and no TypeScript source", () => {
    const files = readdirSync(join(folder, "node_modules/@shuicheng/client"), {
      recursive: true,
      encoding: "utf8",
    });
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        "package.json",
        "README.md",
        "LICENSE",
        "client/index.js",
        "client/index.d.ts",
      ]),
    );
    const declarations = files.filter((file) => file.endsWith(".d.ts"));
    for (const file of declarations) {
      const text = readFileSync(join(folder, "node_modules/@shuicheng/client", file), "utf8");
      expect(text, file).not.toMatch(/from "\..*\.ts"/);
    }
  });

  it("is typed, compiles and runs as plain JavaScript against a real server", async () => {
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const compiled = await runNode([compiler, "-p", join(folder, "tsconfig.json")]);
    expect(compiled.stdout).toBe("");
    const token = await server.createToken();
    await server.register(token, {
      layer: { id: "water", kind: "water" },
      assets: [{ id: "n-1", class: "junction" }],
      datastreams: [{ id: "n-1.pressure", asset: "n-1", observedProperty: "pressure" }],
    });
    const run = await runNode([join(folder, "consumer.js"), server.url, token, "n-1.pressure"]);
    expect(run.stderr).toBe("");
    expect(JSON.parse(run.stdout)).toEqual({
      result: 28.25,
      answer: {
        accepted: 1,
        duplicates: 0,
        rejected: [expect.objectContaining({ index: 1, code: "ingest/unknown-datastream" })],
      },
      refusal: "ingest/empty-batch",
      snapshots: 1,
    });
  });
});
