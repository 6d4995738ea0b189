import { Fault } from "../faults.ts";
import { corrupt, mostBytesOf, readIndices, writeIndices } from "./ascending-indices.ts";

/** Version byte that leads every status body. Changing the layout is a new number. */
export const STATUS_BODY_VERSION = 1;

/** Feature indices (ascending, each once) and the status byte of each. */
export interface StatusPatch {
  readonly features: Uint32Array;
  readonly status: Uint8Array;
}

/**
 * Packs a status patch for the wire (PROTOCOL.md, section 5). Dense bodies hold a run of neighbouring
 * indices and cost one byte a feature; sparse ones hold gaps as LEB128 varints, about two bytes a feature.
 *
 * @param patch Indices ascending without repeats; `status` as long as `features`.
 */
export function encodeStatusPatch(patch: StatusPatch): Uint8Array {
  const { features, status } = patch;
  const bytes = new Uint8Array(1 + mostBytesOf(features.length) + status.length);
  bytes[0] = STATUS_BODY_VERSION;
  const at = writeIndices(bytes, 1, features);
  bytes.set(status, at);
  return bytes.slice(0, at + status.length);
}

/**
 * Reads a status body; the exact inverse of {@link encodeStatusPatch}.
 *
 * @throws {Fault} `codec/unsupported-version` for a newer body; `codec/corrupt` when it is cut short, too long
 * or not canonical.
 */
export function decodeStatusPatch(bytes: Uint8Array): StatusPatch {
  if (bytes.length < 3) throw corrupt("shorter than its header");
  if (bytes[0] !== STATUS_BODY_VERSION) {
    throw new Fault("codec/unsupported-version", `status body version ${bytes[0]}, this reader knows 1`);
  }
  const cursor = { at: 1 };
  const features = readIndices(bytes, cursor);
  const n = features.length;
  if (bytes.length !== cursor.at + n) {
    throw corrupt(`${bytes.length - cursor.at} status bytes for ${n} features`);
  }
  return { features, status: bytes.slice(cursor.at) };
}
