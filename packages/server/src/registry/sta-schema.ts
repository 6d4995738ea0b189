/**
 * What SensorThings clients say and the registry has no place for. `sta_entity`: sensors, locations, features of interest
 * and so on that a client made, and what it said of things and datastreams beyond their registration; `body` as JSON.
 * `sta_link`: relations of many to many. `sta_observation`: of the few observations that were deleted, or came with more
 * than a result and a quality.
 */
export const STA_SCHEMA = `
  CREATE TABLE IF NOT EXISTS sta_entity (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (kind, id)
  );
  CREATE TABLE IF NOT EXISTS sta_link (
    kind TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (kind, source, target)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sta_link_target ON sta_link (kind, target);
  CREATE TABLE IF NOT EXISTS sta_observation (
    datastream INTEGER NOT NULL, time INTEGER NOT NULL, is_deleted INTEGER NOT NULL DEFAULT 0, extra TEXT, feature TEXT,
    PRIMARY KEY (datastream, time)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sta_observation_feature ON sta_observation (feature, datastream, time)
    WHERE feature IS NOT NULL;
`;
