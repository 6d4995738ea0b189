import {
  type Asset,
  AssetSchema,
  type BaseMap,
  BaseMapSchema,
  type Credentials,
  CurrentSessionSchema,
  DatastreamSchema,
  JobSchema,
  type Layer,
  type LayerClasses,
  LayerClassesSchema,
  LayerSchema,
} from "@shuicheng/shared/contracts";
import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import Type from "typebox";
import { ApiProblem } from "./api-problem.ts";
import { createDatastreamLoader } from "./datastream-loader.ts";
import { buildPath, requestBytes, requestFloats, requestJson, requestNothing } from "./http-client.ts";
import { setServerOffsetMs } from "./server-clock.ts";
import type { FeatureRef } from "./view-store.ts";

const LayersAnswer = Type.Object({ items: Type.Array(LayerSchema) });
const AssetsAnswer = Type.Object({
  items: Type.Array(AssetSchema),
  nextCursor: Type.Optional(Type.String()),
});
const DatastreamsAnswer = Type.Object({
  items: Type.Array(DatastreamSchema),
  nextCursor: Type.Optional(Type.String()),
});
const JobsAnswer = Type.Object({ items: Type.Array(JobSchema) });
const TokenIdSchema = Type.Union([Type.String(), Type.Number()]);
const TokenSchema = Type.Object({
  id: TokenIdSchema,
  name: Type.String(),
  createdAt: Type.Number(),
  lastUsedAt: Type.Union([Type.Number(), Type.Null()]),
});
const TokensAnswer = Type.Object({ items: Type.Array(TokenSchema) });
const NewTokenSchema = Type.Object({ id: TokenIdSchema, name: Type.String(), token: Type.String() });

/** Most features asked for in one request: the address stays under 1,000 characters. */
const FEATURES_A_REQUEST = 100;
/** Most datastreams of one asset that the panel lists. */
const DATASTREAMS_SHOWN = 100;
const DATASTREAMS_A_REQUEST = 10_000;
const SEARCH_RESULTS = 20;
/** Edges of one node; a junction has a handful. */
const CONNECTED_READ = 200;
const JOB_POLL_MS = 1_000;
const IDLE_JOB_POLL_MS = 5_000;
const EMPTY_CITY_POLL_MS = 5_000;

/** A query client for a page that may have no internet at all: it never waits for `navigator.onLine`. */
export function createQueryClient(): QueryClient {
  const isWorthAnotherTry = (failures: number, error: unknown): boolean =>
    failures < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500);
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => askWhoIsSignedIn(error) }),
    mutationCache: new MutationCache({ onError: (error) => askWhoIsSignedIn(error) }),
    defaultOptions: {
      queries: {
        networkMode: "always",
        refetchOnWindowFocus: false,
        staleTime: 60_000,
        retry: isWorthAnotherTry,
      },
      mutations: { networkMode: "always" },
    },
  });
  /** A session that ended shows the sign-in form rather than a failure in each panel. */
  const askWhoIsSignedIn = (error: unknown): void => {
    if (error instanceof ApiProblem && error.code === "access/unauthenticated") {
      void queries.invalidateQueries({ queryKey: ["session"] });
    }
  };
  return queries;
}

/** Who is signed in, and what the page must know before it draws. */
export function useSession() {
  return useQuery({
    queryKey: ["session"],
    queryFn: async ({ signal }) => {
      const session = await requestJson("/sessions/current", CurrentSessionSchema, { signal });
      setServerOffsetMs(session.serverTime - Date.now());
      return session;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Signs in; everything is read anew, since another person may see other things. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) =>
      requestJson("/sessions", CurrentSessionSchema, { method: "POST", body: credentials }),
    onSuccess: (session) => {
      queries.setQueryData(["session"], session);
      return queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    },
  });
}

/** Signs out. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => requestNothing("/sessions/current", { method: "DELETE" }),
    onSuccess: () => queries.resetQueries(),
  });
}

/** Every layer the person may see. */
export function useLayers(enabled = true) {
  return useQuery({
    queryKey: ["layers"],
    queryFn: async ({ signal }): Promise<readonly Layer[]> =>
      (await requestJson("/layers", LayersAnswer, { signal })).items,
    // The live link tells of new layers; an empty page also asks by itself, lest it stay empty.
    refetchInterval: (query) => (query.state.data?.length === 0 ? EMPTY_CITY_POLL_MS : false),
    enabled,
  });
}

/** Lon, lat (WGS84 degrees) and orthometric height (m) of each feature of a layer; NaN where it has no place. */
export function readPositions(layer: Layer, signal?: AbortSignal): Promise<Float64Array> {
  return requestFloats(
    buildPath(`/layers/${encodeURIComponent(layer.id)}/positions`, { revision: layer.revision }),
    { signal },
  );
}

/** The classes of a layer's assets with how many features each has; `class-indices` names them by position. */
export async function readLayerClasses(layer: Layer, signal?: AbortSignal): Promise<LayerClasses["items"]> {
  const path = buildPath(`/layers/${encodeURIComponent(layer.id)}/classes`, { revision: layer.revision });
  return (await requestJson(path, LayerClassesSchema, { signal })).items;
}

/** One byte a feature: its class by position in {@link readLayerClasses}, `NO_CLASS` for none. */
export function readClassIndices(layer: Layer, signal?: AbortSignal): Promise<Uint8Array> {
  return requestBytes(
    buildPath(`/layers/${encodeURIComponent(layer.id)}/class-indices`, { revision: layer.revision }),
    { signal },
  );
}

/** What {@link useLayerClasses} answers. */
export interface LayerClassesRead {
  readonly items: LayerClasses["items"];
  readonly indices: Uint8Array;
}

/** Classes of a layer and the class of each feature, read when somebody looks into the layer. */
export function useLayerClasses(layer: Layer, enabled: boolean) {
  return useQuery({
    queryKey: ["classes", layer.id, layer.revision],
    queryFn: async ({ signal }): Promise<LayerClassesRead> => {
      const [items, indices] = await Promise.all([
        readLayerClasses(layer, signal),
        readClassIndices(layer, signal),
      ]);
      return { items, indices };
    },
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The vector base map; null where the server has none. */
export async function readBaseMap(signal?: AbortSignal): Promise<BaseMap | null> {
  try {
    return await requestJson("/basemap", BaseMapSchema, { signal });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

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

/** Long work on the server: each second while some runs. */
export function useJobs() {
  return useQuery({
    queryKey: ["jobs"],
    queryFn: async ({ signal }) => (await requestJson("/jobs", JobsAnswer, { signal })).items,
    retry: false,
    refetchInterval: (query) =>
      query.state.data?.some(({ state }) => state === "running" || state === "queued")
        ? JOB_POLL_MS
        : IDLE_JOB_POLL_MS,
  });
}

/** The tokens integrators hold; their secret is not among it. */
export function useTokens(enabled: boolean) {
  return useQuery({
    queryKey: ["tokens"],
    queryFn: async ({ signal }) => (await requestJson("/tokens", TokensAnswer, { signal })).items,
    enabled,
  });
}

/** Makes a token; the answer is the only time its secret is seen. */
export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => requestJson("/tokens", NewTokenSchema, { method: "POST", body: { name } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
}

/** Revokes a token: whoever holds it can push no more. */
export function useDeleteToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string | number) =>
      requestNothing(`/tokens/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
}
