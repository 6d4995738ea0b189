import { type ElementTable, markListed } from "@shuicheng/shared/ifc";
import type { OpenModel } from "../../inspector-store.ts";

/** A model that has GlobalIds of another. */
export interface SharedGlobalIds {
  readonly other: OpenModel;
  /** Elements and rooms of the one whose GlobalId the other has too. */
  readonly count: number;
}

const known = new WeakMap<ElementTable, ReadonlySet<string>>();

/**
 * GlobalIds that a model shares with others that are open: one element exported twice, or one file opened twice. A GlobalId
 * should name one thing in the world (buildingSMART, IfcGloballyUniqueId).
 */
export function findSharedGlobalIds(
  model: OpenModel,
  others: Iterable<OpenModel>,
): readonly SharedGlobalIds[] {
  const own = globalIdsOf(model.table);
  return [...others].flatMap((other) => {
    if (other.id === model.id) return [];
    const theirs = globalIdsOf(other.table);
    const [small, large] = own.size < theirs.size ? [own, theirs] : [theirs, own];
    let count = 0;
    for (const globalId of small) if (large.has(globalId)) count++;
    return count > 0 ? [{ other, count }] : [];
  });
}

function globalIdsOf(table: ElementTable): ReadonlySet<string> {
  const before = known.get(table);
  if (before) return before;
  const isListed = markListed(table);
  const own = new Set(
    table.objects.globalId.filter((globalId, row) => globalId !== "" && isListed[row] === 1),
  );
  known.set(table, own);
  return own;
}
