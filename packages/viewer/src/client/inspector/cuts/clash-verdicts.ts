/** What somebody thinks of a clash. */
export interface ClashVerdict {
  readonly is: "ignored" | "approved";
  readonly comment: string;
}

const KEY = "shuicheng.clash-verdicts";
/** The oldest are forgotten beyond. */
const MAX_KEPT = 5000;

/** What a pair of elements is known by, whichever comes first: GlobalIds stay through revisions. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Verdicts of earlier visits to this browser; those that can still be read. */
export function readVerdicts(): ReadonlyMap<string, ClashVerdict> {
  try {
    return parseVerdicts(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return new Map();
  }
}

/** Reads what {@link writeVerdicts} wrote. @throws where it is no JSON. */
export function parseVerdicts(json: string): ReadonlyMap<string, ClashVerdict> {
  const kept: unknown = JSON.parse(json);
  if (!Array.isArray(kept)) return new Map();
  return new Map(
    kept.flatMap((entry: unknown) => {
      if (!Array.isArray(entry)) return [];
      const [pair, is, comment] = entry as unknown[];
      const isSound = typeof pair === "string" && (is === "ignored" || is === "approved");
      return isSound && typeof comment === "string" ? [[pair, { is, comment }] as const] : [];
    }),
  );
}

/** Writes verdicts, the latest last. */
export const writeVerdicts = (verdicts: ReadonlyMap<string, ClashVerdict>): string =>
  JSON.stringify([...verdicts].slice(-MAX_KEPT).map(([pair, { is, comment }]) => [pair, is, comment]));

/** Keeps verdicts for the next visit, where the browser keeps anything. */
export function keepVerdicts(verdicts: ReadonlyMap<string, ClashVerdict>): void {
  try {
    localStorage.setItem(KEY, writeVerdicts(verdicts));
  } catch {
    // Without storage they last as long as the page.
  }
}
