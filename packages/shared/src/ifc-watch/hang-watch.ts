import { Fault } from "../faults.ts";

/** What a conversion may use up before it is given up. */
export interface HangLimits {
  /** Longest that one product may take, milliseconds: booleans can go on for ever. */
  readonly productMs: number;
}

/** Ten times what the slowest product of any sample took. */
export const DEFAULT_HANG_LIMITS: HangLimits = { productMs: 60_000 };

/** How often a watch should be asked, milliseconds. */
export const WATCH_MS = 250;
/** Opening a file and writing its tiles are no product's work; they may take this many times as long without a sign of life. */
const SILENCE_FACTOR = 10;

/** What a watch thinks: `hungAt` one product, `silent` altogether, or nothing to worry about. */
export type WatchVerdict = { readonly hungAt: number } | { readonly silentMs: number } | undefined;

/** Follows a thread that cannot be interrupted, by what it says. */
export interface HangWatch {
  /** It said something. @param productId The product it begins; 0 once no product is in work. */
  hear(productId?: number): void;
  /**
   * Asked every {@link WATCH_MS}. Time counts by how often it was asked and not by the clock: a page that slept, or whose
   * timers the browser held back, and a server whose main thread was busy, blame nobody.
   */
  ask(): WatchVerdict;
}

/** A watch over one try of a conversion. */
export function createHangWatch({ productMs }: HangLimits): HangWatch {
  let product = 0;
  let silentMs = 0;
  return {
    hear(productId) {
      silentMs = 0;
      if (productId !== undefined) product = productId;
    },
    ask() {
      silentMs += WATCH_MS;
      if (product > 0 && silentMs > productMs) return { hungAt: product };
      return silentMs > SILENCE_FACTOR * productMs ? { silentMs } : undefined;
    },
  };
}

/** Why a conversion that said nothing for so long is given up. */
export const silenceFault = (silentMs: number): Fault =>
  new Fault(
    "model/too-demanding",
    `meshing: there was no progress for ${Math.round(silentMs / 1000)} s; the file is given up`,
  );
