import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./api-problem.ts";

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
