import type { Language } from "./language.ts";

/** What a layer is called by. */
export interface NamedLayer {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
}

/** The layer's name in the person's language, else the other one's, else its id. */
export function formatLayerName({ id, name, nameEn }: NamedLayer, language: Language): string {
  return (language === "en" && nameEn) || name || nameEn || id;
}

/** Names of layers by their ids, as a list in a sentence; an id that is not known stands for itself. */
export function listLayerNames(
  layers: readonly NamedLayer[],
  ids: readonly string[],
  language: Language,
): string {
  const names = ids.map((id) => {
    const layer = layers.find((each) => each.id === id);
    return layer ? formatLayerName(layer, language) : id;
  });
  return names.join(language === "zh" ? "、" : ", ");
}

/** Ids of layers that share their name with another one: these show their id beside it. */
export function findAmbiguousLayers(layers: readonly NamedLayer[], language: Language): ReadonlySet<string> {
  const byName = Map.groupBy(layers, (layer) => formatLayerName(layer, language));
  return new Set(
    [...byName.values()].filter((same) => same.length > 1).flatMap((same) => same.map(({ id }) => id)),
  );
}
