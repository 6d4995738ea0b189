import type { Rejection } from "@shuicheng/shared/contracts";

/** A rejected item, kept for its sender to read. */
export interface KeptRejection {
  /** When it came, epoch ms. */
  readonly atMs: number;
  /** Its place in its batch. */
  readonly index: number;
  readonly code: string;
  readonly message: string;
  /** The item as JSON, cut where it is long. */
  readonly item: string;
}

const MAX_KEPT = 200;
/** Of one sender: 200 usual ones are 60 kB. */
const MAX_KEPT_CHARACTERS = 128 * 1024;
const MAX_ITEM_CHARACTERS = 2_000;
const MAX_TEXT_CHARACTERS = 256;
const MAX_ENTRIES = 16;
const MAX_DEPTH = 3;

/** The last rejected items of one sender, oldest first. */
export interface KeptRejections {
  /** Of several that are added at once only the last 200 are looked at. */
  add(rejections: readonly Rejection[], atMs: number, itemAt: (index: number) => unknown): void;
  list(): readonly KeptRejection[];
}

/** Creates the list, bounded in number and size. */
export function createKeptRejections(saved: readonly KeptRejection[] = []): KeptRejections {
  let kept = [...saved];
  let characters = kept.reduce((sum, one) => sum + sizeOf(one), 0);
  return {
    add(rejections, atMs, itemAt) {
      for (const { index, code, message } of rejections.slice(-MAX_KEPT)) {
        const rejection = { atMs, index, code, message, item: previewItem(itemAt(index)) };
        kept.push(rejection);
        characters += sizeOf(rejection);
      }
      let first = 0;
      while (kept.length - first > MAX_KEPT || characters > MAX_KEPT_CHARACTERS) {
        const dropped = kept[first++];
        if (!dropped) break;
        characters -= sizeOf(dropped);
      }
      if (first > 0) kept = kept.slice(first);
    },
    list: () => kept,
  };
}

const sizeOf = ({ message, item }: KeptRejection) => message.length + item.length + 64;

/**
 * An item as JSON of at most 2,000 characters. Only as much of it is visited as is shown: an item may be as large as the
 * whole message that it came in.
 */
function previewItem(item: unknown): string {
  const text = JSON.stringify(clip(item, 0)) ?? "null";
  return text.length > MAX_ITEM_CHARACTERS ? `${text.slice(0, MAX_ITEM_CHARACTERS)}…` : text;
}

function clip(value: unknown, depth: number): unknown {
  if (typeof value === "string") {
    return value.length > MAX_TEXT_CHARACTERS ? `${value.slice(0, MAX_TEXT_CHARACTERS)}…` : value;
  }
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol")
    return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (depth === MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_ENTRIES).map((entry) => clip(entry, depth + 1));
    return value.length > MAX_ENTRIES ? [...shown, "…"] : shown;
  }
  const shown: [string, unknown][] = [];
  for (const name in value) {
    if (shown.length === MAX_ENTRIES) {
      shown.push(["…", "…"]);
      break;
    }
    const entry = (value as Record<string, unknown>)[name];
    shown.push([name.slice(0, MAX_TEXT_CHARACTERS), clip(entry, depth + 1)]);
  }
  return Object.fromEntries(shown);
}
