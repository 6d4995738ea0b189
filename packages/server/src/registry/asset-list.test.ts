import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { type AssetQuery, buildAssetList } from "./asset-list.ts";
import { createAssetSearch } from "./asset-search.ts";
import { LINK_SCHEMA, REGISTRY_SCHEMA, SEARCH_SCHEMA, STAGE_SCHEMA } from "./registry-schema.ts";

const database = new DatabaseSync(":memory:");
for (const schema of [REGISTRY_SCHEMA, SEARCH_SCHEMA, LINK_SCHEMA, STAGE_SCHEMA]) database.exec(schema);
const search = createAssetSearch(database);

/** What SQLite does for a query, step by step. */
function planOf(query: Partial<AssetQuery>): string[] {
  const [statement] = buildAssetList({ layerNumber: 1, after: 0, limit: 100, ...query }, search);
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${statement!.sql}`).all(statement!.values);
  return steps.map(({ detail }) => String(detail));
}

describe("buildAssetList", () => {
  it.each([
    ["a layer", {}],
    ["a class of a layer", { class: "IfcWall" }],
    ["what a layer has datastreams of", { isMonitored: true }],
  ])("pages through %s without sorting it", (_, query) => {
    const steps = planOf(query);
    expect(steps[0]).toBe("SEARCH asset USING INDEX asset_layer (layer=? AND rowid>?)");
    expect(steps.filter((step) => /TEMP B-TREE/.test(step))).toEqual([]);
  });

  it("finds features by their index and goes through no layer", () => {
    expect(planOf({ features: [3, 4] })[0]).toBe(
      "SEARCH asset USING INDEX asset_feature (layer=? AND feature_index=?)",
    );
  });
});
