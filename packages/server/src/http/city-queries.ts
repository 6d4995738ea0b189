import type { Readable } from "node:stream";
import type {
  Asset,
  Binding,
  BindReport,
  Bucket,
  Datastream,
  Job,
  KeptFrom,
  Layer,
  LayerClasses,
  LayerDatastreams,
  LayerKind,
  Observation,
  Registration,
  RetentionInForce,
  TableImport,
} from "@shuicheng/shared/contracts";

/** A page of a list, before it is cut: one more than asked for tells whether there is a next. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Position to go on from; undefined on the last page. */
  readonly next: number | undefined;
}

/** What the routes ask the rest of the server; compose.ts answers. Nothing here knows of HTTP. */
export interface CityQueries extends JobQueries {
  layers(): readonly Layer[];
  findLayer(id: string): Layer | undefined;
  /** Lon, lat (degrees), orthometric height (m) per feature index; NaN where an asset has no place or is gone. */
  positions(layerId: string): Promise<Float64Array>;
  /** Classes of a layer's assets, the most frequent first. */
  classes(layerId: string): Promise<LayerClasses>;
  /** By feature index the place of its class in {@link classes}; {@link NO_CLASS} where there is no asset. */
  classIndices(layerId: string): Promise<Uint8Array>;
  /** Datastreams of a layer with their handles. */
  layerDatastreams(layerId: string): LayerDatastreams;
  /** The vector base map as JSON, or undefined where there is none. */
  baseMap(): { readonly file: string } | undefined;
  assets(query: {
    layer?: string | undefined;
    class?: string | undefined;
    text?: string | undefined;
    features?: readonly number[] | undefined;
    isMonitored?: boolean | undefined;
    /** Those whose `from` or `to` is this asset. @throws {Fault} `asset/unknown` */
    connected?: string | undefined;
    after: number | undefined;
    limit: number;
  }): Page<Asset>;
  findAsset(id: string): Asset | undefined;
  datastreams(query: {
    layer?: string | undefined;
    /** Those of these assets only. @throws {Fault} `asset/unknown`, naming the first that is not there */
    assets?: readonly string[] | undefined;
    after: number | undefined;
    limit: number;
  }): Page<Datastream>;
  findDatastream(id: string): Datastream | undefined;
  /** How long what is kept of a datastream. @throws {Fault} `datastream/unknown` */
  retentionOf(id: string): RetentionInForce;
  /** Observations with from ≤ time ≤ to, ascending, and from when on there are any. */
  observations(
    id: string,
    fromMs: number,
    toMs: number,
    limit: number,
  ): Promise<Page<Observation> & { readonly keptFrom: KeptFrom }>;
  summarise(
    id: string,
    fromMs: number,
    toMs: number,
    points: number,
  ): Promise<{ readonly buckets: readonly Bucket[]; readonly keptFrom: KeptFrom }>;
  register(
    registration: Registration,
    isDryRun: boolean,
  ): Promise<{
    layer: Layer;
    /** Assets that are new, and those that are others than before. */
    added: number;
    changed: number;
    datastreams: number;
    /** Datastreams that are new or others than before. */
    datastreamsChanged: number;
  }>;
  /**
   * Registers the good rows of a table in CSV.
   *
   * @throws {Fault} `request/malformed-body`, `request/unsupported-media-type` of what is no table
   */
  registerTable(
    upload: {
      readonly bytes: Uint8Array;
      readonly charset: string | undefined;
      readonly layer: { readonly id: string; readonly name?: string; readonly kind?: LayerKind };
    },
    isDryRun: boolean,
  ): Promise<TableImport>;
  /** A table to be filled in. */
  tableTemplate(language: "en" | "zh"): string;
  /** Lets datastreams observe other assets. @throws {Fault} `datastream/unknown`, `asset/unknown` */
  bind(bindings: readonly Binding[], isDryRun: boolean): Promise<Omit<BindReport, "dryRun">>;
  importNetwork(upload: {
    name: string;
    layer?: string | undefined;
    place?: string | undefined;
    body: Readable;
  }): Promise<Job>;
}

/** Long work, as the routes see it. */
export interface JobQueries {
  jobs(): readonly Job[];
  findJob(id: string): Job | undefined;
  /** Ends a job that waits or runs and answers how it ended; forgets one that has ended before. */
  dropJob(id: string): Promise<Job>;
  /** @throws {Fault} `job/not-restartable` */
  restartJob(id: string): Job;
}
