import { NO_CLASS } from "@shuicheng/shared/contracts";
import { buildStatusTexture, type StatusTexture } from "./status-texture.ts";

/** Bits of a feature's look byte. */
export const HIDDEN_BIT = 1;
export const ABANDONED_BIT = 2;

/** Pipes of this class lie in the ground and carry nothing. Key of the catalogue's asset classes. */
export const ABANDONED_CLASS = "abandoned-pipe";

/** The classes of a layer's features, and which of them are not drawn. */
export interface FeatureClasses {
  readonly classes: readonly string[];
  /** By feature index: place in `classes`, or {@link NO_CLASS}. */
  readonly indices: Uint8Array;
  readonly hidden: ReadonlySet<string>;
}

/**
 * Lays out how each feature looks as a texture like the status texture's, one byte a feature: whether it is drawn and
 * whether it is in use. It changes when a person hides a class, not with each tick, and so is a texture of its own.
 */
export function buildLookTexture(
  features: number,
  { classes, indices, hidden }: FeatureClasses,
): StatusTexture {
  const texture = buildStatusTexture(features);
  const bits = classes.map(
    (name) => (hidden.has(name) ? HIDDEN_BIT : 0) | (name === ABANDONED_CLASS ? ABANDONED_BIT : 0),
  );
  const end = Math.min(features, indices.length);
  for (let feature = 0; feature < end; feature++) {
    const index = indices[feature] as number;
    if (index !== NO_CLASS) texture.bytes[feature] = bits[index] ?? 0;
  }
  return texture;
}

/** Answers whether a feature's class is hidden. */
export function isHidden({ classes, indices, hidden }: FeatureClasses, featureIndex: number): boolean {
  const name = classes[indices[featureIndex] ?? NO_CLASS];
  return name !== undefined && hidden.has(name);
}
