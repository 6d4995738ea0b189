/** Raised when an entry changes its value or meaning; stored data names keys, never positions. */
export const CATALOGUE_VERSION = "2026-11-23";

/**
 * How sure a figure is: `verified` read in a page that quotes the source, `corroborated` two copies agree (or an
 * older edition), `unverified` general knowledge to be checked against the standard before anybody relies on it.
 */
export type Certainty = "verified" | "corroborated" | "unverified";

/** A figure that never travels without where it is from. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly certainty: Certainty;
}

/** A name in both languages of the page. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}
