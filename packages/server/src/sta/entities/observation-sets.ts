import type { Expression } from "../filter/expression.ts";
import { findRequiredText, findTimeRange, type TimeRange } from "../filter/find-bounds.ts";
import type { RowSource } from "../row.ts";
import type { StaDatastream, StaReads } from "../sta-needs.ts";
import { ALL_TIMES, type ObservationReader, type ObservationRow, readObservationId } from "./observations.ts";

/** A set of observations: of some datastreams, within some times, of some feature. */
export interface ObservationSet extends RowSource {
  /** The newest of all first. */
  newestFirst(after?: string): AsyncIterable<ObservationRow>;
  /** Whether the order of the set is that of time. */
  readonly isInOrderOfTime: boolean;
  /** Less to read, with the same that passes a filter. */
  narrow(filter: Expression | undefined, nowMs: number): ObservationSet;
}

/** What a set holds. */
interface Extent {
  readonly datastreams: () => Iterable<StaDatastream>;
  readonly range: TimeRange;
  /** Only those whose feature is the asset's own. */
  readonly isOfAsset?: boolean;
  readonly isSingle?: boolean;
}

/** Makes sets of observations. */
export function createObservationSets(reads: StaReads, reader: ObservationReader) {
  const setOf = (extent: Extent): ObservationSet => ({
    set: "Observations",
    isInOrderOfTime: extent.isSingle === true,
    rows: (after) => inOrder(extent, reader, after),
    newestFirst: (after) => newestFirst(extent, reads, reader, after),
    narrow: (filter, nowMs) => setOf(narrowed(extent, reads, filter, nowMs)),
    async find(id) {
      const read = readObservationId(id);
      const datastream = read && reads.findDatastream(read.datastream);
      if (!read || !datastream || !isAmong(datastream, extent.datastreams())) return undefined;
      const row = await reader.find(datastream, read.timeMs);
      return row && isWithin(extent, row) ? row : undefined;
    },
    ...(extent.isOfAsset
      ? {}
      : {
          async count() {
            let sum = 0;
            for (const datastream of extent.datastreams())
              sum += await reader.count(datastream, extent.range);
            return sum;
          },
        }),
  });
  return {
    all: () => setOf({ datastreams: reads.datastreams, range: ALL_TIMES }),
    of: (datastream: StaDatastream) =>
      setOf({ datastreams: () => [datastream], range: ALL_TIMES, isSingle: true }),
    ofAsset: (assetNumber: number) =>
      setOf({ datastreams: () => reads.datastreamsOf(assetNumber), range: ALL_TIMES, isOfAsset: true }),
    ofFeature: (feature: string): RowSource => ({
      set: "Observations",
      async *rows(after) {
        for (let place = placeOf(after); ; ) {
          const page = reads.shelf.ofFeature(feature, place, 100);
          for (const { handle, timeMs } of page) {
            const datastream = reads.findDatastreamByHandle(handle);
            const row = datastream && (await reader.find(datastream, timeMs));
            if (row) yield row;
          }
          const last = page[page.length - 1];
          if (!last || page.length < 100) return;
          place = last;
        }
      },
      async find(id) {
        const read = readObservationId(id);
        const datastream = read && reads.findDatastream(read.datastream);
        const row = read && datastream && (await reader.find(datastream, read.timeMs));
        return row?.feature === feature ? row : undefined;
      },
    }),
  };
}

function isAmong(datastream: StaDatastream, all: Iterable<StaDatastream>): boolean {
  for (const one of all) if (one.handle === datastream.handle) return true;
  return false;
}

const isWithin = ({ isOfAsset }: Extent, row: ObservationRow) => !isOfAsset || row.feature === undefined;

/** Reads a cursor: a datastream's handle and a time. */
function placeOf(after: string | undefined): { handle: number; timeMs: number } {
  const found = /^(\d{1,10})\.(-?\d{1,16})$/.exec(after ?? "");
  return found
    ? { handle: Number(found[1]), timeMs: Number(found[2]) }
    : { handle: -1, timeMs: ALL_TIMES.fromMs - 1 };
}

/** By datastream, then by time. */
async function* inOrder(
  extent: Extent,
  reader: ObservationReader,
  after: string | undefined,
): AsyncGenerator<ObservationRow> {
  const place = placeOf(after);
  for (const datastream of extent.datastreams()) {
    if (datastream.handle < place.handle) continue;
    const fromMs =
      datastream.handle === place.handle
        ? Math.max(extent.range.fromMs, place.timeMs + 1)
        : extent.range.fromMs;
    for await (const row of reader.ascending(datastream, { ...extent.range, fromMs }))
      if (isWithin(extent, row)) yield row;
  }
}

/**
 * The newest of several datastreams first. Each is begun only when its newest value, which the twin knows, may be the
 * next: the ten newest of a city cost ten reads, not one a datastream.
 */
async function* newestFirst(
  extent: Extent,
  reads: StaReads,
  reader: ObservationReader,
  after: string | undefined,
): AsyncGenerator<ObservationRow> {
  const place = after === undefined ? undefined : placeOf(after);
  const waiting: { datastream: StaDatastream; toMs: number }[] = [];
  for (const datastream of extent.datastreams()) {
    const latestMs = reads.findLatest(datastream)?.time;
    if (latestMs === undefined || latestMs < extent.range.fromMs) continue;
    const behindMs = place === undefined ? Number.POSITIVE_INFINITY : endBehind(place, datastream);
    waiting.push({ datastream, toMs: Math.min(latestMs, extent.range.toMs, behindMs) });
  }
  waiting.sort((a, b) => b.toMs - a.toMs || a.datastream.handle - b.datastream.handle);
  // The next of each that is begun, the newest first.
  const begun: Begun[] = [];
  for (let next = 0; ; ) {
    const candidate = waiting[next];
    const [newest] = begun;
    if (candidate && (!newest || mayBeNewer(candidate, newest.head))) {
      next++;
      await advance(
        begun,
        reader.descending(candidate.datastream, { ...extent.range, toMs: candidate.toMs }),
      );
      continue;
    }
    if (!newest) return;
    if (isWithin(extent, newest.head)) yield newest.head;
    begun.shift();
    await advance(begun, newest.rest);
  }
}

interface Begun {
  readonly head: ObservationRow;
  readonly rest: AsyncGenerator<ObservationRow>;
}

/** Puts the next observation of a datastream where it belongs among those of the others. */
async function advance(begun: Begun[], rest: AsyncGenerator<ObservationRow>): Promise<void> {
  const { value: head } = await rest.next();
  if (!head) return;
  let low = 0;
  let high = begun.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isNewer((begun[middle] as Begun).head, head)) low = middle + 1;
    else high = middle;
  }
  begun.splice(low, 0, { head, rest });
}

const mayBeNewer = (candidate: { datastream: StaDatastream; toMs: number }, head: ObservationRow) =>
  candidate.toMs > head.timeMs ||
  (candidate.toMs === head.timeMs && candidate.datastream.handle < head.datastream.handle);

/** Of one time those of the smaller handle come first. */
const isNewer = (a: ObservationRow, b: ObservationRow) =>
  a.timeMs > b.timeMs || (a.timeMs === b.timeMs && a.datastream.handle < b.datastream.handle);

const endBehind = (place: { handle: number; timeMs: number }, { handle }: StaDatastream) =>
  handle > place.handle ? place.timeMs : place.timeMs - 1;

function narrowed(extent: Extent, reads: StaReads, filter: Expression | undefined, nowMs: number): Extent {
  const { fromMs, toMs } = findTimeRange(filter, "phenomenonTime", nowMs);
  const range = { fromMs: Math.max(extent.range.fromMs, fromMs), toMs: Math.min(extent.range.toMs, toMs) };
  const id = findRequiredText(filter, "Datastream/id") ?? findRequiredText(filter, "Datastream/@iot.id");
  if (id === undefined) return { ...extent, range };
  const datastream = reads.findDatastream(id);
  const isHere = datastream && isAmong(datastream, extent.datastreams());
  return { ...extent, range, datastreams: () => (isHere ? [datastream] : []), isSingle: true };
}
