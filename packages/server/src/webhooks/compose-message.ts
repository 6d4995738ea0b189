import { QUALITIES } from "@shuicheng/shared/contracts";
import { readPackedRecord } from "../record/packed-record.ts";
import type { DatastreamDescription } from "./select-events.ts";
import type { EntryRow } from "./webhook-row.ts";

/** How far a message has used up the entries it is made of. */
export interface UsedEntries {
  /** The last entry that is told as a whole; undefined: none is. */
  readonly through: number | undefined;
  /** Rows of the next one that are told. */
  readonly firstRow: number;
}

/**
 * Takes the items of the next message out of the oldest entries: all of one kind, in order.
 *
 * @param firstRow Rows of the first entry that were told before. @param limit Items at most.
 * @param describe What a datastream is told by; undefined where nobody knows, and then its rows are left out.
 */
export function takeItems(
  entries: readonly EntryRow[],
  firstRow: number,
  limit: number,
  describe: (handle: number) => DatastreamDescription | undefined,
): { readonly items: readonly object[]; readonly rows: number; readonly used: UsedEntries } {
  const items: object[] = [];
  let rows = 0;
  let through: number | undefined;
  let from = firstRow;
  for (const entry of entries) {
    if (entry.kind !== entries[0]?.kind || rows === limit) break;
    const to = Math.min(entry.n, from + limit - rows);
    for (const item of itemsOf(entry, from, to, describe)) items.push(item);
    rows += to - from;
    if (to < entry.n) return { items, rows, used: { through, firstRow: to } };
    through = entry.id;
    from = 0;
  }
  return { items, rows, used: { through, firstRow: 0 } };
}

function itemsOf(
  { kind, body }: EntryRow,
  from: number,
  to: number,
  describe: (handle: number) => DatastreamDescription | undefined,
): readonly object[] {
  if (kind !== "observations") {
    return (JSON.parse(new TextDecoder().decode(body)) as object[]).slice(from, to);
  }
  const { handle, timeMs, result, quality } = readPackedRecord(body).observations;
  const items: object[] = [];
  for (let row = from; row < to; row++) {
    const description = describe(handle[row] as number);
    if (!description) continue;
    items.push({
      datastream: description.datastream,
      time: timeMs[row],
      result: readResult(description, result[row] as number),
      quality: QUALITIES[quality[row] as number] ?? "bad",
    });
  }
  return items;
}

/** Results are stored as numbers: booleans as 0 and 1, categories by their index. */
function readResult({ resultType, categories }: DatastreamDescription, stored: number): unknown {
  if (resultType === "boolean") return stored !== 0;
  return resultType === "category" ? (categories[stored] ?? "") : stored;
}
