import type { LatestValue, StatusPatch } from "../protocol/index.ts";

/**
 * Remembers what a screen was shown, so that after a lost link it can be said how many things really changed:
 * a snapshot brings everything again, and only the difference is news.
 */
export class ChangeCount {
  /** Status byte by feature index, for each layer. */
  readonly #layers = new Map<string, Uint8Array>();
  readonly #values = new Map<string, LatestValue>();

  /** Takes over a layer's new states and answers how many differ from before. */
  applyStatus(layer: string, patch: StatusPatch): number {
    const { features, status } = patch;
    const highest = features.length > 0 ? (features[features.length - 1] as number) : -1;
    const known = this.#layerOf(layer, highest + 1);
    let changes = 0;
    for (let i = 0; i < features.length; i++) {
      const feature = features[i] as number;
      const now = status[i] as number;
      if (known[feature] !== now) changes++;
      known[feature] = now;
    }
    return changes;
  }

  /** Takes over latest values and answers how many differ from before. */
  applyValues(values: readonly LatestValue[]): number {
    let changes = 0;
    for (const value of values) {
      const before = this.#values.get(value.datastream);
      if (before?.time !== value.time || before.result !== value.result || before.stale !== value.stale)
        changes++;
      this.#values.set(value.datastream, value);
    }
    return changes;
  }

  #layerOf(layer: string, length: number): Uint8Array {
    const known = this.#layers.get(layer);
    if (known !== undefined && known.length >= length) return known;
    const grown = new Uint8Array(Math.max(length, 2 * (known?.length ?? 0)));
    if (known !== undefined) grown.set(known);
    this.#layers.set(layer, grown);
    return grown;
  }
}
