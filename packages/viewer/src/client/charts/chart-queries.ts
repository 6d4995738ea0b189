import { type Asset, AssetSchema, type Datastream, DatastreamSchema } from "@shuicheng/shared/contracts";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import Type from "typebox";
import { readAsset } from "../asset-queries.ts";
import { buildPath, requestJson } from "../http-client.ts";

/** A datastream that somebody wants in a chart, with its asset as far as it is known. */
export interface ChartSubject {
  readonly id: string;
  readonly datastream: Datastream | undefined;
  readonly asset: Asset | undefined;
  /** Why it could not be read. */
  readonly error: unknown;
  retry(): void;
}

const AssetsAnswer = Type.Object({
  items: Type.Array(AssetSchema),
  nextCursor: Type.Optional(Type.String()),
});
const DatastreamsAnswer = Type.Object({ items: Type.Array(DatastreamSchema) });
const ASSETS_FOUND = 12;
const DATASTREAMS_FOUND = 200;

/** Reads the datastreams of a chart, in their order, and what they observe. */
export function useChartSubjects(ids: readonly string[]): readonly ChartSubject[] {
  const datastreams = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["datastreams", "one", id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        requestJson(`/datastreams/${encodeURIComponent(id)}`, DatastreamSchema, { signal }),
    })),
  });
  const observed = [...new Set(datastreams.flatMap(({ data }) => data?.asset ?? []))];
  const assets = useQueries({
    queries: observed.map((id) => ({ queryKey: ["assets", id], queryFn: () => readAsset(id) })),
  });
  const assetOf = new Map(observed.map((id, i) => [id, assets[i]?.data]));
  return ids.map((id, i) => {
    const own = datastreams[i];
    return {
      id,
      datastream: own?.data,
      asset: assetOf.get(own?.data?.asset ?? ""),
      error: own?.error ?? null,
      retry: () => void own?.refetch(),
    };
  });
}

/** An asset that was found, with what is observed of it. */
export interface FoundAsset {
  readonly asset: Asset;
  readonly datastreams: readonly Datastream[];
}

/** Monitored assets whose name, code or place matches, with their datastreams; the first of the city for an empty text. */
export function useSubjectSearch(text: string, isOpen: boolean) {
  const q = text.trim();
  return useQuery({
    queryKey: ["datastreams", "search", q],
    queryFn: async ({ signal }): Promise<{ found: readonly FoundAsset[]; isMore: boolean }> => {
      const query = { ...(q === "" ? {} : { q }), monitored: "true", limit: ASSETS_FOUND };
      const { items, nextCursor } = await requestJson(buildPath("/assets", query), AssetsAnswer, { signal });
      if (items.length === 0) return { found: [], isMore: false };
      const path = buildPath("/datastreams", {
        ...{ asset: items.map(({ id }) => id).join(","), limit: DATASTREAMS_FOUND },
      });
      const answer = await requestJson(path, DatastreamsAnswer, { signal });
      const byAsset = Map.groupBy(answer.items, ({ asset }) => asset);
      const found = items.map((asset) => ({ asset, datastreams: byAsset.get(asset.id) ?? [] }));
      return { found: found.filter((each) => each.datastreams.length > 0), isMore: nextCursor !== undefined };
    },
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
}
