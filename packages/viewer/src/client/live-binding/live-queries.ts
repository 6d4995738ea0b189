import {
  type Binding,
  BindReportSchema,
  type Datastream,
  DatastreamSchema,
} from "@shuicheng/shared/contracts";
import { queryOptions, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import Type, { type Static } from "typebox";
import { buildPath, requestJson } from "../http-client.ts";
import { readElementFeatures } from "../inspector/link/element-features.ts";

const DatastreamsAnswer = Type.Object({
  items: Type.Array(DatastreamSchema),
  nextCursor: Type.Optional(Type.String()),
});
const PAGE = 10_000;

/** The datastreams of a layer, those that lost their element among them. */
export interface LayerDatastreams {
  readonly id: string;
  readonly datastreams: readonly Datastream[];
}

function layerDatastreamsQuery(layer: string) {
  return queryOptions({
    queryKey: ["datastreams", "layer", layer],
    queryFn: async ({ signal }): Promise<LayerDatastreams> => {
      const datastreams: Datastream[] = [];
      for (let cursor: string | undefined = ""; cursor !== undefined; ) {
        const path = buildPath("/datastreams", { layer, limit: PAGE, cursor: cursor || undefined });
        const page: Static<typeof DatastreamsAnswer> = await requestJson(path, DatastreamsAnswer, { signal });
        datastreams.push(...page.items);
        cursor = page.nextCursor;
      }
      return { id: layer, datastreams };
    },
  });
}

/** {@link LayerDatastreams} of some layers, those that have been read. The same array until one changes. */
export function useLayerDatastreams(layers: readonly string[]): readonly LayerDatastreams[] {
  return useQueries({ queries: layers.map(layerDatastreamsQuery), combine: takeRead });
}

const takeRead = (
  results: readonly { readonly data: LayerDatastreams | undefined }[],
): readonly LayerDatastreams[] => results.flatMap(({ data }) => data ?? []);

/** By row of a model's table the feature index that its layer's statuses are in. */
export function useElementFeatures(model: string) {
  return useQuery({
    queryKey: ["models", model, "features"],
    queryFn: ({ signal }) => readElementFeatures(model, signal),
  });
}

/** Lets datastreams observe other elements; answers what they observed before, which takes it back. */
export function useBind() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (bindings: readonly Binding[]) =>
      requestJson("/datastreams/bind", BindReportSchema, { method: "POST", body: { bindings } }),
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === "datastreams" || queryKey[0] === "layers",
      }),
  });
}
