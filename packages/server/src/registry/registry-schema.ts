/** Format of `registry.db`. */
export const REGISTRY_FORMAT = 4;

/**
 * What exists. `asset.rowid` and `datastream.handle` are given once and never reused: log records and chunks
 * name datastreams by handle. `feature_index` counts within a layer, append-only; an asset that a later import
 * no longer has is retired, and keeps its number should it come back. `asset_layer` is in order of `number` within a layer,
 * as every index of SQLite ends with the row's own: pages of a layer come without sorting all of it.
 */
export const REGISTRY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS layer (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL,
    monitored INTEGER NOT NULL DEFAULT 0,
    tileset TEXT, features INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0,
    cim_level INTEGER NOT NULL, access TEXT NOT NULL, west REAL, south REAL, east REAL, north REAL,
    length_m REAL, assumptions TEXT NOT NULL DEFAULT '[]', published_at INTEGER NOT NULL,
    is_hidden INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS asset (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, layer INTEGER NOT NULL REFERENCES layer (number),
    feature_index INTEGER NOT NULL, class TEXT NOT NULL, name TEXT NOT NULL,
    lon REAL, lat REAL, height_m REAL, attributes TEXT NOT NULL, is_retired INTEGER NOT NULL DEFAULT 0
  );
  CREATE UNIQUE INDEX IF NOT EXISTS asset_feature ON asset (layer, feature_index);
  CREATE INDEX IF NOT EXISTS asset_layer ON asset (layer);
  CREATE TABLE IF NOT EXISTS datastream (
    handle INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, asset INTEGER NOT NULL REFERENCES asset (number),
    name TEXT NOT NULL, observed_property TEXT NOT NULL, result_type TEXT NOT NULL, categories TEXT NOT NULL,
    unit TEXT, range TEXT NOT NULL, limits TEXT NOT NULL, expected_interval_ms REAL NOT NULL,
    stale_after_ms REAL NOT NULL, decimals INTEGER NOT NULL, is_retired INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS datastream_asset ON datastream (asset);
  CREATE TABLE IF NOT EXISTS user (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS session (
    hash TEXT PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS token (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL, last_used_at INTEGER, is_revoked INTEGER NOT NULL DEFAULT 0
  );
`;

/**
 * Words of each asset in use, for searches. `rowid` is the asset's number. Columns in order of weight: names, codes,
 * places (see search-text.ts). A table without content of its own would be smaller, but its deletions leave a "last
 * inserted row" behind that no JS number holds, and every later statement of the connection fails on it.
 */
export const SEARCH_SCHEMA = `
  CREATE VIRTUAL TABLE IF NOT EXISTS asset_search USING fts5 (
    names, codes, places, prefix = '2 3', tokenize = 'unicode61'
  );
`;

/**
 * Which assets name another one as an end of theirs: a pipe its nodes. `other` is an id, since a pipe may be registered
 * before its nodes. What a retired asset named stays until it changes; who reads asks whether the asset is in use.
 */
export const LINK_SCHEMA = `
  CREATE TABLE IF NOT EXISTS asset_link (
    other TEXT NOT NULL, asset INTEGER NOT NULL, PRIMARY KEY (other, asset)
  ) WITHOUT ROWID;
`;

/**
 * A publication too large for one transaction of the main thread. What it will change waits in `asset_staged`, in as many
 * short transactions as it takes and seen by nobody; one row in `asset_switch` makes it what `current_asset` shows; then
 * it is folded into `asset`, again in short transactions. Readers see the old or the new state of a layer, and so does
 * whoever opens the file after a crash. One publication at a time.
 */
export const STAGE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS asset_staged (
    number INTEGER PRIMARY KEY, class TEXT NOT NULL, name TEXT NOT NULL,
    lon REAL, lat REAL, height_m REAL, attributes TEXT NOT NULL, is_retired INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS asset_switch (layer INTEGER PRIMARY KEY);
  CREATE VIEW IF NOT EXISTS current_asset AS
    SELECT asset.number, asset.id, asset.layer, asset.feature_index,
      iif(staged.number IS NULL, asset.class, staged.class) AS class,
      iif(staged.number IS NULL, asset.name, staged.name) AS name,
      iif(staged.number IS NULL, asset.lon, staged.lon) AS lon,
      iif(staged.number IS NULL, asset.lat, staged.lat) AS lat,
      iif(staged.number IS NULL, asset.height_m, staged.height_m) AS height_m,
      iif(staged.number IS NULL, asset.attributes, staged.attributes) AS attributes,
      iif(staged.number IS NULL, asset.is_retired, staged.is_retired) AS is_retired
    FROM asset LEFT JOIN asset_staged AS staged
      ON staged.number = asset.number AND asset.layer = (SELECT layer FROM asset_switch);
`;

/** Models and their revisions. `record` is what there is to say of a revision, as JSON. */
export const MODEL_SCHEMA = `
  CREATE TABLE IF NOT EXISTS model (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, revision INTEGER NOT NULL, hand_place TEXT,
    created_at INTEGER NOT NULL, is_deleted INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS model_revision (
    model TEXT NOT NULL REFERENCES model (id), revision INTEGER NOT NULL, sha256 TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (model, revision)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS model_revision_sha256 ON model_revision (sha256);
`;

/** Views that were saved of models. `number` is their order; those with `deleted_at` are out of use and soon forgotten. */
export const VIEW_SCHEMA = `
  CREATE TABLE IF NOT EXISTS model_view (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, model TEXT NOT NULL REFERENCES model (id),
    version INTEGER NOT NULL, name TEXT NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL, changed_at INTEGER NOT NULL, deleted_at INTEGER, model_revision INTEGER,
    shapes INTEGER NOT NULL, thumbnail BLOB, content TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS model_view_model ON model_view (model);
`;

/**
 * Annotations of charts. Ids of datastreams and assets stay what they were, also of those that are gone. `number` is their
 * order; those with `deleted_at` are out of use and soon forgotten.
 */
export const ANNOTATION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS annotation (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, asset TEXT,
    from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, text TEXT NOT NULL, created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL, changed_by TEXT NOT NULL, changed_at INTEGER NOT NULL, deleted_at INTEGER
  );
  CREATE INDEX IF NOT EXISTS annotation_asset ON annotation (asset) WHERE asset IS NOT NULL;
  CREATE TABLE IF NOT EXISTS annotation_datastream (
    datastream TEXT NOT NULL, annotation INTEGER NOT NULL REFERENCES annotation (number) ON DELETE CASCADE,
    place INTEGER NOT NULL, PRIMARY KEY (datastream, annotation)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS annotation_datastream_annotation ON annotation_datastream (annotation);
`;

/** How much tokens may send; a token without a row as much as it likes. */
export const QUOTA_SCHEMA = `
  CREATE TABLE IF NOT EXISTS token_quota (
    token INTEGER PRIMARY KEY REFERENCES token (id), per_second REAL, per_day INTEGER, is_hard INTEGER NOT NULL
  );
`;

/** Documents elsewhere that are fetched on a schedule; `input` is JSON, as the API takes it. */
export const CONNECTOR_SCHEMA = `
  CREATE TABLE IF NOT EXISTS connector (id INTEGER PRIMARY KEY AUTOINCREMENT, input TEXT NOT NULL);
`;

/** What delivers by a protocol of its own; `input` is JSON, as the API takes it. */
export const SOURCE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS source (id INTEGER PRIMARY KEY AUTOINCREMENT, input TEXT NOT NULL);
`;

/** Attributes that name an end. */
export const LINK_ATTRIBUTES = ["from", "to"] as const;

/** Fills a new table of links from the assets that are there. */
export const LINK_FILL = LINK_ATTRIBUTES.map(
  (name) => `
  INSERT OR IGNORE INTO asset_link (other, asset)
    SELECT attributes ->> '$.${name}.value', number FROM asset
    WHERE json_type(attributes, '$.${name}.value') = 'text';
`,
).join("");

/**
 * From format 1: layers had neither an English name nor a count of what is monitored. From format 2: the length of some
 * was kept as 0; it is what their pipes in use say, else not known. From format 3: no layer could be removed.
 */
export const REGISTRY_UPGRADES: Readonly<Record<number, string>> = {
  1: `
    ALTER TABLE layer ADD COLUMN name_en TEXT;
    ALTER TABLE layer ADD COLUMN monitored INTEGER NOT NULL DEFAULT 0;
    UPDATE layer SET monitored = (
      SELECT count(DISTINCT asset.number) FROM asset JOIN datastream ON datastream.asset = asset.number
      WHERE asset.layer = layer.number AND asset.is_retired = 0 AND datastream.is_retired = 0
    );
  `,
  2: `
    UPDATE layer SET length_m = (
      SELECT round(sum(attributes ->> '$.length.value')) FROM asset
      WHERE asset.layer = layer.number AND asset.is_retired = 0 AND asset.class <> 'abandoned-pipe'
        AND attributes ->> '$.length.unit' = 'm' AND json_type(attributes, '$.length.value') IN ('integer', 'real')
    ) WHERE length_m = 0;
  `,
  3: "ALTER TABLE layer ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0;",
};

/** Pragmas of the one connection, which the main thread owns: every read here is a lookup by key or a page. */
export const REGISTRY_PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 10000;
`;
