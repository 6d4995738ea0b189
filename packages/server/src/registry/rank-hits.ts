import type { AssetSearch } from "./asset-search.ts";

/** A statement over the table of assets. */
export interface AssetStatement {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * Hits that are put in order by what they are, the best by score; those after them follow in order of score. A word such
 * as 路 is in every address of a city.
 */
const RANKED_HITS = 2_000;

/**
 * Order in which a person means what they typed: the asset of that very id; a name that begins so; the building with
 * that address; other names; then buildings, facilities and sensors, and pipes with their fittings last, since there is
 * one of each utility for every building.
 */
const ORDER = `CASE
    WHEN hit.place > ${RANKED_HITS} THEN 9
    WHEN asset.id LIKE :exact ESCAPE '\\' OR replace(asset.id, '-', '') LIKE :exact ESCAPE '\\' THEN 0
    WHEN asset.name LIKE :start ESCAPE '\\' OR asset.attributes ->> '$.nameEn.value' LIKE :start ESCAPE '\\' THEN 1
    WHEN layer.kind = 'buildings' AND :hasNumber AND (
      asset.attributes ->> '$.address.value' LIKE :start ESCAPE '\\'
      OR asset.attributes ->> '$.addressEn.value' LIKE :start ESCAPE '\\') THEN 2
    WHEN hit.is_named THEN 3
    WHEN layer.kind = 'buildings' THEN 4
    WHEN layer.kind IN ('facilities', 'sensors') THEN 5
    ELSE 6
  END`;

/** No. 12 comes before no. 127. */
const SHORTEST_ADDRESS =
  "CASE place_in_order WHEN 2 THEN length(attributes ->> '$.address.value') ELSE 0 END";

/**
 * The statement that finds assets by words, the one that is meant first; none for a text without words.
 *
 * @param filter Conditions on `asset`, and values of those and of the page (`after`, `limit`).
 */
export function buildWordSearch(
  typed: string,
  search: AssetSearch,
  { where, page }: { where: readonly string[]; page: AssetStatement["values"] },
): AssetStatement[] {
  const match = search.match(typed);
  if (!match) return [];
  // Retired assets are not in the index: without another filter no more hits are joined than can be shown.
  const isFiltered = where.length > 1;
  const hits = `${match.sql}${isFiltered ? "" : " LIMIT :reach"}`;
  const sql = `SELECT * FROM (
      SELECT asset.*, hit.score, ${ORDER} AS place_in_order
      FROM (SELECT *, row_number() OVER (ORDER BY score, found) AS place FROM (${hits})) AS hit
      JOIN current_asset AS asset ON asset.number = hit.found JOIN layer ON layer.number = asset.layer
      WHERE ${where.join(" AND ")}
    ) ORDER BY place_in_order, ${SHORTEST_ADDRESS}, score, number LIMIT :limit OFFSET :after`;
  const likeTyped = escapeLike(typed);
  const values = {
    ...page,
    ...match.values,
    exact: likeTyped,
    start: `${likeTyped}%`,
    // An address names a house; a street alone is no address.
    hasNumber: /\d/.test(typed) ? 1 : 0,
    ...(isFiltered ? {} : { reach: Math.max(RANKED_HITS, Number(page.after) + Number(page.limit)) }),
  };
  return [{ sql, values }];
}

/** Makes a text mean itself in a LIKE that escapes by a backslash. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
