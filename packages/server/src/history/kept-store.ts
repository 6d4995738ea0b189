import type { DatabaseSync } from "node:sqlite";
import type { KeptFrom } from "@shuicheng/shared/contracts";
import { DAY_MS } from "./rollup-store.ts";

/** {@link KeptFrom} of one datastream, as a compactor tells it. Both begin a UTC day. */
export interface KeptOf extends KeptFrom {
  readonly handle: number;
}

/** What retention has let go of, of one `history.db` connection. It changes with the chunks and roll-ups that go. */
export interface KeptStore {
  find(handle: number): KeptFrom;
  list(): readonly KeptOf[];
  /** Observations of days before `rawDay` and roll-ups of days before `rollupDay` are gone; null: as it was. */
  put(handle: number, rawDay: number | null, rollupDay: number | null): KeptOf;
}

interface KeptRow {
  readonly datastream: number;
  readonly raw_day: number | null;
  readonly rollup_day: number | null;
}

const NOTHING_GONE: KeptFrom = { raw: null, rollups: null };

/** Prepares the statements on an open connection. */
export function createKeptStore(database: DatabaseSync): KeptStore {
  const find = database.prepare("SELECT * FROM kept WHERE datastream = ?");
  const list = database.prepare("SELECT * FROM kept");
  const put = database.prepare(`
    INSERT INTO kept (datastream, raw_day, rollup_day) VALUES (?, ?, ?)
    ON CONFLICT (datastream) DO UPDATE SET
      raw_day = coalesce(max(raw_day, excluded.raw_day), excluded.raw_day, raw_day),
      rollup_day = coalesce(max(rollup_day, excluded.rollup_day), excluded.rollup_day, rollup_day)
    RETURNING *`);
  return {
    find(handle) {
      const row = find.get(handle) as KeptRow | undefined;
      if (!row) return NOTHING_GONE;
      const { raw, rollups } = keptOf(row);
      return { raw, rollups };
    },
    list: () => (list.all() as unknown as KeptRow[]).map(keptOf),
    put: (handle, rawDay, rollupDay) => keptOf(put.get(handle, rawDay, rollupDay) as unknown as KeptRow),
  };
}

const keptOf = ({ datastream, raw_day, rollup_day }: KeptRow): KeptOf => ({
  handle: datastream,
  raw: raw_day === null ? null : raw_day * DAY_MS,
  rollups: rollup_day === null ? null : rollup_day * DAY_MS,
});
