import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Type from "typebox";
import { requestJson, requestNothing } from "./http-client.ts";

const TokenIdSchema = Type.Union([Type.String(), Type.Number()]);
const TokenSchema = Type.Object({
  id: TokenIdSchema,
  name: Type.String(),
  createdAt: Type.Number(),
  lastUsedAt: Type.Union([Type.Number(), Type.Null()]),
});
const TokensAnswer = Type.Object({ items: Type.Array(TokenSchema) });
const NewTokenSchema = Type.Object({ id: TokenIdSchema, name: Type.String(), token: Type.String() });

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
    onSuccess: () => readTokensAgain(queries),
  });
}

/** Revokes a token: whoever holds it can push no more. */
export function useDeleteToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string | number) =>
      requestNothing(`/tokens/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: () => readTokensAgain(queries),
  });
}

/** Tokens stand in two lists: the keys themselves, and what came under them. */
function readTokensAgain(queries: QueryClient): Promise<unknown> {
  return Promise.all([
    queries.invalidateQueries({ queryKey: ["tokens"] }),
    queries.invalidateQueries({ queryKey: ["integrators"], exact: true }),
  ]);
}
