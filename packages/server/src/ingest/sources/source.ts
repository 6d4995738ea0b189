import type { Acknowledgement, Quality } from "@shuicheng/shared/contracts";

/** One observation on its way from a source. */
export interface SourceItem {
  readonly datastream: string;
  /** Epoch ms, UTC. */
  readonly time: number;
  readonly result: number | boolean | string;
  readonly quality: Quality;
}

/** What a source is given to do its work with. */
export interface SourceDuty {
  /**
   * Takes observations, 1 to 5,000. Refusals that end by themselves or by an operator's hand (busy, a full disk, a quota,
   * a revoked token) are waited out: it resolves when the items are on disk or rejected for good.
   *
   * @throws When the source is closed meanwhile, and on failures of ours.
   */
  admit(items: readonly SourceItem[]): Promise<Acknowledgement>;
  /** Says how it goes. An error without a state is remembered and changes none. */
  report(state: "connecting" | "running" | "failed" | undefined, error?: unknown): void;
  /** Adds to a figure that is shown. */
  count(figure: string, by?: number): void;
  /** Sets a figure that is shown. */
  gauge(figure: string, reading: number): void;
  /** What the server's time zone is ahead of UTC at a moment, ms. */
  offsetMs(atMs: number): number;
  now(): number;
  onUnexpected(error: unknown): void;
  /** Aborted when the source is to be closed. */
  readonly closing: AbortSignal;
}

/** A source at work. */
export interface OpenSource {
  close(): Promise<void>;
  /** Resolves with the reason when it cannot go on by itself: it is closed then and opened anew. */
  readonly broken?: Promise<Error>;
}
