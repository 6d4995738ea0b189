import { crc32 } from "node:zlib";
import {
  type Acknowledgement,
  MAX_BATCH_ITEMS,
  MAX_BATCH_NAME_LENGTH,
  type Rejection,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { BATCH_MEMORY_MS, type BatchColumns, decodeObservationBatch } from "@shuicheng/shared/protocol";
import { buildObservationRecord, type ObservationColumns } from "../record/packed-record.ts";
import { createFinderInOrder } from "./find-in-order.ts";
import { findStored, type IdentityNeeds, identify } from "./identify.ts";
import { readBinaryRows } from "./read-binary.ts";
import { type IngestDatastream, readObservation, type TimeBounds } from "./read-observation.ts";

/** What ingest needs of the log, the log's memory and history. */
export interface AdmissionNeeds extends IdentityNeeds {
  findDatastream(id: string): IngestDatastream | undefined;
  findDatastreamByHandle(handle: number): IngestDatastream | undefined;
  /** Writes a record whose observations are held already. */
  append(
    record: Uint8Array | null,
    named: { tokenId: number; batch: string; atMs: number; body: string } | null,
  ): Promise<void>;
  whenDurable(): Promise<void>;
  findAcknowledgement(tokenId: number, batch: string, notBeforeMs: number): string | undefined;
  /** How long to wait before sending again, or undefined while there is room. */
  retryAfterMs(): number | undefined;
  readonly accounts: AdmissionAccounts;
  /** Observations from then on are kept of every datastream, epoch ms. */
  allKeptFromMs(nowMs: number): number;
  /** From when on those of one are: older ones would be let go of at once. */
  keptFromMs(handle: number, nowMs: number): number;
  now(): number;
}

/** What became of a batch, for the account that is kept of its sender. */
export interface BatchNote {
  /** The first `n` rows of these columns. */
  readonly accepted: { readonly n: number } & Omit<ObservationColumns, "n">;
  /** Handles of the duplicates, each as often as it was one. */
  readonly duplicates: readonly number[];
  readonly rejected: readonly Rejection[];
  /** Gives an item as it came. */
  itemAt(index: number): unknown;
}

/** Account of what each sender sent. */
export interface AdmissionAccounts {
  /** @throws {Fault} `ingest/quota-exceeded` */
  charge(tokenId: number, items: number): void;
  /** Takes {@link AdmissionAccounts.charge} back: the batch was refused whole. */
  refund(tokenId: number, items: number): void;
  /** Told once of each batch that is on disk. */
  noteBatch(tokenId: number, note: BatchNote): void;
}

/** Age beyond which observations are refused, however long they would be kept: five years. */
const RETENTION_MS = 1_826 * 86_400_000;

/** Takes batches: parse, identify, write, answer. */
export interface Admission {
  /**
   * Takes one batch of an integrator and answers once what it accepted is on disk.
   *
   * @param payload As it came; nothing is believed of it.
   * @throws {Fault} The whole batch is refused and nothing of it taken: `ingest/malformed-payload`,
   * `ingest/empty-batch`, `ingest/batch-too-large`, `ingest/busy` (details.retryAfterMs),
   * `ingest/storage-full`, `ingest/unavailable`.
   */
  admit(tokenId: number, payload: unknown): Promise<Acknowledgement>;
  /**
   * The same for a batch in columns.
   *
   * @param payload See `decodeObservationBatch`. @param batch Its name, where it has one.
   * @param opened Our handles of datastreams by those of the connection, −1 for none.
   */
  admitBinary(
    tokenId: number,
    payload: unknown,
    batch: unknown,
    opened: readonly number[],
  ): Promise<Acknowledgement>;
}

/** Observations that could be read, in the columns of the record that they go into. */
interface ReadBatch {
  readonly record: ReturnType<typeof buildObservationRecord>;
  readonly n: number;
  /** Which item each row was; undefined where all could be read. */
  readonly rows: Int32Array | undefined;
}

/** The items of a batch, as one of its forms has them. */
interface BatchItems {
  readonly count: number;
  /** Reads them into a record, and says which it refuses. */
  read(bounds: TimeBounds, rejected: Rejection[]): ReadBatch;
  /** Gives an item as it came. */
  itemAt(index: number): unknown;
  /** Tells its content from another one's, CRC-32. */
  digest(): number;
}

/** A batch with a name, under which it is known for a day. */
interface NamedBatch {
  readonly name: string;
  readonly digest: number;
}

/** Between which times an observation may lie. */
export function timeBoundsOf(
  needs: Pick<AdmissionNeeds, "allKeptFromMs" | "keptFromMs">,
  nowMs: number,
): TimeBounds {
  const oldestMs = nowMs - RETENTION_MS;
  return {
    nowMs,
    oldestMs: Math.max(oldestMs, needs.allKeptFromMs(nowMs)),
    oldestOf: (handle) => Math.max(oldestMs, needs.keptFromMs(handle, nowMs)),
  };
}

/** Creates the admission over its needs. */
export function createAdmission(needs: AdmissionNeeds): Admission {
  /** Named batches on their way: a repeat that overtakes the disk waits for the first. */
  const underWay = new Map<string, { readonly taken: Promise<Acknowledgement>; readonly digest: number }>();
  const { accounts } = needs;
  const findDatastream = createFinderInOrder(needs.findDatastream, needs.findDatastreamByHandle);

  async function take(
    tokenId: number,
    batch: NamedBatch | undefined,
    items: BatchItems,
  ): Promise<Acknowledgement> {
    const nowMs = needs.now();
    const rejected: Rejection[] = [];
    const { record, n, rows } = items.read(timeBoundsOf(needs, nowMs), rejected);
    const asked = findStored(needs, record.columns, n);
    const stored = asked && (await asked);
    const { fresh, duplicates } = identify(needs, record.columns, n, rows, stored, rejected);
    rejected.sort((a, b) => a.index - b.index);
    const acknowledgement = { accepted: fresh, duplicates: duplicates.length, rejected };
    const named = batch
      ? {
          ...{ tokenId, batch: batch.name, atMs: nowMs },
          body: JSON.stringify({ ...acknowledgement, digest: batch.digest }),
        }
      : null;
    if (fresh > 0 || named) await needs.append(fresh > 0 ? shortened(record, fresh, nowMs) : null, named);
    // A duplicate may be of an observation that is not on disk yet; the answer promises that it is.
    else if (duplicates.length > 0) await needs.whenDurable();
    const { n: _all, ...columns } = record.columns;
    accounts.noteBatch(tokenId, {
      ...{ accepted: { n: fresh, ...columns }, duplicates, rejected, itemAt: items.itemAt },
    });
    return acknowledgement;
  }

  /** Takes a batch on its sender's account. */
  async function takeCharged(
    tokenId: number,
    batch: NamedBatch | undefined,
    items: BatchItems,
  ): Promise<Acknowledgement> {
    accounts.charge(tokenId, items.count);
    try {
      return await take(tokenId, batch, items);
    } catch (error) {
      accounts.refund(tokenId, items.count);
      throw error;
    }
  }

  /** Answers a batch that has been here before, refuses one that there is no room for, takes the rest. */
  async function admit(
    tokenId: number,
    name: string | undefined,
    items: BatchItems,
  ): Promise<Acknowledgement> {
    const retryAfterMs = needs.retryAfterMs();
    const batch = name === undefined ? undefined : { name, digest: items.digest() };
    const key = `${tokenId} ${name}`;
    if (batch) {
      const repeated = underWay.get(key);
      if (repeated) return withWarning(await repeated.taken, batch, repeated.digest);
      const body = needs.findAcknowledgement(tokenId, batch.name, needs.now() - BATCH_MEMORY_MS);
      if (body !== undefined) {
        // Those of an earlier release have no digest.
        const { digest = batch.digest, ...known } = JSON.parse(body) as Acknowledgement & { digest?: number };
        return withWarning(known, batch, digest);
      }
    }
    if (retryAfterMs !== undefined) {
      throw new Fault("ingest/busy", `the server is catching up; send again in ${retryAfterMs} ms`, {
        retryAfterMs,
      });
    }
    const taken = takeCharged(tokenId, batch, items);
    if (batch) {
      underWay.set(key, { taken, digest: batch.digest });
      const forget = () => underWay.delete(key);
      taken.then(forget, forget);
    }
    return taken;
  }

  return {
    async admit(tokenId, payload) {
      const { batch, items } = readEnvelope(payload);
      return admit(tokenId, batch, {
        count: items.length,
        read: (bounds, rejected) => readItems(items, findDatastream, bounds, rejected),
        itemAt: (index) => items[index],
        digest: () => crc32(JSON.stringify(items)),
      });
    },
    async admitBinary(tokenId, payload, batch, opened) {
      const columns = decodeObservationBatch(payload);
      const find = (handle: number) => needs.findDatastreamByHandle(opened[handle] ?? -1);
      const count = columns.timeMs.length;
      return admit(tokenId, readName(batch), {
        count,
        read(bounds, rejected) {
          const record = buildObservationRecord(count, bounds.nowMs);
          return { record, ...readBinaryRows(columns, find, bounds, record.columns, rejected) };
        },
        itemAt: (row) => describeRow(columns, row, find(columns.handle[row] as number)?.id),
        // Handles are the connection's own: after a new one the same datastreams may have others.
        digest: () => [columns.timeMs, columns.result, columns.quality].reduce(digestOf, 0),
      });
    },
  };
}

const digestOf = (digest: number, { buffer, byteOffset, byteLength }: ArrayBufferView): number =>
  crc32(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength), digest);

/** A name is for one batch: who sends another under it is told that what it is answered is not of what it sent. */
function withWarning(
  known: Acknowledgement,
  { name, digest }: NamedBatch,
  knownDigest: number,
): Acknowledgement {
  if (digest === knownDigest) return known;
  const message = `other items were taken as batch ${JSON.stringify(name)} within a day, and nothing of these; give each batch a name of its own`;
  return { ...known, warning: { code: "ingest/batch-conflict", message } };
}

/** A row of a binary batch as an item. */
function describeRow({ timeMs, result, handle, quality }: BatchColumns, row: number, id: string | undefined) {
  return {
    datastream: id ?? `handle ${handle[row]}`,
    time: timeMs[row],
    result: result[row],
    quality: quality[row],
  };
}

function readItems(
  items: readonly unknown[],
  find: AdmissionNeeds["findDatastream"],
  bounds: TimeBounds,
  rejected: Rejection[],
): ReadBatch {
  const record = buildObservationRecord(items.length, bounds.nowMs);
  const { timeMs, result, handle, quality } = record.columns;
  const into = { handle: 0, timeMs: 0, result: 0, quality: 0 };
  let rows: Int32Array | undefined;
  let n = 0;
  for (let index = 0; index < items.length; index++) {
    const refused = readObservation(items[index], find, bounds, into);
    if (refused) {
      rows ??= Int32Array.from({ length: items.length }, (_, row) => row);
      rejected.push({ index, code: refused.code, message: refused.message });
      continue;
    }
    if (rows) rows[n] = index;
    timeMs[n] = into.timeMs;
    result[n] = into.result;
    handle[n] = into.handle;
    quality[n] = into.quality;
    n++;
  }
  return { record, n, rows };
}

/** The first rows of a record as a record of their own. */
function shortened({ bytes, columns }: ReadBatch["record"], n: number, nowMs: number): Uint8Array {
  if (n === columns.n) return bytes;
  const shorter = buildObservationRecord(n, nowMs);
  shorter.columns.timeMs.set(columns.timeMs.subarray(0, n));
  shorter.columns.result.set(columns.result.subarray(0, n));
  shorter.columns.handle.set(columns.handle.subarray(0, n));
  shorter.columns.quality.set(columns.quality.subarray(0, n));
  return shorter.bytes;
}

/** Takes a payload for a batch. @throws {Fault} why it is none */
export function readEnvelope(payload: unknown): { batch: string | undefined; items: readonly unknown[] } {
  if (typeof payload !== "object" || payload === null || !("items" in payload)) {
    throw new Fault(
      "ingest/malformed-payload",
      "a batch is an object {batch?, items: [{datastream, time, result, quality?}]}",
    );
  }
  const { items, batch } = payload as { items: unknown; batch?: unknown };
  if (!Array.isArray(items)) throw new Fault("ingest/malformed-payload", "items is not an array");
  if (items.length === 0)
    throw new Fault("ingest/empty-batch", "items is empty; a batch has 1 to 5,000 items");
  if (items.length > MAX_BATCH_ITEMS) {
    throw new Fault(
      "ingest/batch-too-large",
      `${items.length} items; a batch has at most ${MAX_BATCH_ITEMS}`,
      {
        items: items.length,
        max: MAX_BATCH_ITEMS,
      },
    );
  }
  return { batch: readName(batch), items };
}

function readName(batch: unknown): string | undefined {
  if (batch === undefined || batch === null) return undefined;
  if (typeof batch === "string" && batch.length > 0 && batch.length <= MAX_BATCH_NAME_LENGTH) return batch;
  throw new Fault("ingest/malformed-payload", `batch is a name of 1 to ${MAX_BATCH_NAME_LENGTH} characters`);
}
