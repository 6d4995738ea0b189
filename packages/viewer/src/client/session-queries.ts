import { type Credentials, CurrentSessionSchema } from "@shuicheng/shared/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { requestJson, requestNothing } from "./http-client.ts";
import { setServerOffsetMs } from "./server-clock.ts";

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
