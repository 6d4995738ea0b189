import { DatabaseSync } from "node:sqlite";
import {
  buildObservationRecord,
  OBSERVATIONS_KIND,
  type ObservationColumns,
  type PackedRecord,
  readPackedRecord,
  SILENCE_KIND,
} from "../record/packed-record.ts";
import type { DatastreamDescription } from "./select-events.ts";
import type { EntryRow } from "./webhook-row.ts";
import { buildItemsEntry, type WebhookStore } from "./webhook-store.ts";

/** A webhook as the log is read for it. */
export interface LogFollower {
  readonly id: number;
  readonly wantsObservations: boolean;
  readonly wantsSilence: boolean;
  readonly waitingLimit: number;
  includesDatastream(datastream: DatastreamDescription): boolean;
  /** By handle: 1 left out, 2 included, 0 not looked at yet. */
  included: Uint8Array;
}

/** How far the log has been read. */
export interface Taken {
  /** Up to here it has been read. */
  readonly through: number;
  /** Up to here that is on disk: the log may let go. */
  readonly durableThrough: number;
  /** Datastreams that have to be described before it can go on. */
  readonly unknown: readonly number[];
}

/** Of the log at once: one transaction, some tens of milliseconds. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_RECORDS = 1_024;
const MAX_UNKNOWN = 500;
const ROWS_PER_ENTRY = 1_000;
/** Records in which nobody was interested are noted so often: they are read again after a crash. */
const NOTE_INTERVAL_MS = 5_000;

/** Turns log records into entries of the webhooks that want them; columns of numbers throughout. */
export function createLogTaker(
  store: WebhookStore,
  logFile: string,
  needs: {
    followers(): readonly LogFollower[];
    describe(handle: number): DatastreamDescription | undefined;
    isDescribed(handle: number): boolean;
    now(): number;
  },
) {
  const log = new DatabaseSync(logFile, { readOnly: true });
  log.exec("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -2048");
  const readAfter = log.prepare(
    "SELECT seq, body FROM record WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
  );
  let through = Number(store.readMeta("taken") ?? 0);
  let durableThrough = through;
  let notedAtMs = needs.now();
  let lastRecordedMs: number | undefined;

  function readRows(after: number, throughSeq: number): LogRow[] {
    const rows: LogRow[] = [];
    let bytes = 0;
    for (const row of readAfter.iterate(after, throughSeq, MAX_RECORDS) as unknown as Iterable<LogRow>) {
      rows.push(row);
      bytes += row.body.length;
      if (bytes >= MAX_BYTES) break;
    }
    return rows;
  }

  function note(seq: number): void {
    through = seq;
    if (needs.now() - notedAtMs < NOTE_INTERVAL_MS) return;
    store.commitFully(() => store.writeMeta("taken", String(seq)));
    durableThrough = seq;
    notedAtMs = needs.now();
  }

  function keep(
    followers: readonly LogFollower[],
    entries: ReturnType<typeof takeRecords>,
    missing: Missing,
  ) {
    const seq = entries.through;
    if (entries.of.every((own) => own.length === 0) && !missing) {
      note(seq);
      return;
    }
    store.commitFully(() => {
      followers.forEach(({ id, waitingLimit }, at) => {
        if (missing) store.addGap(id, { items: null, ...missing });
        for (const entry of entries.of[at] ?? []) store.append(id, waitingLimit, entry);
      });
      store.writeMeta("taken", String(seq));
    });
    through = seq;
    durableThrough = seq;
    notedAtMs = needs.now();
  }

  return {
    /** Goes on reading, up to a record at most; some of it at a time. */
    take(throughSeq: number): Taken {
      const followers = needs.followers();
      if (through >= throughSeq) return { through, durableThrough, unknown: [] };
      if (followers.length === 0) {
        note(throughSeq);
        return { through, durableThrough, unknown: [] };
      }
      const rows = readRows(through, throughSeq);
      const records = rows.map(({ body }) => readPackedRecord(body));
      const unknown = findUnknown(records, needs.isDescribed);
      if (unknown.length > 0) return { through, durableThrough, unknown };
      const [first] = records;
      // The log lets go of nothing that is still to be read; a database that was put back from elsewhere does not know.
      const isWhole = rows[0]?.seq === through + 1;
      const toMs = first?.recordedAtMs ?? needs.now();
      const missing = isWhole ? undefined : { fromMs: lastRecordedMs ?? toMs, toMs };
      const of = takeRecords(records, rows.at(-1)?.seq ?? throughSeq, followers, needs.describe);
      keep(followers, of, missing);
      lastRecordedMs = records.at(-1)?.recordedAtMs ?? lastRecordedMs;
      return { through, durableThrough, unknown: [] };
    },
    /** Begins at another record: what lies before it is not told. */
    startAt(seq: number): void {
      store.commitFully(() => store.writeMeta("taken", String(seq)));
      through = seq;
      durableThrough = seq;
    },
    get through() {
      return through;
    },
    get durableThrough() {
      return durableThrough;
    },
    close: () => log.close(),
  };
}

interface LogRow {
  readonly seq: number;
  readonly body: Uint8Array;
}

/** Records that are not in the log any more. */
type Missing = { readonly fromMs: number; readonly toMs: number } | undefined;

function findUnknown(records: readonly PackedRecord[], isDescribed: (handle: number) => boolean): number[] {
  const unknown = new Set<number>();
  const look = (handles: Int32Array) => {
    for (let row = 0; row < handles.length && unknown.size < MAX_UNKNOWN; row++) {
      const handle = handles[row] as number;
      if (!isDescribed(handle)) unknown.add(handle);
    }
  };
  for (const { kind, observations, silent } of records)
    look(kind === OBSERVATIONS_KIND ? observations.handle : silent);
  return [...unknown];
}

/** Entries of each follower, in their order. */
function takeRecords(
  records: readonly PackedRecord[],
  through: number,
  followers: readonly LogFollower[],
  describe: (handle: number) => DatastreamDescription | undefined,
): { readonly through: number; readonly of: Omit<EntryRow, "id">[][] } {
  const of = followers.map((follower) => {
    const entries = createEntries(describe);
    for (const record of records) {
      if (record.kind === OBSERVATIONS_KIND && follower.wantsObservations)
        entries.addObservations(record, follower, (handle) => isIncluded(follower, handle, describe));
      else if (record.kind === SILENCE_KIND && follower.wantsSilence)
        entries.addSilence(record, (handle) => isIncluded(follower, handle, describe));
    }
    return entries.finish();
  });
  return { through, of };
}

function isIncluded(
  follower: LogFollower,
  handle: number,
  describe: (handle: number) => DatastreamDescription | undefined,
): boolean {
  if (handle >= follower.included.length) {
    const larger = new Uint8Array(Math.max(handle + 1, follower.included.length * 2, 1_024));
    larger.set(follower.included);
    follower.included = larger;
  }
  if (follower.included[handle] === 0) {
    const description = describe(handle);
    follower.included[handle] = description && follower.includesDatastream(description) ? 2 : 1;
  }
  return follower.included[handle] === 2;
}

/** Gathers rows of records into entries. */
function createEntries(describe: (handle: number) => DatastreamDescription | undefined) {
  const entries: Omit<EntryRow, "id">[] = [];
  let rows = buildObservationRecord(ROWS_PER_ENTRY, 0);
  let n = 0;
  let fromMs = 0;
  let toMs = 0;

  function close(): void {
    if (n === 0) return;
    const body = packRows(rows.columns, n, fromMs);
    entries.push({ kind: "observations", n, from_ms: fromMs, to_ms: toMs, body });
    rows = buildObservationRecord(ROWS_PER_ENTRY, 0);
    n = 0;
  }

  return {
    addObservations(
      { observations, recordedAtMs }: PackedRecord,
      { included }: LogFollower,
      isWanted: (handle: number) => boolean,
    ): void {
      for (let row = 0; row < observations.n; row++) {
        const handle = observations.handle[row] as number;
        // Nearly always known: the rest costs a call.
        if (included[handle] === 1 || !isWanted(handle)) continue;
        if (n === 0) fromMs = recordedAtMs;
        rows.columns.handle[n] = handle;
        rows.columns.timeMs[n] = observations.timeMs[row] as number;
        rows.columns.result[n] = observations.result[row] as number;
        rows.columns.quality[n] = observations.quality[row] as number;
        toMs = recordedAtMs;
        if (++n === ROWS_PER_ENTRY) close();
      }
    },
    addSilence({ silent, recordedAtMs }: PackedRecord, isWanted: (handle: number) => boolean): void {
      const items: object[] = [];
      for (const handle of silent) {
        if (isWanted(handle)) items.push({ datastream: describe(handle)?.datastream, time: recordedAtMs });
      }
      if (items.length === 0) return;
      close();
      for (let at = 0; at < items.length; at += ROWS_PER_ENTRY)
        entries.push(buildItemsEntry("silence", items.slice(at, at + ROWS_PER_ENTRY), recordedAtMs));
    },
    finish() {
      close();
      return entries;
    },
  };
}

function packRows(columns: ObservationColumns, n: number, recordedAtMs: number): Uint8Array {
  const packed = buildObservationRecord(n, recordedAtMs);
  packed.columns.timeMs.set(columns.timeMs.subarray(0, n));
  packed.columns.result.set(columns.result.subarray(0, n));
  packed.columns.handle.set(columns.handle.subarray(0, n));
  packed.columns.quality.set(columns.quality.subarray(0, n));
  return packed.bytes;
}
