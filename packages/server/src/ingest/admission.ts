import {
  type Acknowledgement,
  MAX_BATCH_ITEMS,
  MAX_BATCH_NAME_LENGTH,
  type Rejection,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { BATCH_MEMORY_MS } from "@shuicheng/shared/protocol";
import { buildObservationRecord } from "../record/packed-record.ts";
import { type IngestDatastream, type ReadObservation, readObservation } from "./read-observation.ts";

/** What ingest needs of the log, the log's memory and history. */
export interface AdmissionNeeds {
  findDatastream(id: string): IngestDatastream | undefined;
  /** Time of the newest observation that may be in chunks already; −∞ where none is. */
  compactedLatestMs(handle: number): number;
  /** The result of an observation taken and not in chunks yet, durable or not. */
  findInTail(handle: number, timeMs: number): number | undefined;
  /** Results in chunks under these identities, NaN where none. */
  findInHistory(handles: Int32Array, timesMs: Float64Array): Promise<Float64Array>;
  /** Changes whenever observations move from the tail into chunks. */
  compactionCount(): number;
  /** Puts an observation into the tail, for the record that the next `append` writes. */
  hold(observation: ReadObservation): void;
  /** Writes a record whose observations are held already. */
  append(
    record: Uint8Array | null,
    named: { tokenId: number; batch: string; atMs: number; body: string } | null,
  ): Promise<void>;
  whenDurable(): Promise<void>;
  findAcknowledgement(tokenId: number, batch: string, notBeforeMs: number): string | undefined;
  /** How long to wait before sending again, or undefined while there is room. */
  retryAfterMs(): number | undefined;
  now(): number;
}

/** Age beyond which observations are refused and chunks let go of: five years. */
export const RETENTION_MS = 1_826 * 86_400_000;

/** Takes batches: parse, identify, write, answer. */
export interface Admission {
  /**
   * Takes one batch of an integrator and answers once what it accepted is on disk.
   *
   * @param payload As it came; nothing is believed of it.
   * @throws {Fault} The whole batch is refused and nothing of it taken: `ingest/malformed-payload`,
   * `ingest/empty-batch`, `ingest/batch-too-large`, `ingest/busy` (details.retryAfterMs), `ingest/unavailable`.
   */
  admit(tokenId: number, payload: unknown): Promise<Acknowledgement>;
}

/** An item that could be read, waiting to be identified. */
interface Candidate extends ReadObservation {
  readonly index: number;
}

/** Creates the admission over its needs. */
export function createAdmission(needs: AdmissionNeeds): Admission {
  /** Named batches on their way: a repeat that overtakes the disk waits for the first. */
  const underWay = new Map<string, Promise<Acknowledgement>>();

  async function take(
    tokenId: number,
    batch: string | undefined,
    items: readonly unknown[],
  ): Promise<Acknowledgement> {
    const nowMs = needs.now();
    const rejected: Rejection[] = [];
    const candidates = readItems(items, nowMs, rejected);
    const old = findOld(candidates);
    const stored = old.length > 0 ? await lookUp(candidates, old) : undefined;
    const { fresh, duplicates } = identify(candidates, stored, rejected);
    rejected.sort((a, b) => a.index - b.index);
    const acknowledgement = { accepted: fresh.length, duplicates, rejected };
    const named =
      batch === undefined ? null : { tokenId, batch, atMs: nowMs, body: JSON.stringify(acknowledgement) };
    if (fresh.length > 0 || named) await needs.append(fresh.length > 0 ? pack(fresh, nowMs) : null, named);
    // A duplicate may be of an observation that is not on disk yet; the answer promises that it is.
    else if (duplicates > 0) await needs.whenDurable();
    return acknowledgement;
  }

  function readItems(items: readonly unknown[], nowMs: number, rejected: Rejection[]): Candidate[] {
    const bounds = { nowMs, oldestMs: nowMs - RETENTION_MS };
    const candidates: Candidate[] = [];
    for (let index = 0; index < items.length; index++) {
      const into = { index, handle: 0, timeMs: 0, result: 0, quality: 0 };
      const refused = readObservation(items[index], needs.findDatastream, bounds, into);
      if (refused) rejected.push({ index, code: refused.code, message: refused.message });
      else candidates.push(into);
    }
    return candidates;
  }

  /** Indices of the candidates that only the chunks can tell of. */
  function findOld(candidates: readonly Candidate[]): number[] {
    return candidates.flatMap((one, at) => (mayBeInChunks(one) ? [at] : []));
  }

  function mayBeInChunks(one: Candidate): boolean {
    return (
      one.timeMs <= needs.compactedLatestMs(one.handle) &&
      needs.findInTail(one.handle, one.timeMs) === undefined
    );
  }

  /**
   * Asks the chunks for what may be there (NaN elsewhere). When a compaction moved rows while it asked, it asks
   * again, and also for what was in the tail until then.
   */
  async function lookUp(
    candidates: readonly Candidate[],
    firstOld: readonly number[],
  ): Promise<Float64Array> {
    for (let old = firstOld; ; old = findOld(candidates)) {
      const count = needs.compactionCount();
      const results = await needs.findInHistory(
        Int32Array.from(old, (at) => (candidates[at] as Candidate).handle),
        Float64Array.from(old, (at) => (candidates[at] as Candidate).timeMs),
      );
      if (needs.compactionCount() !== count) continue;
      const stored = new Float64Array(candidates.length).fill(Number.NaN);
      old.forEach((at, i) => {
        stored[at] = results[i] as number;
      });
      return stored;
    }
  }

  /**
   * Sorts out what is new and holds it in the tail at once, synchronously with the append that follows: no other
   * batch, and no later item of this one, can take the same identity in between.
   */
  function identify(
    candidates: readonly Candidate[],
    stored: Float64Array | undefined,
    rejected: Rejection[],
  ) {
    const fresh: Candidate[] = [];
    let duplicates = 0;
    for (let i = 0; i < candidates.length; i++) {
      const one = candidates[i] as Candidate;
      const known = needs.findInTail(one.handle, one.timeMs) ?? stored?.[i];
      if (known === undefined || Number.isNaN(known)) {
        needs.hold(one);
        fresh.push(one);
      } else if (known === one.result) duplicates++;
      else {
        const message = `a different result (${known}) is stored for this datastream and time; a correction needs its own time`;
        rejected.push({ index: one.index, code: "ingest/conflict", message });
      }
    }
    return { fresh, duplicates };
  }

  return {
    async admit(tokenId, payload) {
      const { batch, items } = readEnvelope(payload);
      const retryAfterMs = needs.retryAfterMs();
      const key = batch === undefined ? undefined : `${tokenId} ${batch}`;
      if (batch !== undefined && key !== undefined) {
        const repeated = underWay.get(key);
        if (repeated) return repeated;
        const body = needs.findAcknowledgement(tokenId, batch, needs.now() - BATCH_MEMORY_MS);
        if (body !== undefined) return JSON.parse(body) as Acknowledgement;
      }
      if (retryAfterMs !== undefined) {
        throw new Fault("ingest/busy", `the server is catching up; send again in ${retryAfterMs} ms`, {
          retryAfterMs,
        });
      }
      const taken = take(tokenId, batch, items);
      if (key !== undefined) {
        underWay.set(key, taken);
        const forget = () => underWay.delete(key);
        taken.then(forget, forget);
      }
      return taken;
    },
  };
}

function readEnvelope(payload: unknown): { batch: string | undefined; items: readonly unknown[] } {
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
  if (batch === undefined || batch === null) return { batch: undefined, items };
  if (typeof batch !== "string" || batch.length === 0 || batch.length > MAX_BATCH_NAME_LENGTH) {
    throw new Fault(
      "ingest/malformed-payload",
      `batch is a name of 1 to ${MAX_BATCH_NAME_LENGTH} characters`,
    );
  }
  return { batch, items };
}

function pack(fresh: readonly Candidate[], nowMs: number): Uint8Array {
  const { bytes, columns } = buildObservationRecord(fresh.length, nowMs);
  for (let i = 0; i < fresh.length; i++) {
    const one = fresh[i] as Candidate;
    columns.timeMs[i] = one.timeMs;
    columns.result[i] = one.result;
    columns.handle[i] = one.handle;
    columns.quality[i] = one.quality;
  }
  return bytes;
}
