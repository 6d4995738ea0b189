import type { Datastream } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { encodeCsv } from "./encode-csv.ts";
import { encodeParquet } from "./encode-parquet.ts";
import type { ExportNeeds, ExportRange } from "./export-needs.ts";
import { readDistrict } from "./in-district.ts";
import { readRows } from "./read-rows.ts";

/** Whose observations are wanted. */
export type ExportSelection =
  | { readonly by: "datastream"; readonly ids: readonly string[] }
  | { readonly by: "layer"; readonly id: string }
  | { readonly by: "district"; readonly id: string };

/** Exports of the history, page by page. */
export interface Exports {
  /** @throws {Fault} `datastream/unknown`, `layer/unknown`, `basemap/none`, `request/invalid` (district) */
  select(selection: ExportSelection): Promise<readonly Datastream[]>;
  /** The file in parts; none of it is read before it is asked for. */
  encode(
    format: "csv" | "parquet",
    datastreams: readonly Datastream[],
    range: ExportRange,
  ): AsyncIterable<string | Uint8Array>;
}

const DATASTREAMS_AT_ONCE = 1_000;

/** Creates the exports over the city's queries. */
export function createExports(needs: ExportNeeds): Exports {
  function* all(layer?: string): Generator<Datastream> {
    for (let after: number | undefined; ; ) {
      const query = { ...(layer === undefined ? {} : { layer }), after, limit: DATASTREAMS_AT_ONCE };
      const { items, next } = needs.datastreams(query);
      yield* items;
      if (next === undefined) return;
      after = next;
    }
  }

  function require(id: string): Datastream {
    const datastream = needs.findDatastream(id);
    if (!datastream) throw new Fault("datastream/unknown", `there is no datastream ${id}`, { id });
    return datastream;
  }

  return {
    async select(selection) {
      if (selection.by === "datastream") return [...new Set(selection.ids)].map(require);
      if (selection.by === "layer") return [...all(selection.id)];
      const isInDistrict = await readDistrict(needs.baseMap()?.file, selection.id);
      return [...all()].filter(({ asset }) => {
        const place = needs.findAsset(asset)?.position;
        return place !== null && place !== undefined && isInDistrict(place);
      });
    },
    encode(format, datastreams, range) {
      const pages = readRows(needs, datastreams, range);
      return format === "csv" ? encodeCsv(pages) : encodeParquet(pages);
    },
  };
}
