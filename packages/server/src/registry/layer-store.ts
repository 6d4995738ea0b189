import type { DatabaseSync } from "node:sqlite";
import type { Layer, LayerKind } from "@shuicheng/shared/contracts";

/** A layer with the number other tables and the twin know it by. */
export interface RegisteredLayer extends Layer {
  readonly number: number;
}

/** What an import says of a layer. `tileset` and the rest are kept from before where undefined; null takes them away. */
export interface LayerDraft {
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly kind: LayerKind;
  readonly cimLevel: number;
  readonly access: "public" | "restricted";
  readonly tileset?: string | null;
  readonly bbox?: readonly [number, number, number, number] | null;
  readonly lengthM?: number;
  readonly assumptions?: readonly string[];
  readonly publishedAtMs: number;
}

/** Layers, all held in memory: there are tens of them. */
export interface LayerStore {
  list(): readonly RegisteredLayer[];
  find(id: string): RegisteredLayer | undefined;
  /** Also of one that is hidden. */
  findByNumber(number: number): RegisteredLayer | undefined;
  /** Of a layer that is hidden, too: what belonged to it still does. */
  numberOf(id: string): number | undefined;
  /** The number of a layer, made where absent: hidden and of revision 0 until it is published. Inside the caller's transaction. */
  reserve(draft: LayerDraft): number;
  /** Takes a layer out of all lists; its assets keep their numbers. Inside the caller's transaction. */
  hide(number: number): void;
  /** Inserts or changes a layer, shows it and raises its revision. Inside the caller's transaction. */
  upsert(draft: LayerDraft): RegisteredLayer;
  /** Writes how many feature indices are given out and how many assets have datastreams. */
  setCounts(number: number, counts: { readonly features: number; readonly monitored: number }): void;
  /** Reads all again, after a rolled-back transaction. */
  reload(): void;
}

interface LayerRow {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly name_en: string | null;
  readonly kind: LayerKind;
  readonly monitored: number;
  readonly tileset: string | null;
  readonly features: number;
  readonly revision: number;
  readonly cim_level: number;
  readonly access: "public" | "restricted";
  readonly west: number | null;
  readonly south: number | null;
  readonly east: number | null;
  readonly north: number | null;
  readonly length_m: number | null;
  readonly assumptions: string;
  readonly published_at: number;
  readonly is_hidden: number;
}

/** Creates the store on an open registry. */
export function createLayerStore(database: DatabaseSync): LayerStore {
  const select = database.prepare("SELECT * FROM layer ORDER BY number");
  const setCounts = database.prepare("UPDATE layer SET features = ?, monitored = ? WHERE number = ?");
  const upsert = database.prepare(`
    INSERT INTO layer (id, name, name_en, kind, tileset, cim_level, access, west, south, east, north, length_m, assumptions,
      published_at, revision)
    VALUES (:id, :name, :nameEn, :kind, :tileset, :cimLevel, :access, :west, :south, :east, :north, :lengthM, :assumptions,
      :publishedAt, 1)
    ON CONFLICT (id) DO UPDATE SET name = :name, name_en = coalesce(:nameEn, name_en), kind = :kind,
      tileset = iif(:isTilesetTaken, NULL, coalesce(:tileset, tileset)), is_hidden = 0,
      cim_level = :cimLevel, access = :access,
      west = iif(:isBoxTaken, NULL, coalesce(:west, west)), south = iif(:isBoxTaken, NULL, coalesce(:south, south)),
      east = iif(:isBoxTaken, NULL, coalesce(:east, east)), north = iif(:isBoxTaken, NULL, coalesce(:north, north)),
      length_m = coalesce(:lengthM, length_m),
      assumptions = coalesce(:assumptionsGiven, assumptions), published_at = :publishedAt, revision = revision + 1`);
  const reserve = database.prepare(`
    INSERT INTO layer (id, name, kind, cim_level, access, published_at, is_hidden)
    VALUES (:id, :name, :kind, :cimLevel, :access, :publishedAt, 1) ON CONFLICT (id) DO NOTHING`);
  const hide = database.prepare("UPDATE layer SET is_hidden = 1, revision = revision + 1 WHERE number = ?");
  const numberOf = database.prepare("SELECT number FROM layer WHERE id = ?");
  let byId = new Map<string, RegisteredLayer>();
  let byNumber = new Map<number, RegisteredLayer>();
  const reload = () => {
    const rows = select.all() as unknown as LayerRow[];
    byNumber = new Map(rows.map((row) => [row.number, layerOf(row)]));
    const shown = rows.filter((row) => row.is_hidden === 0);
    byId = new Map(shown.map((row) => [row.id, byNumber.get(row.number) as RegisteredLayer]));
  };
  reload();
  return {
    list: () => [...byId.values()],
    find: (id) => byId.get(id),
    findByNumber: (number) => byNumber.get(number),
    numberOf: (id) => byId.get(id)?.number ?? (numberOf.get(id) as { number: number } | undefined)?.number,
    reserve(draft) {
      reserve.run({
        ...{ id: draft.id, name: draft.name, kind: draft.kind, cimLevel: draft.cimLevel },
        ...{ access: draft.access, publishedAt: draft.publishedAtMs },
      });
      reload();
      return (numberOf.get(draft.id) as { number: number }).number;
    },
    hide(number) {
      hide.run(number);
      reload();
    },
    upsert(draft) {
      const assumptions = draft.assumptions ? JSON.stringify(draft.assumptions) : null;
      const [west, south, east, north] = draft.bbox ?? [null, null, null, null];
      upsert.run({
        id: draft.id,
        name: draft.name,
        nameEn: draft.nameEn ?? null,
        kind: draft.kind,
        tileset: draft.tileset ?? null,
        isTilesetTaken: draft.tileset === null ? 1 : 0,
        isBoxTaken: draft.bbox === null ? 1 : 0,
        cimLevel: draft.cimLevel,
        access: draft.access,
        west,
        south,
        east,
        north,
        lengthM: draft.lengthM ?? null,
        assumptions: assumptions ?? "[]",
        assumptionsGiven: assumptions,
        publishedAt: draft.publishedAtMs,
      });
      reload();
      return byId.get(draft.id) as RegisteredLayer;
    },
    setCounts(number, { features, monitored }) {
      setCounts.run(features, monitored, number);
      reload();
    },
    reload,
  };
}

function layerOf(row: LayerRow): RegisteredLayer {
  const { west, south, east, north } = row;
  return {
    number: row.number,
    id: row.id,
    name: row.name,
    nameEn: row.name_en,
    kind: row.kind,
    tileset: row.tileset,
    features: row.features,
    monitored: row.monitored,
    revision: row.revision,
    cimLevel: row.cim_level,
    access: row.access,
    bbox:
      west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    lengthM: row.length_m,
    assumptions: JSON.parse(row.assumptions) as string[],
    publishedAt: row.published_at,
  };
}
