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
import type { StaShelf } from "./shelf/sta-shelf.ts";

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

/** Observations in columns, as they were stored. */
export interface CommittedObservations {
  readonly n: number;
  readonly handle: Int32Array;
  readonly timeMs: Float64Array;
  readonly result: Float64Array;
  readonly quality: Uint8Array;
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
  /** An observation from what is stored of it. @param quality Index into `QUALITIES`. */
  observationOf(datastream: StaDatastream, timeMs: number, result: number, quality: number): Observation;
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
