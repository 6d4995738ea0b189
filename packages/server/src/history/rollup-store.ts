import type { DatabaseSync } from "node:sqlite";
import type { ChunkSeries } from "./chunk-codec.ts";
import { addSeries, addSums, decodeSums, emptySums, encodeSums, type PeriodSums } from "./period-sums.ts";

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/**
 * From how many observations a UTC day on its roll-ups are kept: where they are smaller than the chunks that they sum up. Below
 * that, reading the chunks costs no more.
 */
const WORTH_KEEPING = { day: 96, hours: 480, minutes: 28_800 } as const;

/** What the observations of a UTC day come to. */
export interface DayRollup {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  /** One period: the day. */
  readonly whole: PeriodSums;
  /** 24 periods, to be used before those of another day are asked for; undefined where they are not kept. */
  readonly hours: () => PeriodSums | undefined;
  /** 1,440 periods; undefined where they are not kept. */
  readonly minutes: () => PeriodSums | undefined;
}

/** Roll-ups of one `history.db` connection: by minute, hour and day (UTC), of days that are over for their datastream. */
export interface RollupStore {
  /** Sums up a day anew. @param series The observations of that day, in order, a chunk after the other. */
  refresh(datastream: number, day: number, series: Iterable<ChunkSeries>): void;
  /** Those of days from `fromDay` to before `toDay`, ascending. A day that is not there has to be read from its chunks. */
  read(datastream: number, fromDay: number, toDay: number): Iterable<DayRollup>;
  /**
   * Sums up a day whose observations go: its hours are kept, however few there were, its minutes are not.
   *
   * @param series As for {@link RollupStore.refresh}.
   */
  settle(datastream: number, day: number, series: Iterable<ChunkSeries>): void;
  /** Whether there is one of a day before, and lets go of them. */
  trim(datastream: number, beforeDay: number): boolean;
}

/** Sums of a day. */
interface DaySums {
  readonly whole: PeriodSums;
  readonly hours: PeriodSums;
  readonly minutes: PeriodSums;
}

interface RollupRow {
  readonly day: number;
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly last: number;
  readonly hours: Uint8Array | null;
}

/** Prepares the statements on an open connection. */
export function createRollupStore(database: DatabaseSync): RollupStore {
  const put = database.prepare(
    `INSERT OR REPLACE INTO rollup (datastream, day, n, min, max, sum, last, hours, minutes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare("DELETE FROM rollup WHERE datastream = ? AND day = ?");
  const select = database.prepare(
    `SELECT day, n, min, max, sum, last, hours FROM rollup
     WHERE datastream = ? AND day >= ? AND day < ? ORDER BY day`,
  );
  // Most of a row by far, and of a long range nobody asks for them.
  const selectMinutes = database.prepare("SELECT minutes FROM rollup WHERE datastream = ? AND day = ?");
  const trim = database.prepare("DELETE FROM rollup WHERE datastream = ? AND day < ?");
  const write = (
    ...[datastream, day, { whole, hours, minutes }]: [
      number,
      number,
      Partial<DaySums> & Pick<DaySums, "whole">,
    ]
  ): void => {
    const [n, min, max, sum, last] = [whole.n, whole.min, whole.max, whole.sum, whole.last].map(
      (column) => column[0] as number,
    ) as [number, number, number, number, number];
    put.run(
      ...([datastream, day, n, min, max, sum, last] as const),
      hours ? encodeSums(hours) : null,
      minutes ? encodeSums(minutes) : null,
    );
  };
  return {
    refresh(datastream, day, series) {
      const { n, hours, minutes, whole } = sumUpDay(day * DAY_MS, series);
      if (n < WORTH_KEEPING.day || whole.n[0] === 0) {
        remove.run(datastream, day);
        return;
      }
      write(datastream, day, {
        whole,
        ...(n >= WORTH_KEEPING.hours ? { hours } : {}),
        ...(n >= WORTH_KEEPING.minutes ? { minutes } : {}),
      });
    },
    settle(datastream, day, series) {
      const { hours, whole } = sumUpDay(day * DAY_MS, series);
      // A day of bad observations alone comes to nothing.
      if (whole.n[0] === 0) remove.run(datastream, day);
      else write(datastream, day, { whole, hours });
    },
    *read(datastream, fromDay, toDay) {
      const scratch = emptySums(DAY_MS / HOUR_MS);
      for (const row of select.iterate(datastream, fromDay, toDay) as unknown as Iterable<RollupRow>) {
        yield {
          day: row.day,
          get whole() {
            return {
              n: Int32Array.of(row.n),
              min: Float64Array.of(row.min),
              max: Float64Array.of(row.max),
              sum: Float64Array.of(row.sum),
              last: Float64Array.of(row.last),
            };
          },
          hours: () => (row.hours ? decodeSums(row.hours, scratch) : undefined),
          minutes() {
            const { minutes } = selectMinutes.get(datastream, row.day) as { minutes: Uint8Array | null };
            return minutes ? decodeSums(minutes) : undefined;
          },
        };
      }
    },
    trim: (datastream, beforeDay) => Number(trim.run(datastream, beforeDay).changes) > 0,
  };
}

/** Hours come of minutes and the day of hours, each in order of time, so that summing up again gives the same to the last bit. */
function sumUpDay(startMs: number, series: Iterable<ChunkSeries>): DaySums & { readonly n: number } {
  const minutes = emptySums(DAY_MS / MINUTE_MS);
  const hours = emptySums(DAY_MS / HOUR_MS);
  const whole = emptySums(1);
  let n = 0;
  for (const part of series) {
    addSeries(minutes, part, startMs, MINUTE_MS);
    n += part.timeMs.length;
  }
  for (let minute = 0; minute < minutes.n.length; minute++)
    addSums(hours, Math.floor(minute / 60), minutes, minute);
  for (let hour = 0; hour < hours.n.length; hour++) addSums(whole, 0, hours, hour);
  return { n, minutes, hours, whole };
}
