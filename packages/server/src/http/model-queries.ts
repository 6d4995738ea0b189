import type { Readable } from "node:stream";
import type {
  HandPlaceInput,
  Job,
  Model,
  ModelElement,
  ModelHealthReport,
  ModelRevision,
  Uploader,
} from "@shuicheng/shared/contracts";

/** How a property may be compared. */
export const ELEMENT_OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "contains", "exists"] as const;

/** Which elements of a model are asked for; every part that is given must hold. */
export interface ElementFilter {
  /** With its subclasses. */
  readonly class?: string;
  /** GlobalId or name. */
  readonly storey?: string;
  readonly property?: {
    /** `Pset_WallCommon.FireRating`; `*.FireRating` for any set. */
    readonly property: string;
    readonly operator: (typeof ELEMENT_OPERATORS)[number];
    readonly value?: string;
  };
  readonly text?: string;
}

/**
 * What the routes of models ask the rest of the server. All but `importModel` throw {@link Fault} `model/unknown` for a
 * model that is not there.
 */
export interface ModelQueries {
  /** @throws {Fault} `model/*`, `request/*`: before there is a job. */
  importModel(upload: {
    name: string;
    place?: string | undefined;
    crs?: string | undefined;
    model?: string | undefined;
    isAgain?: boolean | undefined;
    uploadedBy: Uploader;
    body: Readable;
  }): Promise<Job>;
  list(): readonly Model[];
  find(id: string): Model;
  health(id: string): ModelHealthReport;
  revisions(id: string): readonly ModelRevision[];
  elements(
    id: string,
    filter: ElementFilter,
    after: number,
    limit: number,
  ): Promise<{
    readonly items: readonly ModelElement[];
    readonly total: number;
    readonly next: number | undefined;
  }>;
  /** Everything about one element, as JSON. @throws {Fault} `model/unknown-element` */
  element(id: string, key: string): Promise<object>;
  source(id: string, revision: number | undefined): { readonly file: string; readonly name: string };
  /** What a viewer of its own needs besides tiles. `revision` counts files and placements. */
  parts(id: string): {
    readonly revision: string;
    /** Serialised element table. */
    readonly table: string;
    /** Feature index of each row, little-endian u32. */
    readonly features: string;
    /** Origin of the tiles' frame in the model's, metres. */
    readonly originM: readonly [number, number, number];
  };
  /** Number of each feature's storey by feature index; 65535 for none. */
  storeyIndices(id: string): Promise<Uint16Array>;
  /** @throws {Fault} `model/busy` */
  place(id: string, place: HandPlaceInput | undefined): Promise<Model>;
  /** @throws {Fault} `model/busy` */
  remove(id: string): Promise<void>;
}
