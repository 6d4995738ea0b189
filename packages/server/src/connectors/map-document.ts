import type { PulledField, PullMap } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";

/** Finds a place in a JSON document (RFC 6901); undefined where there is none. */
export function readPointer(document: unknown, pointer: string): unknown {
  let at = document;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null) return undefined;
    if (Array.isArray(at) && !/^(0|[1-9]\d*)$/.test(key)) return undefined;
    if (!Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/**
 * Makes items of a batch out of a document. What is missing in a record is missing in its item: admission says so.
 *
 * @param receivedMs Time of items whose map names none.
 * @throws {Fault} `connector/failed` where a list of records is not in the document.
 */
export function mapDocument(document: unknown, maps: readonly PullMap[], receivedMs: number): object[] {
  return maps.flatMap((map, index) => {
    const found = readPointer(document, map.records);
    if (found === undefined) {
      throw new Fault(
        "connector/failed",
        `maps[${index}]: the document has nothing at ${map.records || "its root"}`,
        {
          index,
          pointer: map.records,
        },
      );
    }
    const records = Array.isArray(found) ? found : [found];
    return records.map((record) => itemOf(record, map, receivedMs));
  });
}

function itemOf(record: unknown, map: PullMap, receivedMs: number): object {
  const time = map.time ? readField(record, map.time) : receivedMs;
  const quality = map.quality && readField(record, map.quality);
  return {
    datastream: readField(record, map.datastream),
    time: map.time && map.timeUnit === "s" && typeof time === "number" ? Math.round(time * 1000) : time,
    result: readField(record, map.result),
    ...(quality === undefined ? {} : { quality }),
  };
}

function readField(record: unknown, field: PulledField): unknown {
  if ("value" in field) return field.value;
  const found = readPointer(record, field.pointer);
  return field.prefix !== undefined && (typeof found === "string" || typeof found === "number")
    ? `${field.prefix}${found}`
    : found;
}
