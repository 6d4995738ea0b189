/**
 * Classes of building models that are there and not drawn until asked for: a space hides the room it fills, an opening the
 * window in it. The server keeps a tileset apart for each of the two.
 */
const HIDDEN_AT_FIRST: Readonly<Record<string, "space" | "opening">> = {
  IfcSpace: "space",
  IfcSpatialZone: "space",
  IfcExternalSpatialElement: "space",
  IfcOpeningElement: "opening",
  IfcOpeningStandardCase: "opening",
  IfcVoidingFeature: "opening",
};

/** Whether a class is hidden, given the classes of its layer that a person switched from how they are at first. */
export function isClassHidden(assetClass: string, switched: ReadonlySet<string> | undefined): boolean {
  return Object.hasOwn(HIDDEN_AT_FIRST, assetClass) !== (switched?.has(assetClass) ?? false);
}

/** The hidden ones among the classes of a layer. */
export function findHiddenClasses(
  classes: readonly string[],
  switched: ReadonlySet<string> | undefined,
): ReadonlySet<string> {
  return new Set(classes.filter((name) => isClassHidden(name, switched)));
}

/** Kinds of tilesets, beside that of elements, that the classes a person switched on are drawn in. */
export function findShownCategories(
  switched: ReadonlySet<string> | undefined,
): ReadonlySet<"space" | "opening"> {
  return new Set([...(switched ?? [])].flatMap((name) => HIDDEN_AT_FIRST[name] ?? []));
}
