import { type BatchCheck, type CheckedItem, QUALITIES } from "@shuicheng/shared/contracts";
import { type AdmissionNeeds, readEnvelope, timeBoundsOf } from "./admission.ts";
import { type ReadObservation, readObservation } from "./read-observation.ts";

/** What a check reads; it changes nothing. */
export interface CheckNeeds
  extends Pick<
    AdmissionNeeds,
    "findDatastream" | "findInTail" | "findInHistory" | "allKeptFromMs" | "keptFromMs" | "now"
  > {
  /** Time of a datastream's latest value, epoch ms; undefined where it has none. */
  latestMs(handle: number): number | undefined;
}

interface Candidate extends ReadObservation {
  readonly index: number;
  readonly datastream: string;
}

/**
 * Says of each item of a batch what would become of it, were it sent now. Nothing is stored or counted.
 *
 * @param payload As it came; nothing is believed of it.
 * @throws {Fault} What the batch would be refused for whole: `ingest/malformed-payload`, `ingest/empty-batch`,
 * `ingest/batch-too-large`.
 */
export async function checkBatch(needs: CheckNeeds, payload: unknown): Promise<BatchCheck> {
  const { items } = readEnvelope(payload);
  const bounds = timeBoundsOf(needs, needs.now());
  const checked: CheckedItem[] = [];
  const candidates: Candidate[] = [];
  items.forEach((item, index) => {
    const into = { index, datastream: "", handle: 0, timeMs: 0, result: 0, quality: 0 };
    const refused = readObservation(item, needs.findDatastream, bounds, into);
    if (refused) checked[index] = { index, outcome: "rejected", ...refused };
    else candidates.push({ ...into, datastream: (item as { datastream: string }).datastream });
  });
  const known = await findKnown(needs, candidates);
  const inBatch = new Map<string, number>();
  candidates.forEach((one, i) => {
    const key = `${one.handle} ${one.timeMs}`;
    checked[one.index] = judge(one, known[i] ?? inBatch.get(key), needs.latestMs(one.handle));
    if (known[i] === undefined && !inBatch.has(key)) inBatch.set(key, one.result);
  });
  const count = (outcome: CheckedItem["outcome"]) => checked.filter((one) => one.outcome === outcome).length;
  return {
    accepted: count("accepted"),
    duplicates: count("duplicate"),
    rejected: count("rejected"),
    items: checked,
  };
}

/** The tail before the chunks: what moves in between is then found in one of them. */
async function findKnown(needs: CheckNeeds, candidates: readonly Candidate[]) {
  const inTail = candidates.map((one) => needs.findInTail(one.handle, one.timeMs));
  const asked = candidates.filter((_one, i) => inTail[i] === undefined);
  if (asked.length === 0) return inTail;
  const found = await needs.findInHistory(
    Int32Array.from(asked, (one) => one.handle),
    Float64Array.from(asked, (one) => one.timeMs),
  );
  const inChunks = new Map(asked.map((one, i) => [one, found[i] as number]));
  return candidates.map((one, i) => {
    const result = inTail[i] ?? inChunks.get(one);
    return result === undefined || Number.isNaN(result) ? undefined : result;
  });
}

function judge(one: Candidate, known: number | undefined, latestMs: number | undefined): CheckedItem {
  const { index, datastream, timeMs: time } = one;
  if (known === one.result) return { index, outcome: "duplicate", datastream, time };
  if (known !== undefined) {
    const message = `a different result (${known}) is stored for this datastream and time; a correction needs its own time`;
    return { index, outcome: "rejected", datastream, time, code: "ingest/conflict", message };
  }
  const quality = QUALITIES[one.quality] ?? "bad";
  const isLate = latestMs !== undefined && time < latestMs;
  return { index, outcome: "accepted", datastream, time, quality, late: isLate };
}
