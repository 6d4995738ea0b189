import { Fault } from "../faults.ts";

/** Version byte that leads every status body. Changing the layout is a new number. */
export const STATUS_BODY_VERSION = 1;

const SPARSE = 0;
const DENSE = 1;

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
  const n = features.length;
  const first = n > 0 ? (features[0] as number) : 0;
  const isRun = n > 0 && (features[n - 1] as number) - first === n - 1;
  const bytes = new Uint8Array(2 + 5 + (isRun ? 5 : n * 5) + n);
  bytes[0] = STATUS_BODY_VERSION;
  bytes[1] = isRun ? DENSE : SPARSE;
  let at = writeVarint(bytes, 2, n);
  if (isRun) {
    at = writeVarint(bytes, at, first);
  } else {
    let previous = -1;
    for (let i = 0; i < n; i++) {
      const feature = features[i] as number;
      at = writeVarint(bytes, at, feature - previous - 1);
      previous = feature;
    }
  }
  bytes.set(status, at);
  return bytes.slice(0, at + n);
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
  const mode = bytes[1] as number;
  if (mode !== SPARSE && mode !== DENSE) throw corrupt(`mode ${mode} is neither sparse (0) nor dense (1)`);
  const cursor = { at: 2 };
  const n = readVarint(bytes, cursor);
  if (n > bytes.length) throw corrupt(`claims ${n} features in ${bytes.length} bytes`);
  const features = new Uint32Array(n);
  if (mode === DENSE) {
    const first = readVarint(bytes, cursor);
    if (first + n - 1 > 0xffff_ffff) throw corrupt("feature index above 32 bits");
    for (let i = 0; i < n; i++) features[i] = first + i;
  } else {
    let previous = -1;
    for (let i = 0; i < n; i++) {
      const feature = previous + 1 + readVarint(bytes, cursor);
      if (feature > 0xffff_ffff) throw corrupt("feature index above 32 bits");
      features[i] = feature;
      previous = feature;
    }
  }
  if (bytes.length !== cursor.at + n) {
    throw corrupt(`${bytes.length - cursor.at} status bytes for ${n} features`);
  }
  return { features, status: bytes.slice(cursor.at) };
}

function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw corrupt("ends inside a number");
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) {
      if (value > 0xffff_ffff) throw corrupt("number above 32 bits");
      return value;
    }
  }
  throw corrupt("number longer than five bytes");
}

function corrupt(reason: string): Fault {
  return new Fault("codec/corrupt", `status body: ${reason}`);
}
