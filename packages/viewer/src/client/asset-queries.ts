import { type Asset, AssetSchema, DatastreamSchema } from "@shuicheng/shared/contracts";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import Type from "typebox";
import { ApiProblem } from "./api-problem.ts";
import { createDatastreamLoader } from "./datastream-loader.ts";
import { buildPath, requestJson } from "./http-client.ts";
import type { FeatureRef } from "./view-store.ts";

const AssetsAnswer = Type.Object({
  items: Type.Array(AssetSchema),
  nextCursor: Type.Optional(Type.String()),
});
const DatastreamsAnswer = Type.Object({
  items: Type.Array(DatastreamSchema),
  nextCursor: Type.Optional(Type.String()),
});

/** Most features asked for in one request: the address stays under 1,000 characters. */
const FEATURES_A_REQUEST = 100;
/** Most datastreams of one asset that the panel lists. */
const DATASTREAMS_SHOWN = 100;
const DATASTREAMS_A_REQUEST = 10_000;
const SEARCH_RESULTS = 20;
/** Edges of one node; a junction has a handful. */
const CONNECTED_READ = 200;

/** The asset of a feature; undefined result while nothing is selected. */
export function useAssetOfFeature(feature: FeatureRef | null) {
  return useQuery({
    queryKey: ["assets", "feature", feature?.layer, feature?.featureIndex],
    queryFn: async ({ signal }): Promise<Asset> => {
      const query = { layer: feature?.layer, feature: feature?.featureIndex };
      const { items } = await requestJson(buildPath("/assets", query), AssetsAnswer, { signal });
      const asset = items[0];
      if (!asset)
        throw new ApiProblem({
          code: "asset/unknown",
          status: 404,
          detail: "no asset has this feature index",
        });
      return asset;
    },
    enabled: feature !== null,
  });
}

/** Names a feature across layers. */
export function featureKey({ layer, featureIndex }: FeatureRef): string {
  return `${layer}/${featureIndex}`;
}

/** Reads one asset by the id its integrator gave it. @throws {ApiProblem} `asset/unknown` */
export function readAsset(id: string): Promise<Asset> {
  return requestJson(`/assets/${encodeURIComponent(id)}`, AssetSchema);
}

/** Edges that end at an asset, in order of registration; `isMore` where there are more than are read. */
export function useConnectedAssets(asset: string) {
  return useQuery({
    queryKey: ["assets", "connected", asset],
    queryFn: async ({ signal }) => {
      const path = buildPath("/assets", { connected: asset, limit: CONNECTED_READ });
      const { items, nextCursor } = await requestJson(path, AssetsAnswer, { signal });
      return { items, isMore: nextCursor !== undefined };
    },
  });
}

/** The assets of some features by {@link featureKey}; the ones known before stay while the next are read. */
export function useAssetsOfFeatures(features: readonly FeatureRef[]): ReadonlyMap<string, Asset> {
  const byLayer = [...Map.groupBy(features, (feature) => feature.layer)];
  return useQueries({
    queries: byLayer.map(([layer, members]) => {
      const indices = members.map((member) => member.featureIndex).sort((a, b) => a - b);
      return {
        queryKey: ["assets", "features", layer, indices],
        queryFn: ({ signal }: { signal: AbortSignal }) => readAssets(layer, indices, signal),
        placeholderData: keepPreviousData<readonly Asset[]>,
      };
    }),
    combine: collectAssets,
  });
}

async function readAssets(
  layer: string,
  indices: readonly number[],
  signal: AbortSignal,
): Promise<readonly Asset[]> {
  const found: Asset[] = [];
  for (let at = 0; at < indices.length; at += FEATURES_A_REQUEST) {
    const chunk = indices.slice(at, at + FEATURES_A_REQUEST);
    const path = buildPath("/assets", { layer, feature: chunk.join(","), limit: chunk.length });
    found.push(...(await requestJson(path, AssetsAnswer, { signal })).items);
  }
  return found;
}

function collectAssets(
  results: readonly { readonly data: readonly Asset[] | undefined }[],
): ReadonlyMap<string, Asset> {
  return new Map(results.flatMap(({ data }) => (data ?? []).map((asset) => [featureKey(asset), asset])));
}

/** Assets whose id, name or class matches; nothing for an empty text. */
export function useAssetSearch(text: string) {
  const q = text.trim();
  return useQuery({
    queryKey: ["assets", "search", q],
    queryFn: ({ signal }) =>
      requestJson(buildPath("/assets", { q, limit: SEARCH_RESULTS }), AssetsAnswer, { signal }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
}

/** The datastreams of an asset; what a list asks for at once is one request. */
export function useDatastreams(asset: string | undefined) {
  return useQuery({
    queryKey: ["datastreams", asset],
    queryFn: async () => (await loadDatastreams(asset as string)).slice(0, DATASTREAMS_SHOWN),
    enabled: asset !== undefined,
  });
}

const loadDatastreams = createDatastreamLoader(async (assets) => {
  const path = buildPath("/datastreams", { asset: assets.join(","), limit: DATASTREAMS_A_REQUEST });
  return (await requestJson(path, DatastreamsAnswer)).items;
});
