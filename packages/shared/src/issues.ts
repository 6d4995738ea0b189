/** How much a defect in somebody's data matters: `error` drops the row, `warning` keeps it changed or assumed. */
export type IssueSeverity = "error" | "warning" | "info";

/**
 * A defect found in data from outside. It is returned, not thrown: the work goes on and a person gets the list.
 * On the wire it is a *finding* (plain JSON).
 */
export interface Issue {
  /** Stable, `<area>/<what>`, e.g. `inp/syntax`. */
  readonly code: string;
  readonly severity: IssueSeverity;
  /** English: what is wrong and what would be right. */
  readonly message: string;
  /** The rule that was broken, by the name its standard or format gives it, e.g. `[PIPES] Length`. */
  readonly rule?: string;
  readonly file?: string;
  /** Line of the file, from 1. */
  readonly row?: number;
  /** Column or field, from 1, or its name. */
  readonly column?: string | number;
  /** Id of the thing it is about. */
  readonly ref?: string;
  readonly lon?: number;
  readonly lat?: number;
}
