import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeDataFolder } from "./data-folder.ts";

describe("takeDataFolder", () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), "shuicheng-folder-"));
  });
  afterEach(() => rmSync(path, { recursive: true }));

  it("refuses a folder of a newer version and leaves it byte for byte as it was", () => {
    const file = join(path, "log.db");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 9; CREATE TABLE newer (x)");
    database.close();
    const before = readFileSync(file);
    expect(() => takeDataFolder(path, { "log.db": 1 })).toThrow(
      expect.objectContaining({
        code: "data/newer-version",
        details: { file: "log.db", format: 9, known: 1 },
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(path)).toEqual(["log.db"]);
  });

  it("refuses a file that is no database", () => {
    writeFileSync(join(path, "log.db"), "hello");
    expect(() => takeDataFolder(path, { "log.db": 1 })).toThrow(
      expect.objectContaining({ code: "data/unreadable" }),
    );
  });

  it("holds the folder for one process and lets go of it", () => {
    const held = takeDataFolder(path, {});
    expect(() => takeDataFolder(path, {})).toThrow(expect.objectContaining({ code: "data/locked" }));
    held.release();
    takeDataFolder(path, {}).release();
  });

  it("says so when the folder cannot be made", () => {
    writeFileSync(join(path, "file"), "");
    expect(() => takeDataFolder(join(path, "file", "data"), {})).toThrow(
      expect.objectContaining({ code: "data/unreadable" }),
    );
  });

  it("makes all levels of a folder, and takes one that is there", () => {
    const deep = join(path, "a", "b", "data");
    takeDataFolder(deep, {}).release();
    takeDataFolder(deep, {}).release();
    expect(readdirSync(deep)).toContain("lock.db");
  });

  it.runIf(process.platform === "linux")(
    "refuses a place where no folder can be made, at once",
    () => {
      // In a process of its own: what would go on for ever has to be ended from outside.
      const program = `
      import { takeDataFolder } from ${JSON.stringify(join(import.meta.dirname, "data-folder.ts"))};
      try { takeDataFolder("/proc/x/data", {}); } catch (error) { console.log(error.code, error.message); }`;
      const { stdout, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
        encoding: "utf8",
        timeout: 30_000,
      });
      expect(signal).toBeNull();
      expect(stdout).toMatch(
        /^data\/unreadable --data \/proc\/x\/data cannot be used as a folder \(ENOENT\)/,
      );
    },
    60_000,
  );
});
