import { QUALITIES, type Rejection } from "@shuicheng/shared/contracts";
import { type BatchColumns, MAX_CLOCK_LEAD_MS } from "@shuicheng/shared/protocol";
import type { ObservationColumns } from "../record/packed-record.ts";
import {
  describeTooOld,
  type IngestDatastream,
  isOutside,
  isTooOld,
  type TimeBounds,
} from "./read-observation.ts";

const UNCERTAIN = QUALITIES.indexOf("uncertain");
const GOOD = QUALITIES.indexOf("good");

/**
 * Checks rows of a binary batch and writes those that pass into `into`, in order. Their handles are those of a connection:
 * positions in the list that it opened.
 *
 * @param find The datastream that a handle of the connection means.
 * @returns How many passed, and which rows they were where some did not.
 */
export function readBinaryRows(
  batch: BatchColumns,
  find: (handle: number) => IngestDatastream | undefined,
  bounds: TimeBounds,
  into: ObservationColumns,
  rejected: Rejection[],
): { readonly n: number; readonly rows: Int32Array | undefined } {
  let rows: Int32Array | undefined;
  let n = 0;
  const latestMs = bounds.nowMs + MAX_CLOCK_LEAD_MS;
  const count = batch.timeMs.length;
  for (let row = 0; row < count; row++) {
    const timeMs = Math.trunc(batch.timeMs[row] as number);
    const result = batch.result[row] as number;
    const quality = batch.quality[row] as number;
    const datastream = find(batch.handle[row] as number);
    if (
      !datastream ||
      !(timeMs <= latestMs) ||
      isTooOld(timeMs, datastream.handle, bounds) ||
      quality >= QUALITIES.length ||
      !isResultOf(datastream, result)
    ) {
      if (!rows) {
        rows = new Int32Array(count);
        for (let before = 0; before < n; before++) rows[before] = before;
      }
      rejected.push(rejectionOf(batch, row, datastream, bounds));
      continue;
    }
    if (rows) rows[n] = row;
    into.timeMs[n] = timeMs;
    into.result[n] = result;
    into.handle[n] = datastream.handle;
    into.quality[n] = quality === GOOD && isOutside(result, datastream.range) ? UNCERTAIN : quality;
    n++;
  }
  return { n, rows };
}

/** Booleans are 0 and 1, categories their place in the datastream's list. */
function isResultOf({ resultType, categories }: IngestDatastream, result: number): boolean {
  if (resultType === "number") return Number.isFinite(result);
  const count = resultType === "boolean" ? 2 : categories.length;
  return Number.isInteger(result) && result >= 0 && result < count;
}

function rejectionOf(
  batch: BatchColumns,
  index: number,
  datastream: IngestDatastream | undefined,
  bounds: TimeBounds,
): Rejection {
  const { nowMs } = bounds;
  const timeMs = batch.timeMs[index] as number;
  const result = batch.result[index] as number;
  const reject = (code: string, message: string): Rejection => ({ index, code: `ingest/${code}`, message });
  if (!datastream) {
    return reject(
      "unknown-datastream",
      `handle ${batch.handle[index]} is none that this connection opened a datastream by`,
    );
  }
  if (!Number.isFinite(timeMs)) return reject("invalid-time", "time is not a finite number of milliseconds");
  if (isTooOld(timeMs, datastream.handle, bounds))
    return reject("time-too-old", describeTooOld(datastream.handle, bounds));
  if (timeMs > nowMs + MAX_CLOCK_LEAD_MS) {
    const aheadS = Math.round((timeMs - nowMs) / 1_000);
    return reject("time-in-future", `time is ${aheadS} s ahead of the server; check the clock`);
  }
  if (datastream.resultType === "number" && !Number.isFinite(result))
    return reject("invalid-result", "result is not a finite number");
  if (datastream.resultType === "boolean" && result !== 0 && result !== 1)
    return reject("wrong-type", `result is ${result}; this datastream takes 0 (false) or 1 (true)`);
  if (datastream.resultType === "category" && !(datastream.categories[result] !== undefined))
    return reject(
      "unknown-category",
      `result is ${result}; this datastream takes 0 to ${datastream.categories.length - 1}: ${datastream.categories.join(", ")}`,
    );
  return reject("invalid-quality", "quality is 0 (good), 1 (uncertain) or 2 (bad)");
}
