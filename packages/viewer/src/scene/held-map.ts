import type { BaseMap } from "@shuicheng/shared/contracts";
import type { Language } from "../format/language.ts";
import { collectNames } from "./map/map-names.ts";
import { createMapPainter } from "./map/map-painter.ts";
import type { StagedMap } from "./stage.ts";

/** A base map with its worker and its names, as the city holds it. */
export interface HeldMap extends StagedMap {
  readonly map: BaseMap;
}

/** Takes a base map into use; null where it shows nothing. */
export function holdMap(map: BaseMap): HeldMap | null {
  const painter = createMapPainter(map);
  return painter ? { map, painter, names: collectNames(map), credit: map.attribution.en } : null;
}

/** Names to thank in a language. */
export function creditOf({ map }: HeldMap, language: Language): string {
  return map.attribution[language];
}
