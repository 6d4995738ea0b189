import { type Source, type SourceInput, SourceSchema } from "@shuicheng/shared/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Type from "typebox";
import { requestJson, requestNothing } from "../http-client.ts";

const REFRESH_MS = 5_000;
const SourcesAnswer = Type.Object({ items: Type.Array(SourceSchema) });

/** What delivers by HJ 212 and OPC UA, and how each goes. For administrators. */
export function useSources() {
  return useQuery({
    queryKey: ["sources"],
    queryFn: async ({ signal }) => (await requestJson("/sources", SourcesAnswer, { signal })).items,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
}

/** Everything that can be done with a source; the list is read again after each. */
export function useSourceActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["sources"] });
  return {
    /** Makes one where there is no id. */
    save: useMutation({
      mutationFn: ({ id, input }: { readonly id: number | undefined; readonly input: SourceInput }) =>
        id === undefined
          ? requestJson("/sources", SourceSchema, { method: "POST", body: input })
          : requestJson(`/sources/${id}`, SourceSchema, { method: "PUT", body: input }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: number) => requestNothing(`/sources/${id}`, { method: "DELETE" }),
      onSettled,
    }),
  };
}

/** What of a source can be sent back: without what the server adds to it. Passwords stay null and so as they are. */
export function inputOfSource({ id: _, status: __, ...input }: Source): SourceInput {
  return input;
}
