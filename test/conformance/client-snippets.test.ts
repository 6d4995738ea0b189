import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Registration } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  fillSnippet,
  type SnippetLanguage,
} from "../../packages/viewer/src/client/integrators/fill-snippet.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SNIPPETS = join(ROOT, "packages/viewer/src/client/integrators/snippets");
/** A name that each language and MQTT's topics have to write in a way of their own. */
const NAME = "it's plant 4/5+";

const CITY: Registration = {
  layer: { id: "water", kind: "water" },
  assets: [{ id: "n", class: "junction" }],
  datastreams: [
    { id: "n.pressure", asset: "n", observedProperty: "pressure" },
    { id: "n.open", asset: "n", observedProperty: "doorOpen", resultType: "boolean" },
    {
      ...{ id: "n.state", asset: "n", observedProperty: "gateState", resultType: "category" },
      categories: ["open", "it's shut"],
    },
  ],
};

/** How a person runs each file. */
const CLIENTS: readonly { file: string; language: SnippetLanguage; command: string; isQuiet?: true }[] = [
  { file: "push.ts", language: "typescript", command: process.execPath },
  { file: "push_http.py", language: "python", command: "/usr/bin/python3" },
  { file: "push_mqtt.py", language: "python", command: "/usr/bin/python3" },
  { file: "push.sh", language: "shell", command: "/bin/sh" },
  { file: "push_mqtt.sh", language: "shell", command: "/bin/sh", isQuiet: true },
];

describe("clients to copy, run as they are shown", { timeout: 120_000 }, () => {
  let dataFolder: string;
  let folder: string;
  let server: ServerProcess;
  let token: string;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    folder = mkdtempSync(join(tmpdir(), "shuicheng-clients-"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    server = await ServerProcess.start(dataFolder, ["--mqtt-port", "0"]);
    token = await server.createToken(NAME);
    await server.register(token, CITY);
  });

  afterAll(async () => {
    await server?.stop();
    removeDataFolder(dataFolder);
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(
    client: (typeof CLIENTS)[number],
    datastream: string,
    result: number | boolean | string,
  ) {
    const text = fillSnippet(readFileSync(join(SNIPPETS, client.file), "utf8"), client.language, {
      ...{ server: server.url, token, integrator: NAME, datastream, result },
      mqttPort: Number(/MQTT[^\n]*port (\d+)/.exec(server.output.stdout)?.[1]),
    });
    const path = join(folder, client.file);
    writeFileSync(path, text);
    const child = spawn(client.command, [path], { cwd: folder, timeout: 60_000 });
    const [out, err] = await Promise.all([
      child.stdout.toArray(),
      child.stderr.toArray(),
      once(child, "close"),
    ]);
    const said = Buffer.concat(out).toString("utf8");
    return { status: child.exitCode, said, complaint: Buffer.concat(err).toString("utf8") };
  }

  for (const [i, client] of CLIENTS.entries()) {
    it(`${client.file} pushes a number, a truth and a category, and is told so`, async () => {
      const results = { "n.pressure": 20.5 + i, "n.open": true, "n.state": "it's shut" };
      for (const [datastream, result] of Object.entries(results)) {
        const before = (await server.observations(token, datastream)).length;
        const { status, said, complaint } = await run(client, datastream, result);
        expect({ status, complaint }, said).toEqual({ status: 0, complaint: "" });
        if (client.isQuiet) expect(said).toBe("");
        else expect(JSON.parse(said)).toMatchObject({ accepted: 1, duplicates: 0, rejected: [] });
        const stored = await server.observations(token, datastream);
        expect(stored).toHaveLength(before + 1);
        expect(stored.at(-1)).toMatchObject({ result });
      }
    });
  }
});
