import {
  type BaseMap,
  BaseMapSchema,
  type Layer,
  type LayerClasses,
  LayerClassesSchema,
  LayerSchema,
} from "@shuicheng/shared/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import Type from "typebox";
import { ApiProblem } from "./api-problem.ts";
import { buildPath, requestBytes, requestFloats, requestJson } from "./http-client.ts";

const LayersAnswer = Type.Object({ items: Type.Array(LayerSchema) });
const EMPTY_CITY_POLL_MS = 5_000;

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

/** The storey of each feature of a model by its number in the tiles, by feature index; 65535 for none. */
export async function readStoreyIndices(layer: Layer, signal?: AbortSignal): Promise<Uint16Array> {
  const path = `/models/${encodeURIComponent(layer.id)}/storey-indices`;
  const bytes = await requestBytes(buildPath(path, { revision: layer.revision }), { signal });
  return new Uint16Array(bytes.buffer);
}

/** What {@link layerClassesQuery} answers. */
export interface LayerClassesRead {
  readonly items: LayerClasses["items"];
  /** One byte a feature: its class by position in `items`, `NO_CLASS` for none. */
  readonly indices: Uint8Array;
}

/** The classes of a layer's assets with how many features each has, and the class of each feature: one reading for all. */
export function layerClassesQuery(layer: Layer) {
  const at = (path: string): string =>
    buildPath(`/layers/${encodeURIComponent(layer.id)}/${path}`, { revision: layer.revision });
  return queryOptions({
    queryKey: ["classes", layer.id, layer.revision],
    queryFn: async ({ signal }): Promise<LayerClassesRead> => {
      const [{ items }, indices] = await Promise.all([
        requestJson(at("classes"), LayerClassesSchema, { signal }),
        requestBytes(at("class-indices"), { signal }),
      ]);
      return { items, indices };
    },
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
