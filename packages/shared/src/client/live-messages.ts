import { Fault } from "../faults.ts";
import {
  type AnnotationsChanged,
  decodeLevelPatch,
  decodeStatusPatch,
  type JobsChanged,
  type LayerSnapshot,
  type LayersChanged,
  type LevelPatch,
  type PatchMessage,
  type Snapshot,
  type StatusPatch,
  type Tick,
} from "../protocol/index.ts";

interface Fields {
  readonly kind?: unknown;
  readonly [name: string]: unknown;
}

/**
 * Reads a `tick` as it came off the wire.
 *
 * @throws {Fault} `codec/corrupt` when a field is missing or of another type; so do the other readers here.
 */
export function parseTick(message: unknown): Tick {
  const fields = fieldsOf(message, "tick");
  const { newestTime } = fields;
  return {
    ...readPosition(fields, "tick"),
    serverTime: numberOf(fields, "serverTime", "tick"),
    newestTime: typeof newestTime === "number" ? newestTime : null,
  };
}

/** Reads a `snapshot`; bodies come as ArrayBuffer in browsers and as Buffer in Node, and leave as Uint8Array. */
export function parseSnapshot(message: unknown): Snapshot {
  const fields = fieldsOf(message, "snapshot");
  return {
    ...readPosition(fields, "snapshot"),
    serverTime: numberOf(fields, "serverTime", "snapshot"),
    layers: arrayOf(fields, "layers", "snapshot").map(parseLayerSnapshot),
    values: arrayOf(fields, "values", "snapshot") as Snapshot["values"],
  };
}

/** Reads a `patch` of either kind. The values of a `values` patch are passed on as they are. */
export function parsePatch(message: unknown): PatchMessage {
  const fields = fieldsOf(message, "patch");
  const span = { ...readPosition(fields, "patch"), from: numberOf(fields, "from", "patch") };
  if (fields.kind === "values") {
    return { ...span, kind: "values", values: arrayOf(fields, "values", "patch") as Snapshot["values"] };
  }
  if (fields.kind !== "status") throw corrupt("patch", "kind", "status or values");
  return {
    ...span,
    kind: "status",
    topic: textOf(fields, "topic", "patch"),
    layer: textOf(fields, "layer", "patch"),
    revision: numberOf(fields, "revision", "patch"),
    ...layerBodyOf(fields, "patch"),
  };
}

/** Reads a `layers` notice. */
export function parseLayersChanged(message: unknown): LayersChanged {
  return { layers: arrayOf(fieldsOf(message, "layers"), "layers", "layers") as LayersChanged["layers"] };
}

/** Reads a `jobs` notice. */
export function parseJobsChanged(message: unknown): JobsChanged {
  return { items: arrayOf(fieldsOf(message, "jobs"), "items", "jobs") as JobsChanged["items"] };
}

/** Reads an `annotations` notice. */
export function parseAnnotationsChanged(message: unknown): AnnotationsChanged {
  const fields = fieldsOf(message, "annotations");
  return {
    datastreams: arrayOf(fields, "datastreams", "annotations") as AnnotationsChanged["datastreams"],
    assets: arrayOf(fields, "assets", "annotations") as AnnotationsChanged["assets"],
  };
}

function parseLayerSnapshot(message: unknown): LayerSnapshot {
  const fields = fieldsOf(message, "snapshot layer");
  return {
    layer: textOf(fields, "layer", "snapshot layer"),
    revision: numberOf(fields, "revision", "snapshot layer"),
    ...layerBodyOf(fields, "snapshot layer"),
  };
}

/** Decodes what a message says of a layer. @throws {Fault} `codec/*` */
export function decodeLayerBody({ body, levelsAt = body.length }: Pick<LayerSnapshot, "body" | "levelsAt">): {
  readonly status: StatusPatch;
  readonly levels: LevelPatch | undefined;
} {
  return {
    status: decodeStatusPatch(body.subarray(0, levelsAt)),
    levels: levelsAt === body.length ? undefined : decodeLevelPatch(body.subarray(levelsAt)),
  };
}

function layerBodyOf(fields: Fields, where: string): { body: Uint8Array; levelsAt?: number } {
  const body = bytesOf(fields, "body", where);
  return fields.levelsAt === undefined ? { body } : { body, levelsAt: numberOf(fields, "levelsAt", where) };
}

function readPosition(fields: Fields, where: string): { epoch: string; seq: number } {
  return { epoch: textOf(fields, "epoch", where), seq: numberOf(fields, "seq", where) };
}

function fieldsOf(message: unknown, where: string): Fields {
  if (typeof message !== "object" || message === null) throw corrupt(where, "message", "an object");
  return message as Fields;
}

function numberOf(fields: Fields, name: string, where: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isFinite(value)) throw corrupt(where, name, "a number");
  return value;
}

function textOf(fields: Fields, name: string, where: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw corrupt(where, name, "a string");
  return value;
}

function arrayOf(fields: Fields, name: string, where: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw corrupt(where, name, "an array");
  return value;
}

function bytesOf(fields: Fields, name: string, where: string): Uint8Array {
  const value = fields[name];
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  // A plain view: `slice` of a Node Buffer would not copy.
  if (value instanceof Uint8Array) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw corrupt(where, name, "binary");
}

function corrupt(where: string, field: string, expected: string): Fault {
  return new Fault("codec/corrupt", `live ${where}: ${field} is not ${expected}`, { where, field });
}
