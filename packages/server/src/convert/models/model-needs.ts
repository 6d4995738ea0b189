import type {
  AssetInput,
  HandPlaceInput,
  ModelChanges,
  ModelHealthReport,
  ModelStorey,
  Orphan,
  Uploader,
} from "@shuicheng/shared/contracts";

/** What a model's layer is published as. */
export interface ModelLayer {
  readonly id: string;
  readonly name: string;
  readonly kind: "models";
  readonly cimLevel: number;
  readonly access: "public" | "restricted";
  /** Null takes it away: nothing places the model. */
  readonly tileset?: string | null;
  readonly bbox?: readonly [number, number, number, number] | null;
  readonly assumptions?: readonly string[];
  readonly publishedAtMs: number;
}

/** What a publication will have done, as the registry counts it; its lists of ids may be cut. */
export interface AssetChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly addedIds: readonly string[];
  readonly changedIds: readonly string[];
  readonly removedIds: readonly string[];
  readonly orphans: readonly { readonly datastream: string; readonly asset: string }[];
  readonly features: number;
  readonly monitored: number;
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

/** A publication under way; nothing of it is seen before the switch. */
export interface AssetPublication {
  put(assets: readonly AssetInput[]): Promise<void>;
  /** Retires what was not put. */
  finish(): Promise<AssetChanges>;
  /** Instead of the two above, where assets are only moved. */
  move(places: AssetMoves): Promise<void>;
  finishMoves(): Promise<AssetChanges>;
  switch(changes: AssetChanges, layer: ModelLayer | undefined, also: () => void): unknown;
}

/** A model as the registry keeps it. */
export interface StoredModel {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly handPlace: HandPlaceInput | undefined;
  readonly createdAtMs: number;
}

/** All there is to say of one revision. Plain JSON. */
export interface RevisionRecord {
  /** The job that made it. */
  readonly job: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly createdAtMs: number;
  /** Absent in revisions of older versions. */
  readonly uploadedBy?: Uploader;
  /** Of its tilesets, within the layer's folder. */
  readonly tileFolder: string;
  /** File names in it by category. */
  readonly tilesets: Readonly<Record<string, string>>;
  /** Its placement is the one in force. */
  readonly health: ModelHealthReport;
  readonly bbox: readonly [number, number, number, number] | null;
  readonly elements: number;
  readonly storeys: readonly ModelStorey[];
  readonly crs: string | null;
  readonly changes: ModelChanges;
  readonly orphans: readonly Orphan[];
}

/** One revision as the registry keeps it. */
export interface StoredRevision<R = RevisionRecord> {
  readonly model: string;
  readonly revision: number;
  readonly sha256: string;
  readonly record: R;
}

/** What models ask the rest of the server. */
export interface ModelNeeds {
  readonly modelsFolder: string;
  readonly tilesFolder: string;
  now(): number;
  readonly models: {
    list(): readonly StoredModel[];
    find(id: string): StoredModel | undefined;
    lastRevision(id: string): number;
    findRevision<R>(id: string, revision: number): StoredRevision<R> | undefined;
    revisions<R>(id: string): readonly StoredRevision<R>[];
    findBySha256(sha256: string): { readonly model: string; readonly revision: number } | undefined;
    put(model: StoredModel): void;
    putRevision(revision: StoredRevision<unknown>): void;
    remove(id: string): void;
  };
  findLayer(
    id: string,
  ):
    | { readonly revision: number; readonly access: "public" | "restricted"; readonly publishedAt: number }
    | undefined;
  /** Feature indices for assets of a layer, given out for good. @throws {Fault} `registry/conflict` */
  reserve(layer: ModelLayer, assetIds: readonly string[]): Promise<Uint32Array>;
  /** Runs one publication after the ones before it; when `work` throws before its switch, nothing has changed. */
  publish<T>(layer: ModelLayer, work: (publication: AssetPublication) => Promise<T>): Promise<T>;
  /** Tells twin and screens what the registry now says of a layer. */
  follow(layerId: string): Promise<void>;
}
