import type { HandPlaceInput, ModelPlacement, ModelStorey } from "@shuicheng/shared/contracts";
import type { ConvertedModel, DrawnExtent, Georeference } from "@shuicheng/shared/ifc";

/** What placing a model anew needs: kept beside its table. Plain JSON. */
export interface ModelFrame {
  readonly georeference: Georeference;
  readonly extent: DrawnExtent | null;
  readonly originM: readonly [number, number, number];
  /** Instead of the CRS that the file names. */
  readonly crs: string | null;
}

/** A converted model to be kept in `folder` and made into assets. */
export interface KeepOrder {
  readonly folder: string;
  readonly modelId: string;
  readonly model: Pick<
    ConvertedModel,
    "table" | "boundsM" | "georeference" | "extent" | "originM" | "placed"
  >;
  readonly crs: string | null;
  /** Feature index by row. */
  readonly features: Uint32Array;
  /** Folder of the revision before; null for the first. */
  readonly before: string | null;
}

/** What a table says of the model as a whole. */
export interface KeptModel {
  readonly elements: number;
  readonly storeys: readonly ModelStorey[];
  /** Elements that are in the revision before as well, and not the same; the first thousand by key. */
  readonly changed: number;
  readonly changedKeys: readonly string[];
}

/** A kept model to be placed anew. */
export interface PlaceOrder {
  readonly folder: string;
  /** Absent: by what its file says. */
  readonly handPlace: HandPlaceInput | undefined;
  /** Folder of its tilesets as they are, and the one for them as they will be. */
  readonly tilesFrom: string;
  readonly tilesTo: string;
}

/** Where a model stands now. */
export interface ReplacedModel {
  readonly placement: ModelPlacement;
  /** West, south, east, north, degrees; null while nothing places it or nothing is drawn. */
  readonly bbox: readonly [number, number, number, number] | null;
}
