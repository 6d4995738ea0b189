/** What a client said, as it is kept. */
export interface KeptEntity {
  /** In order of making; never reused. */
  readonly number: number;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Of one observation, what is kept apart from its series. */
export interface KeptObservation {
  readonly handle: number;
  readonly timeMs: number;
  readonly isDeleted: boolean;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  /** Id of the feature of interest, where it is not that of the asset. */
  readonly feature: string | undefined;
}

/** Where what clients say is kept. Each call is on disk when it returns. */
export interface StaShelf {
  find(kind: string, id: string): KeptEntity | undefined;
  /** In order of making, after a number. */
  listAfter(kind: string, number: number, limit: number): KeptEntity[];
  count(kind: string): number;
  /** Makes or replaces. */
  put(kind: string, id: string, body: Readonly<Record<string, unknown>>): void;
  /** Removes it; its links are the caller's. */
  remove(kind: string, id: string): void;
  link(kind: string, source: string, target: string): void;
  /** Takes away links: all of a source, or all to a target. */
  unlink(kind: string, ends: { readonly source: string } | { readonly target: string }): void;
  targets(kind: string, source: string): string[];
  sources(kind: string, target: string): string[];
  /** Those of a datastream with `fromMs` ≤ time ≤ `toMs`, by time. */
  observations(handle: number, fromMs: number, toMs: number): ReadonlyMap<number, KeptObservation>;
  /** Observations of one feature of interest, in order of datastream and time, after a place in it. */
  ofFeature(feature: string, after: { handle: number; timeMs: number }, limit: number): KeptObservation[];
  putObservation(observation: KeptObservation): void;
  removeObservation(handle: number, timeMs: number): void;
  /** All of it or nothing. */
  transact<T>(work: () => T): T;
}
