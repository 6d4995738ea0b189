import type { DatabaseSync } from "node:sqlite";
import type { AssetInput } from "@shuicheng/shared/contracts";
import { buildSearchQuery, buildSearchText } from "./search-text.ts";

/** A name says more than a code, a code more than a street. */
const WEIGHTS = "10.0, 6.0, 1.0";

/** The words of assets. All inside the caller's transaction. */
export interface AssetSearch {
  put(assetNumber: number, asset: AssetInput): void;
  remove(assetNumber: number): void;
  /**
   * SQL that answers numbers of assets as `found` with a `score` (less is better), the best first, and whether a name
   * holds the words (`is_named`); and the values it takes. Undefined for a text without words.
   */
  match(
    typed: string,
  ): { readonly sql: string; readonly values: Readonly<Record<string, string>> } | undefined;
}

/** Creates the index over an open registry. */
export function createAssetSearch(database: DatabaseSync): AssetSearch {
  const put = database.prepare(
    "INSERT OR REPLACE INTO asset_search (rowid, names, codes, places) VALUES (:number, :names, :codes, :places)",
  );
  const remove = database.prepare("DELETE FROM asset_search WHERE rowid = ?");
  return {
    put: (assetNumber, asset) => void put.run({ number: assetNumber, ...buildSearchText(asset) }),
    remove: (assetNumber) => void remove.run(assetNumber),
    match(typed) {
      const query = buildSearchQuery(typed);
      if (query === undefined) return undefined;
      const sql = `SELECT rowid AS found, rank AS score,
          rowid IN (SELECT rowid FROM asset_search WHERE asset_search MATCH :inNames) AS is_named
        FROM asset_search WHERE asset_search MATCH :query AND rank MATCH 'bm25(${WEIGHTS})' ORDER BY rank, rowid`;
      return { sql, values: { query, inNames: `names : (${query})` } };
    },
  };
}
