import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRegistry } from "./registry.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-registry-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

it("brings a registry of format 1 up to date: counts, lengths, a search and links over what was there", () => {
  const database = new DatabaseSync(join(folder, "registry.db"));
  // As format 1 wrote it.
  database.exec(`
    CREATE TABLE layer (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
      tileset TEXT, features INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0,
      cim_level INTEGER NOT NULL, access TEXT NOT NULL, west REAL, south REAL, east REAL, north REAL,
      length_m REAL, assumptions TEXT NOT NULL DEFAULT '[]', published_at INTEGER NOT NULL
    );
    CREATE TABLE asset (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, layer INTEGER NOT NULL REFERENCES layer (number),
      feature_index INTEGER NOT NULL, class TEXT NOT NULL, name TEXT NOT NULL,
      lon REAL, lat REAL, height_m REAL, attributes TEXT NOT NULL, is_retired INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE datastream (
      handle INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, asset INTEGER NOT NULL REFERENCES asset (number),
      name TEXT NOT NULL, observed_property TEXT NOT NULL, result_type TEXT NOT NULL, categories TEXT NOT NULL,
      unit TEXT, range TEXT NOT NULL, limits TEXT NOT NULL, expected_interval_ms REAL NOT NULL,
      stale_after_ms REAL NOT NULL, decimals INTEGER NOT NULL, is_retired INTEGER NOT NULL DEFAULT 0
    );
    INSERT INTO layer VALUES (1, 'water', '供水', 'water', NULL, 3, 3, 4, 'restricted', NULL, NULL, NULL, NULL, NULL, '[]', 1);
    INSERT INTO layer VALUES (2, 'old-gas', '燃气', 'gas', NULL, 3, 1, 4, 'restricted', NULL, NULL, NULL, NULL, 0, '[]', 1);
    INSERT INTO layer VALUES (3, 'old-town', '建筑', 'buildings', NULL, 0, 1, 3, 'public', NULL, NULL, NULL, NULL, 0, '[]', 1);
    INSERT INTO asset VALUES (4, 'g-1', 2, 0, 'pipe', 'g-1', NULL, NULL, NULL, '{"length":{"value":40.5,"unit":"m"}}', 0);
    INSERT INTO asset VALUES (5, 'g-2', 2, 1, 'pipe', 'g-2', NULL, NULL, NULL, '{"length":{"value":60,"unit":"m"}}', 0);
    INSERT INTO asset VALUES (6, 'g-3', 2, 2, 'abandoned-pipe', 'g-3', NULL, NULL, NULL, '{"length":{"value":7,"unit":"m"}}', 0);
    INSERT INTO asset VALUES (7, 'g-4', 2, 3, 'pipe', 'g-4', NULL, NULL, NULL, '{"length":{"value":9,"unit":"m"}}', 1);
    INSERT INTO asset VALUES (1, 'n-1', 1, 0, 'junction', '柳园南路节点', NULL, NULL, NULL, '{}', 0);
    INSERT INTO asset VALUES (2, 'n-2', 1, 1, 'junction', 'n-2', NULL, NULL, NULL, '{}', 0);
    INSERT INTO asset VALUES (3, 'p-1', 1, 2, 'pipe', 'p-1', NULL, NULL, NULL, '{"from":{"value":"n-1"},"to":{"value":"n-2"}}', 0);
    INSERT INTO datastream VALUES (0, 'p-1', 1, 'p', 'pressure', 'number', '[]', NULL, '{"min":null,"max":null}', '{}', 60000, 180000, 2, 0);
    PRAGMA user_version = 1;
  `);
  database.close();
  const registry = openRegistry(folder);
  expect(registry.layers.find("water")).toMatchObject({
    revision: 3,
    features: 3,
    monitored: 1,
    nameEn: null,
  });
  expect(registry.layers.find("water")?.lengthM).toBeNull();
  expect(registry.layers.find("old-gas")?.lengthM).toBe(101);
  expect(registry.layers.find("old-town")?.lengthM).toBeNull();
  const found = registry.assets.list({ text: "liuyuan", after: 0, limit: 10 });
  expect(found.map(({ id }) => id)).toEqual(["n-1"]);
  const pipes = registry.assets.list({ connected: "n-2", after: 0, limit: 10 });
  expect(pipes.map(({ id }) => id)).toEqual(["p-1"]);
  registry.close();
});
