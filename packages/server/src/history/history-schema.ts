/** Format of `history.db`. 2: chunks of version 2, roll-ups. 3: roll-ups of days whose chunks are gone. */
export const HISTORY_FORMAT = 3;

/**
 * `chunk`: observations of one datastream, never across a UTC day and at most 1,024 of them, not overlapping.
 * `rollup`: what the observations of a UTC day that is over for a datastream come to, by day, hour and minute, where that is
 * smaller than they are; it changes with the chunks that it sums up. Of days before `raw_day` it is all there is: hours and day.
 * `kept`: what retention has let go of: chunks of days before `raw_day`, roll-ups of days before `rollup_day`.
 * `progress` (one row): the log is in chunks up to `compacted_through`, and `checkpoint` is the twin at that
 * position. They change in one transaction with the chunks, so a crash between two files is harmless: readers
 * skip log records up to `compacted_through`.
 */
export const HISTORY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS chunk (
    datastream INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, n INTEGER NOT NULL,
    min REAL, max REAL, sum REAL, body BLOB NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS chunk_place ON chunk (datastream, start);
  CREATE TABLE IF NOT EXISTS rollup (
    datastream INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL,
    min REAL NOT NULL, max REAL NOT NULL, sum REAL NOT NULL, last REAL NOT NULL, hours BLOB, minutes BLOB,
    PRIMARY KEY (datastream, day)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS kept (
    datastream INTEGER PRIMARY KEY, raw_day INTEGER, rollup_day INTEGER
  );
  CREATE TABLE IF NOT EXISTS progress (
    id INTEGER PRIMARY KEY CHECK (id = 1), compacted_through INTEGER NOT NULL, checkpoint BLOB
  );
  INSERT OR IGNORE INTO progress (id, compacted_through) VALUES (1, 0);
`;

/** FULL: the log is trimmed behind a compaction, so the compaction must be on disk first. */
export const HISTORY_PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 10000;
  PRAGMA cache_size = -8192;
`;
