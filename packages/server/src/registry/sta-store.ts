import type { DatabaseSync } from "node:sqlite";
import type { KeptEntity, KeptObservation, StaShelf } from "../sta/shelf/sta-shelf.ts";
import { inTransaction } from "./in-transaction.ts";

/** What SensorThings adds to the registry: see STA_SCHEMA. */
export interface StaStore extends StaShelf {
  /** Times of observations that were deleted, with `fromMs` ≤ time ≤ `toMs`. */
  deletedTimes(handle: number, fromMs: number, toMs: number): ReadonlySet<number>;
}

interface ObservationRow {
  readonly datastream: number;
  readonly time: number;
  readonly is_deleted: number;
  readonly extra: string | null;
  readonly feature: string | null;
}

/** Creates the store on an open registry. */
export function createStaStore(database: DatabaseSync): StaStore {
  const find = database.prepare("SELECT number, id, body FROM sta_entity WHERE kind = ? AND id = ?");
  const list = database.prepare(
    "SELECT number, id, body FROM sta_entity WHERE kind = ? AND number > ? ORDER BY number LIMIT ?",
  );
  const count = database.prepare("SELECT count(*) AS n FROM sta_entity WHERE kind = ?");
  const put = database.prepare(
    "INSERT INTO sta_entity (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
  );
  const remove = database.prepare("DELETE FROM sta_entity WHERE kind = ? AND id = ?");
  const link = database.prepare("INSERT OR IGNORE INTO sta_link (kind, source, target) VALUES (?, ?, ?)");
  const unlinkSource = database.prepare("DELETE FROM sta_link WHERE kind = ? AND source = ?");
  const unlinkTarget = database.prepare("DELETE FROM sta_link WHERE kind = ? AND target = ?");
  const targets = database.prepare("SELECT target AS id FROM sta_link WHERE kind = ? AND source = ?");
  const sources = database.prepare("SELECT source AS id FROM sta_link WHERE kind = ? AND target = ?");
  const between = "datastream = ? AND time BETWEEN ? AND ?";
  const observations = database.prepare(`SELECT * FROM sta_observation WHERE ${between}`);
  const deleted = database.prepare(`SELECT time FROM sta_observation WHERE ${between} AND is_deleted = 1`);
  const ofFeature = database.prepare(`
    SELECT * FROM sta_observation WHERE feature = ? AND (datastream, time) > (?, ?) AND is_deleted = 0
    ORDER BY datastream, time LIMIT ?`);
  const putObservation = database.prepare(
    "INSERT OR REPLACE INTO sta_observation (datastream, time, is_deleted, extra, feature) VALUES (?, ?, ?, ?, ?)",
  );
  const removeObservation = database.prepare("DELETE FROM sta_observation WHERE datastream = ? AND time = ?");
  const idsIn = (rows: unknown) => (rows as { id: string }[]).map((row) => row.id);

  return {
    find(kind, id) {
      const row = find.get(kind, id) as EntityRow | undefined;
      return row && entityOf(row);
    },
    listAfter: (kind, number, limit) =>
      (list.all(kind, number, limit) as unknown as EntityRow[]).map(entityOf),
    count: (kind) => (count.get(kind) as { n: number }).n,
    put: (kind, id, body) => void put.run(kind, id, JSON.stringify(body)),
    remove: (kind, id) => void remove.run(kind, id),
    link: (kind, source, target) => void link.run(kind, source, target),
    unlink(kind, ends) {
      if ("source" in ends) unlinkSource.run(kind, ends.source);
      else unlinkTarget.run(kind, ends.target);
    },
    targets: (kind, source) => idsIn(targets.all(kind, source)),
    sources: (kind, target) => idsIn(sources.all(kind, target)),
    observations: (handle, fromMs, toMs) =>
      new Map(
        (observations.all(handle, ...bounds(fromMs, toMs)) as unknown as ObservationRow[]).map((row) => [
          row.time,
          observationOf(row),
        ]),
      ),
    deletedTimes: (handle, fromMs, toMs) =>
      new Set(
        (deleted.all(handle, ...bounds(fromMs, toMs)) as unknown as ObservationRow[]).map((row) => row.time),
      ),
    ofFeature: (feature, { handle, timeMs }, limit) =>
      (ofFeature.all(feature, handle, timeMs, limit) as unknown as ObservationRow[]).map(observationOf),
    putObservation: ({ handle, timeMs, isDeleted, extra, feature }) =>
      void putObservation.run(
        ...[handle, timeMs, isDeleted ? 1 : 0],
        extra === undefined ? null : JSON.stringify(extra),
        feature ?? null,
      ),
    removeObservation: (handle, timeMs) => void removeObservation.run(handle, timeMs),
    transact: (work) => inTransaction(database, work),
  };
}

interface EntityRow {
  readonly number: number;
  readonly id: string;
  readonly body: string;
}

const entityOf = ({ number, id, body }: EntityRow): KeptEntity => ({
  number,
  id,
  body: JSON.parse(body) as Record<string, unknown>,
});

/** SQLite's whole numbers, of times that may be infinite. */
const bounds = (fromMs: number, toMs: number): [number, number] => [
  Math.max(Math.ceil(fromMs), -8.64e15),
  Math.min(Math.floor(toMs), 8.64e15),
];

const observationOf = (row: ObservationRow): KeptObservation => ({
  handle: row.datastream,
  timeMs: row.time,
  isDeleted: row.is_deleted === 1,
  extra: row.extra === null ? undefined : (JSON.parse(row.extra) as Record<string, unknown>),
  feature: row.feature ?? undefined,
});
