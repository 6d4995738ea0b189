import type { DemoCity } from "../generate-city.ts";
import { draftBuildingLayer } from "./building-layer.ts";
import type { CityFrame } from "./city-frame.ts";
import type { CityLayerDraft, CityLayerId } from "./city-layer.ts";
import { createEnglishNames } from "./english-names.ts";
import { draftFacilityLayer } from "./facility-layer.ts";
import { draftNetworkLayer } from "./network-layer.ts";

/** Makes one layer of a city; undefined when the city has nothing for it. */
export function draftCityLayer(
  id: CityLayerId,
  { town, networks }: Pick<DemoCity, "town" | "networks">,
  frame: CityFrame,
): CityLayerDraft | undefined {
  const draft = draftAny(id);
  if (!draft || draft.assets.length === 0) return undefined;
  return { ...draft, assets: draft.assets.map(createEnglishNames(town)) };

  function draftAny(layer: CityLayerId): CityLayerDraft | undefined {
    if (layer === "buildings") return draftBuildingLayer(town, frame);
    if (layer === "facilities") return draftFacilityLayer(town, frame);
    const network = networks.find(({ kind }) => kind === layer);
    return network && draftNetworkLayer(network, town, frame);
  }
}
