import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  findCycles,
  findImports,
  findImpurities,
  findViolations,
  homeOf,
} from "./boundaries/check-imports.ts";
import { MAY_IMPORT, PURE_FOLDERS } from "./boundaries/may-import.ts";

const PACKAGES = join(import.meta.dirname, "../packages");

const sources = new Map(
  globSync("*/src/**/*.{ts,tsx}", { cwd: PACKAGES })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/node_modules|\.(test|suite)\.tsx?$|\.d\.ts$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(join(PACKAGES, path), "utf8")]),
);

describe("the house", () => {
  it("is found", () => {
    expect(sources.size).toBeGreaterThan(40);
  });

  it.each([...sources.keys()])("%s imports only what its folder may", (path) => {
    expect(findViolations(path, sources.get(path)!, MAY_IMPORT)).toEqual([]);
  });

  it("has no row for a folder that is gone", () => {
    const homes = new Set([...sources.keys()].map((path) => homeOf(path, Object.keys(MAY_IMPORT))));
    expect(Object.keys(MAY_IMPORT).filter((folder) => !homes.has(folder))).toEqual([]);
  });

  it("has no cycle of imports", () => {
    expect(findCycles(sources)).toEqual([]);
  });

  it.each([...sources.keys()].filter((path) => PURE_FOLDERS.includes(homeOf(path, Object.keys(MAY_IMPORT)))))(
    "%s is pure",
    (path) => {
      expect(findImpurities(sources.get(path)!)).toEqual([]);
    },
  );
});

describe("findViolations", () => {
  const violations = (path: string, text: string) => findViolations(path, text, MAY_IMPORT);

  it.each([
    ["a stage that imports another", "server/src/live/a.ts", 'import { Twin } from "../twin/twin.ts";'],
    [
      "a stage that imports another's type",
      "server/src/live/a.ts",
      'import type { Twin } from "../twin/twin.ts";',
    ],
    ["a library of another folder", "viewer/src/panels/a.tsx", 'import { Scene } from "cesium";'],
    ["a library's part", "viewer/src/panels/a.tsx", 'import x from "@cesium/engine/Source/Core/x.js";'],
    ["node: in shared", "shared/src/geo/a.ts", 'import { join } from "node:path";'],
    ["node: without the prefix", "shared/src/geo/a.ts", 'import { join } from "path";'],
    ["panels calling the scene", "viewer/src/panels/a.tsx", 'import { fly } from "../scene/fly.ts";'],
    ["a re-export", "server/src/twin/a.ts", 'export { open } from "../log/observation-log.ts";'],
    ["a dynamic import", "server/src/twin/a.ts", 'const log = await import("../log/observation-log.ts");'],
    ["an import for its effect", "server/src/twin/a.ts", 'import "../log/log.worker.ts";'],
    [
      "an import over several lines",
      "server/src/twin/a.ts",
      'import {\n  open,\n  close,\n} from "node:fs";',
    ],
    ["shared past its door", "server/src/log/a.ts", 'import { x } from "@shuicheng/shared/src/faults.ts";'],
    [
      "shared past its door by path",
      "server/src/log/a.ts",
      'import { x } from "../../../shared/src/faults.ts";',
    ],
    [
      "a folder of shared past its index",
      "shared/src/client/a.ts",
      'import { x } from "../protocol/live.ts";',
    ],
    [
      "the server from the viewer",
      "viewer/src/app/a.ts",
      'import { x } from "../../../server/src/config.ts";',
    ],
    ["a folder without a row", "server/src/helpers/a.ts", "export const a = 1;"],
  ])("catches %s", (_what, path, text) => {
    expect(violations(path, text)).toHaveLength(1);
  });

  it.each([
    ["server/src/twin/a.ts", 'import { b } from "./b.ts"; import { Fault } from "@shuicheng/shared/faults";'],
    [
      "shared/src/client/a.ts",
      'import { Fault } from "../faults.ts"; import { x } from "../protocol/index.ts";',
    ],
    [
      "server/src/log/a.ts",
      '// import { Twin } from "../twin/twin.ts"\nconst words = "read from \'there\'";',
    ],
    [
      "server/src/compose.ts",
      'import { createTwin } from "./twin/twin.ts"; import { Server } from "socket.io";',
    ],
  ])("lets %s be", (path, text) => {
    expect(violations(path, text)).toEqual([]);
  });
});

describe("findImports", () => {
  it("is not misled by words in strings", () => {
    const text = 'const from = "x";\nexport const NAMES = ["from", "import"];\nexport { a } from "./a.ts";';
    expect(findImports("server/src/log/b.ts", text)).toEqual(["server/src/log/a.ts"]);
  });
});

describe("findImports of a command line", () => {
  it("takes it for text", () => {
    const text = 'const command = `node -e \'import("socket.io-client")\'`;\nconst io = import("engine.io");';
    expect(findImports("viewer/src/panels/b.ts", text)).toEqual(["engine.io"]);
  });
});

describe("findCycles", () => {
  it("finds a ring of three through a door, and a file that imports itself", () => {
    const ring = new Map([
      ["shared/src/a/index.ts", 'export { x } from "./x.ts";'],
      ["shared/src/a/x.ts", 'import { y } from "../b/index.ts";'],
      ["shared/src/b/index.ts", 'import type { X } from "../a/index.ts";'],
      ["server/src/log/free.ts", 'import { x } from "@shuicheng/shared/a";'],
      ["server/src/log/self.ts", 'import { x } from "./self.ts";'],
    ]);
    expect(findCycles(ring)).toEqual([
      ["shared/src/a/index.ts", "shared/src/a/x.ts", "shared/src/b/index.ts"],
      ["server/src/log/self.ts"],
    ]);
  });

  it("finds none in a tree", () => {
    const tree = new Map([
      ["server/src/log/a.ts", 'import "./b.ts"; import "./c.ts";'],
      ["server/src/log/b.ts", 'import "./c.ts";'],
      ["server/src/log/c.ts", ""],
    ]);
    expect(findCycles(tree)).toEqual([]);
  });
});

describe("findImpurities", () => {
  it.each([
    "Date.now()",
    "new Date()",
    "Math.random()",
    "async () => 1",
    "setTimeout(f, 1)",
    "process.exit()",
  ])("catches %s", (code) => {
    expect(findImpurities(`const x = ${code};`)).toHaveLength(1);
  });

  it("lets a comment speak of time and a date be made of a number", () => {
    expect(findImpurities("// never Date.now()\n/** async */\nconst at = new Date(timeMs);")).toEqual([]);
  });
});
