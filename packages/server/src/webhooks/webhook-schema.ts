/** Format of `webhooks.db`. */
export const WEBHOOKS_FORMAT = 1;

/**
 * `webhook`: what is to be told to whom, and the message on its way: composed once, so that every attempt sends the same under the
 * same id. `entry`: what is to be told and is in no message yet, in order of `id`; `first_row` counts the rows of the oldest that are
 * in messages already. `datastream`, `asset`: what entries are told by, as last described. `told`: the status byte that was last told
 * or passed over. `meta`: `taken`, the log record that `entry` has come to, and the `epoch` that its number belongs to.
 */
export const WEBHOOKS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS webhook (
    id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER, input TEXT NOT NULL, created_at REAL NOT NULL,
    secret TEXT NOT NULL, old_secret TEXT, old_secret_until REAL,
    state TEXT NOT NULL DEFAULT 'active', reason TEXT,
    failures INTEGER NOT NULL DEFAULT 0, failing_since REAL, next_at REAL, last_delivered_at REAL,
    sequence INTEGER NOT NULL DEFAULT 0, first_row INTEGER NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0, lost INTEGER NOT NULL DEFAULT 0,
    gap_items INTEGER, gap_from REAL, gap_to REAL, gap_is_whole INTEGER NOT NULL DEFAULT 1,
    message_id TEXT, message_type TEXT, message_items INTEGER, message_body TEXT, message_attempts INTEGER
  );
  CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT, webhook INTEGER NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL,
    from_ms REAL NOT NULL, to_ms REAL NOT NULL, body BLOB NOT NULL
  );
  CREATE INDEX IF NOT EXISTS entry_webhook ON entry (webhook, id);
  CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, webhook INTEGER NOT NULL, at REAL NOT NULL, event TEXT NOT NULL, type TEXT NOT NULL,
    items INTEGER NOT NULL, attempt INTEGER NOT NULL, status INTEGER, reason TEXT, ms REAL NOT NULL
  );
  CREATE INDEX IF NOT EXISTS delivery_webhook ON delivery (webhook, id);
  CREATE TABLE IF NOT EXISTS datastream (handle INTEGER PRIMARY KEY, description TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS told (asset INTEGER PRIMARY KEY, status INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/** For a file that is made: what a receiver's absence took can be given back to the file system after it. */
export const NEW_WEBHOOKS_PRAGMAS = "PRAGMA auto_vacuum = INCREMENTAL";

/** NORMAL outlives a killed process; what has to outlive a power cut as well is committed with FULL (`commitFully`). */
export const WEBHOOKS_PRAGMAS = `
  PRAGMA busy_timeout = 10000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA journal_size_limit = 16777216;
  PRAGMA cache_size = -4096;
`;
