import { DatabaseSync } from "node:sqlite";
import type { AssetInput, Attribute } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { createAssetLinks } from "./asset-links.ts";
import { type AssetRow, columnsOf, isStoredSo } from "./asset-row.ts";
import { createAssetSearch } from "./asset-search.ts";
import { inTransaction } from "./in-transaction.ts";

/** What the publication will have done to the assets of its layer. */
export interface StagedChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** The first thousand of each. */
  readonly addedIds: readonly string[];
  readonly changedIds: readonly string[];
  readonly removedIds: readonly string[];
  /** Datastreams in use whose asset is not (any more) in the layer. */
  readonly orphans: readonly { readonly datastream: string; readonly asset: string }[];
  /** Feature indices given out. */
  readonly features: number;
  /** Assets with at least one datastream. */
  readonly monitored: number;
}

/**
 * Prepares a publication of any size over a connection of its own, in transactions so short that a writer on another
 * thread waits some ten milliseconds at most. Nothing of it is seen until `asset_switch` names the layer (see
 * registry-schema.ts). It blocks its thread.
 */
export interface AssetStage {
  /**
   * Feature indices for ids, in their order: what is known keeps its number, the rest get the next ones, for good.
   *
   * @throws {Fault} `registry/conflict` when an id belongs to another layer.
   */
  reserve(layerNumber: number, ids: readonly string[]): Uint32Array;
  /** Begins a publication; drops what an earlier one left that never came to its switch. */
  begin(layerNumber: number): void;
  /** Adds assets whose ids are reserved. */
  put(assets: readonly AssetInput[]): void;
  /** Puts assets in use elsewhere; all else of them, and all others, stay as they are. */
  move(places: AssetMoves): void;
  /** Retires what was not put. Their datastreams stay: they wait for the asset to come back. */
  finish(): StagedChanges;
  /** Ends a publication that only moves: nothing is retired. */
  finishMoves(): StagedChanges;
  /** After the switch: makes the staged state the stored one and fills the search. Goes on where a crash cut it short. */
  fold(): void;
  close(): void;
}

/** New places by feature index, in columns as long as there are assets to move; NaN where one has none any more. */
export interface AssetMoves {
  readonly features: Uint32Array;
  /** WGS84, degrees. */
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  /** Orthometric, metres. */
  readonly heightM: Float64Array;
}

/** Ids that a list of changes holds at most. */
const MAX_LISTED = 1_000;

/** Rows of one transaction: with the search's words some 50 µs each. */
const ROWS_AT_ONCE = 200;

/** Opens the stage on `registry.db`, which is there and of today's format. */
export function openAssetStage(file: string): AssetStage {
  const database = new DatabaseSync(file);
  // The main thread may hold the file for seconds with a publication of its own.
  database.exec("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 60000");
  const byId = database.prepare("SELECT * FROM asset WHERE id = ?");
  const reserve = database.prepare(`
    INSERT INTO asset (id, layer, feature_index, class, name, attributes, is_retired) VALUES (?, ?, ?, '', '', '{}', 1)`);
  const stage = database.prepare(`
    INSERT OR REPLACE INTO asset_staged (number, class, name, lon, lat, height_m, attributes, is_retired)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const stageMove = database.prepare(`
    INSERT OR REPLACE INTO asset_staged (number, class, name, lon, lat, height_m, attributes, is_retired)
    SELECT number, class, name, :lon, :lat, :heightM, attributes, 0 FROM asset
    WHERE layer = :layer AND feature_index = :feature AND is_retired = 0`);
  const page = database.prepare(`
    SELECT * FROM asset WHERE layer = ? AND feature_index > ? ORDER BY feature_index LIMIT ${ROWS_AT_ONCE}`);
  let layer = -1;
  let seen = new Set<number>();
  let added: string[] = [];
  let changed: string[] = [];
  let moved = 0;

  function putOne(asset: AssetInput): void {
    const known = byId.get(asset.id) as AssetRow | undefined;
    if (!known) throw new TypeError(`asset ${asset.id} was not reserved`);
    seen.add(known.number);
    const next = columnsOf(asset);
    if (isStoredSo(known, next)) return;
    (known.is_retired === 1 ? added : changed).push(asset.id);
    const { class: name, lon, lat, height_m } = next;
    stage.run(known.number, name, next.name, lon, lat, height_m, next.attributes, 0);
  }

  function moveOne({ features, lonDeg, latDeg, heightM }: AssetMoves, at: number): void {
    const [lon, lat, height] = [lonDeg[at], latDeg[at], heightM[at]] as [number, number, number];
    const place = Number.isFinite(lon + lat + height)
      ? { lon, lat, heightM: height }
      : { lon: null, lat: null, heightM: null };
    moved += Number(stageMove.run({ layer, feature: features[at] as number, ...place }).changes);
  }

  function retireOthers(): string[] {
    const removed: string[] = [];
    for (let after = -1; ; ) {
      const rows = page.all(layer, after) as unknown as AssetRow[];
      const last = rows.at(-1);
      if (!last) return removed;
      const gone = rows.filter((row) => row.is_retired === 0 && !seen.has(row.number));
      if (gone.length > 0) {
        inTransaction(database, () => {
          for (const { number, class: name, lon, lat, height_m, ...row } of gone)
            stage.run(number, name, row.name, lon, lat, height_m, row.attributes, 1);
        });
      }
      removed.push(...gone.map(({ id }) => id));
      after = last.feature_index;
    }
  }

  return {
    begin(layerNumber) {
      database.exec("DELETE FROM asset_staged");
      [layer, seen, added, changed, moved] = [layerNumber, new Set(), [], [], 0];
    },
    reserve(layerNumber, ids) {
      const features = new Uint32Array(ids.length);
      const top = database.prepare("SELECT max(feature_index) AS top FROM asset WHERE layer = ?");
      for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
        inTransaction(database, () => {
          let next = ((top.get(layerNumber) as { top: number | null }).top ?? -1) + 1;
          for (let at = from; at < Math.min(from + ROWS_AT_ONCE, ids.length); at++) {
            const id = ids[at] as string;
            const known = byId.get(id) as AssetRow | undefined;
            if (known && known.layer !== layerNumber) throw conflict(database, id, known.layer);
            if (!known) reserve.run(id, layerNumber, next);
            features[at] = known ? known.feature_index : next++;
          }
        });
      }
      return features;
    },
    put(assets) {
      for (let from = 0; from < assets.length; from += ROWS_AT_ONCE)
        inTransaction(database, () => assets.slice(from, from + ROWS_AT_ONCE).forEach(putOne));
    },
    move(places) {
      const count = places.features.length;
      for (let from = 0; from < count; from += ROWS_AT_ONCE) {
        inTransaction(database, () => {
          for (let at = from; at < Math.min(from + ROWS_AT_ONCE, count); at++) moveOne(places, at);
        });
      }
    },
    finishMoves: () => ({
      ...{ added: 0, changed: moved, removed: 0, addedIds: [], changedIds: [], removedIds: [] },
      ...countBindings(database, layer),
    }),
    finish() {
      const removed = retireOthers();
      return {
        ...{ added: added.length, changed: changed.length, removed: removed.length },
        addedIds: added.slice(0, MAX_LISTED),
        changedIds: changed.slice(0, MAX_LISTED),
        removedIds: removed.slice(0, MAX_LISTED),
        ...countBindings(database, layer),
      };
    },
    fold: () => foldStaged(database),
    close: () => database.close(),
  };
}

function conflict(database: DatabaseSync, id: string, layerNumber: number): Fault {
  const owner = database.prepare("SELECT id FROM layer WHERE number = ?").get(layerNumber) as { id: string };
  return new Fault("registry/conflict", `asset ${id} belongs to layer ${owner.id}`, { id, owner: owner.id });
}

/** By what will be after the switch. */
function countBindings(
  database: DatabaseSync,
  layer: number,
): Pick<StagedChanges, "orphans" | "features" | "monitored"> {
  const after = "iif(staged.number IS NULL, asset.is_retired, staged.is_retired)";
  const from = `FROM datastream JOIN asset ON asset.number = datastream.asset
    LEFT JOIN asset_staged AS staged ON staged.number = asset.number
    WHERE asset.layer = ? AND datastream.is_retired = 0`;
  const orphans = database
    .prepare(`SELECT datastream.id AS datastream, asset.id AS asset ${from} AND ${after} = 1
      ORDER BY datastream.handle`)
    .all(layer) as { datastream: string; asset: string }[];
  const monitored = database
    .prepare(`SELECT count(DISTINCT asset.number) AS n ${from} AND ${after} = 0`)
    .get(layer) as { n: number };
  const top = database.prepare("SELECT max(feature_index) AS top FROM asset WHERE layer = ?").get(layer);
  return {
    orphans: orphans.map((row) => ({ ...row })),
    monitored: monitored.n,
    features: ((top as { top: number | null }).top ?? -1) + 1,
  };
}

/** A staged row whose words are others than before. */
interface ReworkedRow
  extends Pick<AssetRow, "number" | "id" | "class" | "name" | "attributes" | "is_retired"> {
  readonly attributes_before: string;
}

/** Most of the time goes into the words: where they stay, as with a model that is moved, a part is three statements. */
function foldStaged(database: DatabaseSync): void {
  const search = createAssetSearch(database);
  const links = createAssetLinks(database);
  // Written so that the part is what is gone through: by a condition on its numbers all assets below them would be.
  const part = `(SELECT * FROM asset_staged ORDER BY number LIMIT ${ROWS_AT_ONCE}) AS staged`;
  const lastOfPart = database.prepare(`SELECT max(number) AS last FROM ${part}`);
  const reworked = database.prepare(`
    SELECT staged.*, asset.id, asset.attributes AS attributes_before FROM ${part}
    CROSS JOIN asset WHERE asset.number = staged.number AND (staged.is_retired <> asset.is_retired OR staged.name <> asset.name
      OR staged.attributes <> asset.attributes)`);
  const update = database.prepare(`
    UPDATE asset SET class = staged.class, name = staged.name, lon = staged.lon, lat = staged.lat,
      height_m = staged.height_m, attributes = staged.attributes, is_retired = staged.is_retired
    FROM ${part} WHERE asset.number = staged.number`);
  const drop = database.prepare("DELETE FROM asset_staged WHERE number <= ?");
  const foldWords = ({ number, id, class: assetClass, name, ...row }: ReworkedRow) => {
    if (row.is_retired === 1) return search.remove(number);
    const attributes = JSON.parse(row.attributes) as Record<string, Attribute>;
    search.put(number, { id, class: assetClass, name, attributes });
    links.put(number, attributes, JSON.parse(row.attributes_before) as Record<string, Attribute>);
  };
  const foldPart = (): boolean => {
    const { last } = lastOfPart.get() as { last: number | null };
    if (last === null) {
      database.exec("DELETE FROM asset_switch");
      return true;
    }
    for (const row of reworked.all() as unknown as ReworkedRow[]) foldWords(row);
    update.run();
    drop.run(last);
    return false;
  };
  while (!inTransaction(database, foldPart));
}
