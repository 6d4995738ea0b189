import type { AssetSearch } from "./asset-search.ts";
import { type AssetStatement, buildWordSearch, escapeLike } from "./rank-hits.ts";

/** What to list. */
export interface AssetQuery {
  readonly layerNumber?: number;
  readonly class?: string;
  /** Words of names, ids, addresses and their pinyin; where none matches, any part of an id or a name. */
  readonly text?: string;
  readonly features?: readonly number[];
  /** Only those that name the asset of this id as an end of theirs. */
  readonly connected?: string;
  /** Only those with at least one datastream. */
  readonly isMonitored?: boolean;
  /** `number` of the last asset seen; with a text, how many were seen. */
  readonly after: number;
  readonly limit: number;
}

/** The statements to try in order: the first that finds something answers. */
export function buildAssetList(query: AssetQuery, search: AssetSearch): AssetStatement[] {
  const { where, values } = filterOf(query);
  if (query.text === undefined) {
    // Few features are found by their own index and then put in order; pages of a layer come in order (see asset_layer).
    const order = query.features === undefined ? "number" : "+number";
    const sql = `SELECT * FROM current_asset AS asset WHERE ${[...where, `${order} > :after`].join(" AND ")} ORDER BY ${order} LIMIT :limit`;
    return [{ sql, values: { ...values, after: query.after, limit: query.limit } }];
  }
  const page = { ...values, after: query.after, limit: query.limit };
  const part = query.text.trim();
  const byWords = buildWordSearch(part, search, { where, page });
  const byPart = {
    sql: `SELECT * FROM current_asset AS asset WHERE ${[...where, "(id LIKE :part ESCAPE '\\' OR name LIKE :part ESCAPE '\\')"].join(" AND ")}
      ORDER BY number LIMIT :limit OFFSET :after`,
    values: { ...page, part: `%${escapeLike(part)}%` },
  };
  // A later page of words must not turn into a first page of parts.
  return query.after > 0 && byWords.length > 0 ? byWords : [...byWords, byPart];
}

function filterOf(query: AssetQuery): { where: string[]; values: Record<string, string | number> } {
  const where = ["asset.is_retired = 0"];
  const values: Record<string, string | number> = {};
  if (query.layerNumber !== undefined) {
    where.push("asset.layer = :layer");
    values.layer = query.layerNumber;
  }
  if (query.class !== undefined) {
    where.push("asset.class = :class");
    values.class = query.class;
  }
  if (query.features !== undefined) {
    where.push("asset.feature_index IN (SELECT value FROM json_each(:features))");
    values.features = JSON.stringify(query.features);
  }
  if (query.connected !== undefined) {
    where.push("asset.number IN (SELECT asset FROM asset_link WHERE other = :connected)");
    values.connected = query.connected;
  }
  if (query.isMonitored) {
    where.push(
      "EXISTS (SELECT 1 FROM datastream WHERE datastream.asset = asset.number AND datastream.is_retired = 0)",
    );
  }
  return { where, values };
}
