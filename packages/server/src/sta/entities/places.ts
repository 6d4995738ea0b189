import { buildRow, type Row, type RowSource } from "../row.ts";
import type { KeptEntity } from "../shelf/sta-shelf.ts";
import type { StaAsset, StaReads } from "../sta-needs.ts";
import { inPages, readCursor } from "./page-rows.ts";

/** Begins the id of what is made of an asset's place; no id of an integrator holds a colon. */
const PLACE_PREFIX = "at:";
export const placeIdOf = (assetId: string): string => `${PLACE_PREFIX}${assetId}`;
/** The asset that a place's id is made of, or undefined. */
export const assetIdOf = (id: string): string | undefined =>
  id.startsWith(PLACE_PREFIX) ? id.slice(PLACE_PREFIX.length) : undefined;

const GEOJSON = "application/geo+json";

const pointOf = ({ position }: StaAsset) =>
  position && { type: "Point", coordinates: [position.lon, position.lat, position.heightM] };

/** Locations: what clients made, then the places of assets that no client has given another location. */
export function createLocations(reads: StaReads): RowSource & { placeOf(asset: StaAsset): Row | undefined } {
  const kept = (entity: KeptEntity) =>
    buildRow("Locations", entity.id, `k${entity.number}`, () => ({ ...entity.body }));
  const placeOf = (asset: StaAsset): Row | undefined => {
    if (!asset.position || reads.shelf.targets("thing-location", asset.id).length > 0) return undefined;
    return buildRow("Locations", placeIdOf(asset.id), `r${asset.number}`, () => ({
      name: asset.name,
      description: `Place of ${asset.id}; height in metres above mean sea level (1985)`,
      encodingType: GEOJSON,
      location: pointOf(asset),
    }));
  };
  return {
    set: "Locations",
    placeOf,
    *rows(after) {
      const { isKept, number } = readCursor(after);
      if (isKept)
        for (const entity of inPages(number, (last, limit) => reads.shelf.listAfter("Location", last, limit)))
          yield kept(entity);
      for (const asset of inPages(isKept ? 0 : number, reads.assetsAfter)) {
        const row = placeOf(asset);
        if (row) yield row;
      }
    },
    find(id) {
      const asset = reads.findAsset(assetIdOf(id) ?? "");
      if (asset) return placeOf(asset);
      const entity = reads.shelf.find("Location", id);
      return entity && kept(entity);
    },
  };
}

/** Features of interest: what clients made, then the assets that are observed. */
export function createFeatures(reads: StaReads): RowSource & { featureOf(asset: StaAsset): Row } {
  const kept = (entity: KeptEntity) =>
    buildRow("FeaturesOfInterest", entity.id, `k${entity.number}`, () => ({ ...entity.body }));
  const featureOf = (asset: StaAsset): Row =>
    buildRow("FeaturesOfInterest", placeIdOf(asset.id), `r${asset.number}`, () => ({
      name: asset.name,
      description: `${asset.class} ${asset.id}`,
      encodingType: GEOJSON,
      // A feature without a place has no geometry (RFC 7946, 3.2).
      feature: pointOf(asset) ?? { type: "Feature", geometry: null, properties: {} },
    }));
  return {
    set: "FeaturesOfInterest",
    featureOf,
    *rows(after) {
      const { isKept, number } = readCursor(after);
      if (isKept)
        for (const entity of inPages(number, (last, limit) =>
          reads.shelf.listAfter("FeatureOfInterest", last, limit),
        ))
          yield kept(entity);
      for (const asset of inPages(isKept ? 0 : number, reads.monitoredAfter)) yield featureOf(asset);
    },
    find(id) {
      const asset = reads.findAsset(assetIdOf(id) ?? "");
      if (asset) return reads.datastreamsOf(asset.number).length > 0 ? featureOf(asset) : undefined;
      const entity = reads.shelf.find("FeatureOfInterest", id);
      return entity && kept(entity);
    },
  };
}

/** Historical locations: when a client gave a thing a location. */
export function createHistoricalLocations(reads: StaReads): RowSource {
  const kept = (entity: KeptEntity) =>
    buildRow("HistoricalLocations", entity.id, `k${entity.number}`, () => ({ ...entity.body }));
  return {
    set: "HistoricalLocations",
    *rows(after) {
      const { number } = readCursor(after);
      for (const entity of inPages(number, (last, limit) =>
        reads.shelf.listAfter("HistoricalLocation", last, limit),
      ))
        yield kept(entity);
    },
    find(id) {
      const entity = reads.shelf.find("HistoricalLocation", id);
      return entity && kept(entity);
    },
    count: () => reads.shelf.count("HistoricalLocation"),
  };
}
