import type {
  Acknowledgement,
  Attribute,
  Observation,
  Position,
  Quality,
  Registration,
  ResultType,
  Unit,
} from "@shuicheng/shared/contracts";

/** An asset, as things are made of it. */
export interface StaAsset {
  readonly number: number;
  readonly id: string;
  readonly class: string;
  readonly name: string;
  readonly layerNumber: number;
  readonly position: Position | null;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A registered datastream. */
export interface StaDatastream {
  readonly handle: number;
  readonly id: string;
  readonly assetNumber: number;
  readonly name: string;
  readonly observedProperty: string;
  readonly resultType: ResultType;
  readonly categories: readonly string[];
  readonly unit: Unit | null;
  readonly range: { readonly min: number | null; readonly max: number | null };
  readonly limits: Readonly<Record<string, number | undefined>>;
  readonly expectedIntervalMs: number;
  readonly staleAfterMs: number;
  readonly decimals: number;
}

/** What a client said, as it is kept. */
export interface KeptEntity {
  readonly number: number;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Of one observation, what is kept apart from its series. */
export interface KeptObservation {
  readonly handle: number;
  readonly timeMs: number;
  readonly isDeleted: boolean;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  readonly feature: string | undefined;
}

/** Where what clients say is kept. */
export interface StaShelf {
  find(kind: string, id: string): KeptEntity | undefined;
  listAfter(kind: string, number: number, limit: number): KeptEntity[];
  count(kind: string): number;
  put(kind: string, id: string, body: Readonly<Record<string, unknown>>): void;
  remove(kind: string, id: string): void;
  link(kind: string, source: string, target: string): void;
  unlink(kind: string, ends: { readonly source: string } | { readonly target: string }): void;
  targets(kind: string, source: string): string[];
  sources(kind: string, target: string): string[];
  observations(handle: number, fromMs: number, toMs: number): ReadonlyMap<number, KeptObservation>;
  ofFeature(feature: string, after: { handle: number; timeMs: number }, limit: number): KeptObservation[];
  putObservation(observation: KeptObservation): void;
  removeObservation(handle: number, timeMs: number): void;
  transact<T>(work: () => T): T;
}

/** What is read of the rest of the server. */
export interface StaReads {
  readonly shelf: StaShelf;
  findAsset(id: string): StaAsset | undefined;
  findAssetByNumber(number: number): StaAsset | undefined;
  /** In order of number. */
  assetsAfter(number: number, limit: number): StaAsset[];
  /** Those with datastreams only. */
  monitoredAfter(number: number, limit: number): StaAsset[];
  findLayerId(layerNumber: number): string | undefined;
  findDatastream(id: string): StaDatastream | undefined;
  findDatastreamByHandle(handle: number): StaDatastream | undefined;
  /** In order of handle. */
  datastreams(): Iterable<StaDatastream>;
  datastreamsOf(assetNumber: number): readonly StaDatastream[];
  /** The newest observation, without reading history. */
  findLatest(datastream: StaDatastream): Observation | undefined;
  /** With `fromMs` ≤ time ≤ `toMs`, ascending, deleted ones too. */
  observations(
    datastream: StaDatastream,
    fromMs: number,
    toMs: number,
    limit: number,
  ): Promise<Observation[]>;
  /** How many there are, deleted ones too. */
  countObservations(datastream: StaDatastream, fromMs: number, toMs: number): Promise<number>;
  now(): number;
}

/** What is changed in the rest of the server. */
export interface StaWrites {
  /** The one way in for observations. @throws {Fault} `ingest/*` for the whole batch. */
  admit(
    tokenId: number,
    payload: {
      readonly items: readonly {
        readonly datastream: string;
        readonly time: number;
        readonly result: unknown;
        readonly quality?: Quality;
      }[];
    },
  ): Promise<Acknowledgement>;
  /** Adds or changes assets and datastreams: all or none. */
  register(registration: Registration): Promise<void>;
  /** Takes assets (with their datastreams) and datastreams out of use. */
  retire(ids: { readonly assets: readonly string[]; readonly datastreams: readonly string[] }): Promise<void>;
  /** Whether assets of a layer come from a file and leave with it: their tiles would show them still. */
  isDrawn(layerNumber: number): boolean;
  newId(): string;
}
