import type { Issue, IssueSeverity } from "../../issues.ts";

/** A defect before its line is counted. */
interface StepDefect {
  readonly code: string;
  readonly severity: IssueSeverity;
  readonly message: string;
  /** Byte offset of the place. */
  readonly at?: number;
  /** `#id` of the record. */
  readonly id?: number;
}

/** Gathers the defects of one file; see {@link createStepIssues}. */
export interface StepIssues {
  add(defect: StepDefect): void;
  /** The list, with one more entry for each code that occurred too often to be listed. */
  finish(): Issue[];
}

/** A broken writer breaks every record alike; a hundred examples tell as much as a million. */
const MAX_OF_A_CODE = 100;

/**
 * Gathers defects with their line in `bytes` (from 1). Lines are counted only when a defect asks for one, and from
 * the last place on, so that a file without defects pays nothing and one full of them is still read once.
 */
export function createStepIssues(bytes: Uint8Array): StepIssues {
  const lineAt = createLineCounter(bytes);
  const listed: Issue[] = [];
  const occurrences = new Map<string, { count: number; severity: IssueSeverity }>();
  return {
    add({ code, severity, message, at, id }) {
      const seen = occurrences.get(code) ?? { count: 0, severity };
      seen.count++;
      occurrences.set(code, seen);
      if (seen.count > MAX_OF_A_CODE) return;
      const row = at === undefined ? undefined : lineAt(at);
      listed.push({
        code,
        severity,
        message,
        ...(row === undefined ? {} : { row }),
        ...(id === undefined ? {} : { ref: `#${id}` }),
      });
    },
    finish() {
      const rest = [...occurrences]
        .filter(([, { count }]) => count > MAX_OF_A_CODE)
        .map(([code, { count, severity }]) => ({
          code,
          severity,
          message: `${count - MAX_OF_A_CODE} more of this kind, ${count} in all`,
        }));
      return [...listed, ...rest];
    },
  };
}

function createLineCounter(bytes: Uint8Array): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    if (at < counted) {
      line = 1;
      counted = 0;
    }
    for (let next = bytes.indexOf(10, counted); next >= 0 && next < at; next = bytes.indexOf(10, next + 1)) {
      line++;
      counted = next + 1;
    }
    return line;
  };
}
