import type { AssetSearch } from "./asset-search.ts";

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

/** A statement over the table of assets. */
export interface AssetStatement {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The statements to try in order: the first that finds something answers. */
export function buildAssetList(query: AssetQuery, search: AssetSearch): AssetStatement[] {
  const { where, values } = filterOf(query);
  if (query.text === undefined) {
    const sql = `SELECT * FROM asset WHERE ${[...where, "number > :after"].join(" AND ")} ORDER BY number LIMIT :limit`;
    return [{ sql, values: { ...values, after: query.after, limit: query.limit } }];
  }
  const page = { ...values, after: query.after, limit: query.limit };
  const part = query.text.trim();
  const match = search.match(part);
  const byWords = match ? [{ sql: joinHits(match.sql, where), values: { ...page, query: match.query } }] : [];
  const byPart = {
    sql: `SELECT * FROM asset WHERE ${[...where, "(id LIKE :part ESCAPE '\\' OR name LIKE :part ESCAPE '\\')"].join(" AND ")}
      ORDER BY number LIMIT :limit OFFSET :after`,
    values: { ...page, part: `%${part.replace(/[\\%_]/g, "\\$&")}%` },
  };
  // A later page of words must not turn into a first page of parts.
  return query.after > 0 && byWords.length > 0 ? byWords : [...byWords, byPart];
}

/** Hits with their assets. Retired ones are not in the index: without another filter only one page of hits is joined. */
function joinHits(hits: string, where: readonly string[]): string {
  const isFiltered = where.length > 1;
  const page = "LIMIT :limit OFFSET :after";
  return `SELECT asset.* FROM (${hits} ${isFiltered ? "" : `ORDER BY rank ${page}`}) AS hit
    JOIN asset ON asset.number = hit.found WHERE ${where.join(" AND ")}
    ORDER BY hit.score, asset.number ${isFiltered ? page : ""}`;
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
