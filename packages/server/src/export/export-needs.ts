import type { Asset, Datastream, Observation } from "@shuicheng/shared/contracts";

/** One page of a list and where the next begins; undefined on the last. */
interface Page<T> {
  readonly items: readonly T[];
  readonly next: number | undefined;
}

/** What an export asks of the city. */
export interface ExportNeeds {
  findDatastream(id: string): Datastream | undefined;
  findAsset(id: string): Asset | undefined;
  datastreams(query: { layer?: string; after: number | undefined; limit: number }): Page<Datastream>;
  /** Observations with from ≤ time ≤ to, ascending; `next` is the time that the next page begins with. */
  observations(id: string, fromMs: number, toMs: number, limit: number): Promise<Page<Observation>>;
  /** The vector base map as a file of JSON, which knows the districts; undefined where there is none. */
  baseMap(): { readonly file: string } | undefined;
}

/** A range of time, both ends included. Epoch ms, UTC. */
export interface ExportRange {
  readonly fromMs: number;
  readonly toMs: number;
}
