/** Format of `log.db`; a folder with a higher number was written by a newer release. 2: records of silence. */
export const LOG_FORMAT = 2;

/**
 * `record`: packed records in order of `seq`. `acknowledgement`: what a named batch was answered, kept for
 * 24 h, written in the same transaction as its record. `meta`: the epoch.
 */
export const LOG_SCHEMA = `
  CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS acknowledgement (
    token INTEGER NOT NULL, batch TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (token, batch)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS acknowledgement_at ON acknowledgement (at);
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/** For a file that is made: what a burst took can be given back to the file system after it (see `createGivingBack`). */
export const NEW_LOG_PRAGMAS = "PRAGMA auto_vacuum = INCREMENTAL";

/** Durable on return: FULL syncs the write-ahead log at every commit, so an acknowledged batch survives power loss. */
export const LOG_PRAGMAS = `
  PRAGMA busy_timeout = 10000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 16777216;
  PRAGMA cache_size = -4096;
`;
