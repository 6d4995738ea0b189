import type { ElementSet } from "../../client/element-queries.ts";

/** Sets with the properties whose name or value holds a text, whatever its case; a set whose name holds it keeps all of its own. */
export function filterSets(sets: readonly ElementSet[], text: string): ElementSet[] {
  const sought = text.trim().toLocaleLowerCase();
  if (sought === "") return [...sets];
  const has = (value: unknown): boolean => String(value).toLocaleLowerCase().includes(sought);
  return sets
    .map((set) =>
      has(set.name)
        ? set
        : { ...set, properties: set.properties.filter(({ name, values }) => has(name) || values.some(has)) },
    )
    .filter(({ name, properties }) => properties.length > 0 || has(name));
}
