import {
  BatchCheckSchema,
  type Pull,
  type PullInput,
  PullOutcomeSchema,
  PullSchema,
} from "@shuicheng/shared/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Type from "typebox";
import { requestJson, requestNothing } from "../http-client.ts";

const REFRESH_MS = 5_000;
const PullsAnswer = Type.Object({ items: Type.Array(PullSchema) });

/** Documents that the server fetches, and how each goes. For administrators. */
export function useConnectors(enabled: boolean) {
  return useQuery({
    queryKey: ["connectors"],
    queryFn: async ({ signal }) => (await requestJson("/connectors", PullsAnswer, { signal })).items,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
    enabled,
  });
}

/** Everything that can be done with a connector; the list is read again after each. */
export function useConnectorActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["connectors"] });
  const address = (id: number) => `/connectors/${id}`;
  return {
    /** Makes one where there is no id. */
    save: useMutation({
      mutationFn: ({ id, input }: { readonly id: number | undefined; readonly input: PullInput }) =>
        id === undefined
          ? requestJson("/connectors", PullSchema, { method: "POST", body: input })
          : requestJson(address(id), PullSchema, { method: "PUT", body: input }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: number) => requestNothing(address(id), { method: "DELETE" }),
      onSettled,
    }),
    /** Fetches now and stores nothing. */
    check: useMutation({
      mutationFn: (id: number) => requestJson(`${address(id)}/check`, BatchCheckSchema, { method: "POST" }),
    }),
    run: useMutation({
      mutationFn: (id: number) => requestJson(`${address(id)}/run`, PullOutcomeSchema, { method: "POST" }),
      onSettled,
    }),
  };
}

/** What of a connector can be sent back: without what the server adds to it. Header values stay null and so as they are. */
export function inputOf({ id: _, last: __, failures: ___, nextAt: ____, ...input }: Pull): PullInput {
  return input;
}
