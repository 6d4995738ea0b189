import type { DatabaseSync } from "node:sqlite";
import type { AssetInput, Attribute, Position } from "@shuicheng/shared/contracts";

import { createAssetLinks } from "./asset-links.ts";
import { type AssetQuery, buildAssetList } from "./asset-list.ts";
import { type AssetRow, columnsOf, isStoredSo } from "./asset-row.ts";
import type { AssetSearch } from "./asset-search.ts";

/** A stored asset. `number` is its index over all layers, by which the twin knows it. */
export interface RegisteredAsset {
  readonly number: number;
  readonly id: string;
  readonly layerNumber: number;
  readonly featureIndex: number;
  readonly class: string;
  readonly name: string;
  readonly position: Position | null;
  readonly attributes: Record<string, Attribute>;
}

/** What the twin and the live stage hold of each asset. NaN where an asset has no place. */
export interface AssetPlace {
  readonly number: number;
  readonly layerNumber: number;
  readonly featureIndex: number;
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Orthometric, metres. */
  readonly heightM: number;
  readonly isRetired: boolean;
}

/** A place with the class of what stands there. */
export interface PlacedAsset extends AssetPlace {
  readonly class: string;
}

/** Assets, read from the file: there may be hundreds of thousands. */
export interface AssetStore {
  find(id: string): RegisteredAsset | undefined;
  findByNumber(number: number): RegisteredAsset | undefined;
  /** Also one that is retired: what its datastreams still name. */
  findKept(number: number): RegisteredAsset | undefined;
  /** In order of number, or the best match first where a text is given. */
  list(query: AssetQuery): RegisteredAsset[];
  /** How many assets of a layer have at least one datastream. */
  countMonitored(layerNumber: number): number;
  /** Fills the search index anew, inside the caller's transaction. */
  indexAll(): void;
  /** Places of all assets of a layer (or of all), retired ones too, by number. */
  places(layerNumber?: number): Iterable<AssetPlace>;
  /** Those of one layer in order of feature index, a page at a time. */
  listAfter(layerNumber: number, featureIndex: number, limit: number): PlacedAsset[];
  /** Inserts or changes an asset under a feature index. Inside the caller's transaction. */
  upsert(layerNumber: number, featureIndex: number, asset: AssetInput): "added" | "changed" | "same";
  retire(id: string): void;
  /** Ids in use in a layer. */
  idsOf(layerNumber: number): string[];
  /** Feature index an id holds (retired or not) and the layer it belongs to. */
  findFeature(id: string): { layerNumber: number; featureIndex: number } | undefined;
  nextFeature(layerNumber: number): number;
}

type PlaceRow = Pick<
  AssetRow,
  "number" | "layer" | "feature_index" | "lon" | "lat" | "height_m" | "is_retired"
>;

/** Creates the store on an open registry. */
export function createAssetStore(database: DatabaseSync, search: AssetSearch): AssetStore {
  const links = createAssetLinks(database);
  const byId = database.prepare("SELECT * FROM asset WHERE id = ?");
  // What is read goes through the view: see STAGE_SCHEMA. What is written compares with the table.
  const currentById = database.prepare("SELECT * FROM current_asset WHERE id = ?");
  const byNumber = database.prepare("SELECT * FROM current_asset WHERE number = ?");
  const insert = database.prepare(`
    INSERT INTO asset (id, layer, feature_index, class, name, lon, lat, height_m, attributes)
    VALUES (:id, :layer, :featureIndex, :class, :name, :lon, :lat, :height_m, :attributes)`);
  const update = database.prepare(`
    UPDATE asset SET class = :class, name = :name, lon = :lon, lat = :lat, height_m = :height_m,
      attributes = :attributes, is_retired = 0 WHERE id = :id`);
  const retire = database.prepare("UPDATE asset SET is_retired = 1 WHERE id = ?");
  const ids = database.prepare("SELECT id FROM asset WHERE layer = ? AND is_retired = 0");
  const top = database.prepare("SELECT max(feature_index) AS top FROM asset WHERE layer = ?");
  const placeColumns = "number, layer, feature_index, lon, lat, height_m, is_retired";
  const all = database.prepare("SELECT * FROM asset WHERE is_retired = 0");
  const countMonitored = database.prepare(`
    SELECT count(DISTINCT asset.number) AS n FROM asset JOIN datastream ON datastream.asset = asset.number
    WHERE asset.layer = ? AND asset.is_retired = 0 AND datastream.is_retired = 0`);
  const placesOf = database.prepare(
    `SELECT ${placeColumns} FROM current_asset WHERE layer = ? ORDER BY number`,
  );
  const places = database.prepare(`SELECT ${placeColumns} FROM current_asset ORDER BY number`);
  const listAfter = database.prepare(`
    SELECT ${placeColumns}, class FROM current_asset WHERE layer = ? AND feature_index > ? ORDER BY feature_index LIMIT ?`);
  return {
    find(id) {
      const row = currentById.get(id) as AssetRow | undefined;
      return row && row.is_retired === 0 ? assetOf(row) : undefined;
    },
    findByNumber(number) {
      const row = byNumber.get(number) as AssetRow | undefined;
      return row && row.is_retired === 0 ? assetOf(row) : undefined;
    },
    findKept(number) {
      const row = byNumber.get(number) as AssetRow | undefined;
      return row && assetOf(row);
    },
    list(query) {
      for (const { sql, values } of buildAssetList(query, search)) {
        const rows = database.prepare(sql).all(values) as unknown as AssetRow[];
        if (rows.length > 0) return rows.map(assetOf);
      }
      return [];
    },
    countMonitored: (layerNumber) => (countMonitored.get(layerNumber) as { n: number }).n,
    indexAll() {
      for (const row of all.iterate() as unknown as Iterable<AssetRow>) {
        const { position: _position, ...asset } = assetOf(row);
        search.put(row.number, asset);
      }
    },
    *places(layerNumber) {
      const rows = layerNumber === undefined ? places.iterate() : placesOf.iterate(layerNumber);
      for (const row of rows as unknown as Iterable<PlaceRow>) yield placeOf(row);
    },
    listAfter: (layerNumber, featureIndex, limit) =>
      (listAfter.all(layerNumber, featureIndex, limit) as unknown as (PlaceRow & { class: string })[]).map(
        (row) => ({ ...placeOf(row), class: row.class }),
      ),
    upsert(layerNumber, featureIndex, asset) {
      const known = byId.get(asset.id) as AssetRow | undefined;
      const row = { id: asset.id, ...columnsOf(asset) };
      if (!known) {
        const { lastInsertRowid } = insert.run({ ...row, layer: layerNumber, featureIndex });
        search.put(Number(lastInsertRowid), asset);
        links.put(Number(lastInsertRowid), asset.attributes ?? {});
        return "added";
      }
      if (isStoredSo(known, row)) return "same";
      update.run(row);
      search.put(known.number, asset);
      links.put(known.number, asset.attributes ?? {}, assetOf(known).attributes);
      return known.is_retired === 0 ? "changed" : "added";
    },
    retire(id) {
      const known = byId.get(id) as AssetRow | undefined;
      if (known) search.remove(known.number);
      retire.run(id);
    },
    idsOf: (layerNumber) => (ids.all(layerNumber) as { id: string }[]).map((row) => row.id),
    findFeature(id) {
      const row = byId.get(id) as AssetRow | undefined;
      return row && { layerNumber: row.layer, featureIndex: row.feature_index };
    },
    nextFeature: (layerNumber) => ((top.get(layerNumber) as { top: number | null }).top ?? -1) + 1,
  };
}

function assetOf(row: AssetRow): RegisteredAsset {
  const { lon, lat, height_m: heightM } = row;
  return {
    number: row.number,
    id: row.id,
    layerNumber: row.layer,
    featureIndex: row.feature_index,
    class: row.class,
    name: row.name,
    position: lon === null || lat === null ? null : { lon, lat, heightM: heightM ?? 0 },
    attributes: JSON.parse(row.attributes) as Record<string, Attribute>,
  };
}

function placeOf(row: PlaceRow): AssetPlace {
  return {
    number: row.number,
    layerNumber: row.layer,
    featureIndex: row.feature_index,
    lonDeg: row.lon ?? Number.NaN,
    latDeg: row.lat ?? Number.NaN,
    heightM: row.height_m ?? Number.NaN,
    isRetired: row.is_retired === 1,
  };
}
