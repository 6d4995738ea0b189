/** What stands in a GlobalId (buildingSMART, IfcGloballyUniqueId: 22 digits); some writers use other lengths. */
const GLOBAL_ID = /^[0-9A-Za-z_$]{1,40}$/;
/** Stem of what has no GlobalId that could be used. */
const NONE = "none";

/**
 * Makes a key for each element of a model, unique within it: its GlobalId; where that is missing, malformed or taken by an
 * earlier element, one made for it (`none-1`, `…-2`; no GlobalId holds a hyphen), the same as long as the file's order is.
 *
 * The function answered is called for all elements in order, in parts as large as the caller likes.
 */
export function createElementKeys(): (globalIds: readonly string[]) => string[] {
  const times = new Map<string, number>();
  const keyOf = (globalId: string): string => {
    const stem = globalId !== NONE && GLOBAL_ID.test(globalId) ? globalId : NONE;
    const count = (times.get(stem) ?? 0) + 1;
    times.set(stem, count);
    return count === 1 && stem !== NONE ? stem : `${stem}-${count}`;
  };
  return (globalIds) => globalIds.map(keyOf);
}

/** Id of an element's asset: identifiers have no `$`, so it is written `~`, which no GlobalId has. */
export function assetIdOf(modelId: string, key: string): string {
  return `${modelId}.${key.replaceAll("$", "~")}`;
}

/** The key within an asset id of the model; what {@link assetIdOf} made of it. */
export function keyOfAsset(modelId: string, assetId: string): string {
  return assetId.slice(modelId.length + 1).replaceAll("~", "$");
}
