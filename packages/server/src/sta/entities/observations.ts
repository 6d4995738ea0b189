import type { Observation } from "@shuicheng/shared/contracts";
import type { TimeRange } from "../filter/find-bounds.ts";
import { writeMoment } from "../filter/read-time.ts";
import { buildRow, type Row } from "../row.ts";
import type { KeptObservation } from "../shelf/sta-shelf.ts";
import type { StaDatastream, StaReads } from "../sta-needs.ts";

/** An observation, with where it is kept. */
export interface ObservationRow extends Row {
  readonly datastream: StaDatastream;
  readonly timeMs: number;
  /** Id of the feature that a client named for it; undefined for that of the asset. */
  readonly feature: string | undefined;
}

/** All times that there are (ECMA-262). */
export const ALL_TIMES: TimeRange = { fromMs: -8.64e15, toMs: 8.64e15 };
/** Read at once at most, and at first. */
const MOST_AT_ONCE = 5_000;
const FEW_AT_ONCE = 100;
/** Times of a page are looked for within this of each other at first; 60 s where a datastream reports once a second. */
const FIRST_INTERVALS = 60;

export const observationIdOf = (datastreamId: string, timeMs: number): string => `${datastreamId}:${timeMs}`;

/** Reads an observation's id; undefined where it is none. */
export function readObservationId(id: string): { datastream: string; timeMs: number } | undefined {
  const found = /^([^:]+):(-?\d{1,16})$/.exec(id);
  return found ? { datastream: found[1] as string, timeMs: Number(found[2]) } : undefined;
}

/** Observations of single datastreams, read in pages; those that were deleted are left out. */
export interface ObservationReader {
  ascending(datastream: StaDatastream, range: TimeRange): AsyncGenerator<ObservationRow>;
  /** The newest first. The first comes from the twin, without history, where it is in the range. */
  descending(datastream: StaDatastream, range: TimeRange): AsyncGenerator<ObservationRow>;
  oldest(datastream: StaDatastream): Promise<ObservationRow | undefined>;
  find(datastream: StaDatastream, timeMs: number): Promise<ObservationRow | undefined>;
  /** Without those that were deleted. */
  count(datastream: StaDatastream, range: TimeRange): Promise<number>;
}

/** Creates the reader. */
export function createObservationReader(reads: StaReads): ObservationReader {
  const within = ({ fromMs, toMs }: TimeRange): TimeRange => ({
    fromMs: Math.max(Math.ceil(fromMs), ALL_TIMES.fromMs),
    toMs: Math.min(Math.floor(toMs), ALL_TIMES.toMs),
  });

  function* rowsOf(datastream: StaDatastream, page: readonly Observation[]): Generator<ObservationRow> {
    const first = page[0];
    const last = page[page.length - 1];
    if (!first || !last) return;
    const [fromMs, toMs] = first.time < last.time ? [first.time, last.time] : [last.time, first.time];
    const kept = reads.shelf.observations(datastream.handle, fromMs, toMs);
    for (const observation of page) {
      const more = kept.get(observation.time);
      if (!more?.isDeleted) yield buildObservationRow(datastream, observation, more);
    }
  }

  async function* ascending(datastream: StaDatastream, range: TimeRange): AsyncGenerator<ObservationRow> {
    const { fromMs, toMs } = within(range);
    for (let from = fromMs, limit = FEW_AT_ONCE; from <= toMs; limit = Math.min(limit * 4, MOST_AT_ONCE)) {
      const page = await reads.observations(datastream, from, toMs, limit);
      yield* rowsOf(datastream, page);
      const last = page[page.length - 1];
      if (!last || page.length < limit) return;
      from = last.time + 1;
    }
  }

  async function* descending(datastream: StaDatastream, range: TimeRange): AsyncGenerator<ObservationRow> {
    const { fromMs, toMs } = within(range);
    const latest = reads.findLatest(datastream);
    if (!latest || latest.time < fromMs) return;
    let end = Math.min(toMs, latest.time);
    if (end === latest.time) {
      yield* rowsOf(datastream, [latest]);
      end--;
    }
    const [first] = fromMs <= end ? await reads.observations(datastream, fromMs, end, 1) : [];
    if (!first) return;
    // History reads forward: a window is moved back, as wide as a page should be.
    for (let windowMs = datastream.expectedIntervalMs * FIRST_INTERVALS; end >= first.time; ) {
      const start = Math.max(first.time, Math.floor(end - windowMs));
      const page = await reads.observations(datastream, start, end, MOST_AT_ONCE);
      if (page.length === MOST_AT_ONCE && start < end && (page[page.length - 1] as Observation).time < end) {
        windowMs = Math.floor((end - start) / 2);
        continue;
      }
      yield* rowsOf(datastream, page.reverse());
      end = start - 1;
      if (page.length < MOST_AT_ONCE / 8) windowMs = Math.max(windowMs, 1) * 8;
    }
  }

  return {
    ascending,
    descending,
    async oldest(datastream) {
      const page = await reads.observations(datastream, ALL_TIMES.fromMs, ALL_TIMES.toMs, 1);
      const [row] = rowsOf(datastream, page);
      if (row || page.length === 0) return row;
      return (await ascending(datastream, ALL_TIMES).next()).value ?? undefined;
    },
    async find(datastream, timeMs) {
      const page = await reads.observations(datastream, timeMs, timeMs, 1);
      return rowsOf(datastream, page).next().value ?? undefined;
    },
    async count(datastream, range) {
      const { fromMs, toMs } = within(range);
      if (fromMs > toMs) return 0;
      let deleted = 0;
      for (const kept of reads.shelf.observations(datastream.handle, fromMs, toMs).values())
        if (kept.isDeleted) deleted++;
      return (await reads.countObservations(datastream, fromMs, toMs)) - deleted;
    },
  };
}

/** Makes the row of an observation. @param kept What is kept of it apart from its series. */
export function buildObservationRow(
  datastream: StaDatastream,
  observation: Observation,
  kept: KeptObservation | undefined,
): ObservationRow {
  const { time: timeMs, result, quality } = observation;
  const row = buildRow(
    "Observations",
    observationIdOf(datastream.id, timeMs),
    `${datastream.handle}.${timeMs}`,
    () => ({
      phenomenonTime: writeMoment(timeMs),
      result,
      resultTime: null,
      resultQuality: quality,
      ...kept?.extra,
    }),
  );
  return { ...row, datastream, timeMs, feature: kept?.feature };
}
