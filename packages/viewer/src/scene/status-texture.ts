/** No wider than the smallest `MAX_TEXTURE_SIZE` that WebGL 2 devices have in practice. */
const MAX_WIDTH = 4096;

/** Status bytes of a layer, laid out as a texture of one byte a texel: feature index = row × width + column. */
export interface StatusTexture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** `widthPx × heightPx` long; what lies beyond the last feature is 0 (unknown). */
  readonly bytes: Uint8Array;
}

/** Makes the texture for `features` features, with the old bytes in place. Never empty: a GPU texture may not be. */
export function buildStatusTexture(features: number, old?: StatusTexture): StatusTexture {
  const widthPx = Math.max(1, Math.min(MAX_WIDTH, features));
  const heightPx = Math.max(1, Math.ceil(features / widthPx));
  const bytes = new Uint8Array(widthPx * heightPx);
  if (old) bytes.set(old.bytes.subarray(0, Math.min(old.bytes.length, features)));
  return { widthPx, heightPx, bytes };
}

/**
 * Copies what changed into the texture and answers the indices whose byte is another now, ascending as given.
 *
 * Indices beyond the texture or beyond `status` are left out: a patch may come before the layer says it has grown;
 * the mirror then tells `"all"` once it has.
 */
export function copyStatus(
  { bytes }: StatusTexture,
  status: Uint8Array,
  changed: Uint32Array | "all",
): readonly number[] {
  const end = Math.min(bytes.length, status.length);
  const differing: number[] = [];
  const copy = (index: number) => {
    if (index >= end || bytes[index] === status[index]) return;
    bytes[index] = status[index] as number;
    differing.push(index);
  };
  if (changed === "all") for (let index = 0; index < end; index++) copy(index);
  else for (const index of changed) copy(index);
  return differing;
}
