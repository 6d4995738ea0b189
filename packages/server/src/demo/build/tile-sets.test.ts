import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dropTileSets, findTileSetDamage, growTileSet, isDemoTileset, tilesetUrl } from "./tile-sets.ts";

const KEY = "0123456789abcdef";
let tiles: string;
beforeEach(() => {
  tiles = mkdtempSync(join(tmpdir(), "shuicheng-tile-sets-"));
});
afterEach(() => rmSync(tiles, { recursive: true }));

const write = (key = KEY) => {
  const set = growTileSet(tiles, "water", key);
  set.write({ path: "tiles/0.glb", bytes: Uint8Array.of(1, 2, 3) });
  set.write({ path: "tileset.json", bytes: Uint8Array.of(123, 125) });
  return set;
};
const inSet = (path: string) => join(tiles, "water", `demo-${KEY}`, path);
const edit = (from: string | RegExp, to: string) =>
  writeFileSync(inSet("manifest.json"), readFileSync(inSet("manifest.json"), "utf8").replace(from, to));
const damage = () => findTileSetDamage(tiles, "water", KEY);

describe("growTileSet", () => {
  it("shows nothing under the served name before it is finished", async () => {
    const set = write();
    expect(existsSync(inSet(""))).toBe(false);
    expect(await damage()).toBe("not there");
    set.finish();
    expect(await damage()).toBeUndefined();
    expect(readdirSync(join(tiles, "water"))).toEqual([`demo-${KEY}`]);
  });

  it("takes the place of an attempt that broke off and of a damaged set", async () => {
    write();
    write().finish();
    truncateSync(inSet("tiles/0.glb"), 1);
    write().finish();
    expect(await damage()).toBeUndefined();
  });
});

describe("findTileSetDamage", () => {
  beforeEach(() => write().finish());

  it.each([
    ["a tile cut short", () => truncateSync(inSet("tiles/0.glb"), 2), "tiles/0.glb is 2 bytes, not 3"],
    [
      "a tile with another byte",
      () => writeFileSync(inSet("tiles/0.glb"), Uint8Array.of(1, 2, 4)),
      "tiles/0.glb is not what was written",
    ],
    ["a tile missing", () => rmSync(inSet("tiles/0.glb")), "tiles/0.glb is missing"],
    ["no tileset.json", () => rmSync(inSet("tileset.json")), "tileset.json is missing"],
    ["no manifest", () => rmSync(inSet("manifest.json")), "without a readable list of files"],
    [
      "a manifest cut short",
      () => truncateSync(inSet("manifest.json"), 40),
      "without a readable list of files",
    ],
    ["another format", () => edit('"format":1', '"format":2'), "of another version"],
    ["another key", () => edit(KEY, "f".repeat(16)), "of another version"],
    ["a changed list", () => edit('"bytes":3', '"bytes":4'), "a damaged list of files"],
  ])("says so of %s", async (_, spoil, reason) => {
    spoil();
    expect(await damage()).toBe(reason);
  });
});

describe("dropTileSets", () => {
  beforeEach(() => {
    write().finish();
    write("a".repeat(16)).finish();
    write("b".repeat(16));
    mkdirSync(join(tiles, "water/0abc-import"));
  });
  const left = () => readdirSync(join(tiles, "water")).sort();

  it("drops all but one, also what is half-written, and no import", () => {
    dropTileSets(tiles, "water", undefined, KEY);
    expect(left()).toEqual(["0abc-import", `demo-${KEY}`]);
  });

  it("drops just the one named", () => {
    dropTileSets(tiles, "water", KEY);
    expect(left()).toEqual([`.demo-${"b".repeat(16)}`, "0abc-import", `demo-${"a".repeat(16)}`]);
  });

  it("bears a layer that was never drawn", () => {
    dropTileSets(tiles, "gas");
    expect(existsSync(join(tiles, "gas"))).toBe(false);
  });
});

describe("isDemoTileset", () => {
  it("tells the demo's tilesets from those of imports", () => {
    expect(isDemoTileset("water", tilesetUrl("water", KEY))).toBe(true);
    expect(isDemoTileset("water", "/tiles/water/0mkq2x9a1-1f2e3d4c/tileset.json")).toBe(false);
  });
});
