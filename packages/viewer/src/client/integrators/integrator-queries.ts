import {
  BatchCheckSchema,
  DatastreamHealthSchema,
  type HealthFilter,
  type HealthSort,
  IntegratorSchema,
  ReadableRejectionSchema,
  type TokenQuota,
} from "@shuicheng/shared/contracts";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import Type from "typebox";
import { buildPath, requestJson } from "../http-client.ts";

/** Health is read again this often while the page is looked at. */
const REFRESH_MS = 5_000;
/** Lines of the table that come with one answer. */
const HEALTH_PAGE = 500;
/** Beyond this many parts read, only a change of order or filter reads the table again: it would be minutes of reading. */
const MAX_REFRESHED_PAGES = 4;

const IntegratorsAnswer = Type.Object({ items: Type.Array(IntegratorSchema) });
const HealthAnswer = Type.Object({
  items: Type.Array(DatastreamHealthSchema),
  nextCursor: Type.Optional(Type.String()),
});
const RejectionsAnswer = Type.Object({ items: Type.Array(ReadableRejectionSchema) });

/** Every token that the person may see, with its counters. */
export function useIntegrators() {
  return useQuery({
    queryKey: ["integrators"],
    queryFn: async ({ signal }) => (await requestJson("/integrators", IntegratorsAnswer, { signal })).items,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
}

/** How the table of health is ordered and narrowed. */
export interface HealthView {
  readonly sort: HealthSort;
  readonly isDescending: boolean;
  readonly filter: HealthFilter | null;
}

/** Health of the datastreams of a token, part by part as one scrolls. */
export function useDatastreamHealth(token: number, { sort, isDescending, filter }: HealthView) {
  return useInfiniteQuery({
    queryKey: ["integrators", token, "datastreams", sort, isDescending, filter],
    queryFn: ({ signal, pageParam }) =>
      requestJson(
        buildPath(`/integrators/${token}/datastreams`, {
          sort: `${isDescending ? "-" : ""}${sort}`,
          filter: filter ?? undefined,
          limit: HEALTH_PAGE,
          cursor: pageParam,
        }),
        HealthAnswer,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before, query) => (query?.queryKey[1] === token ? before : undefined),
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 0) <= MAX_REFRESHED_PAGES ? REFRESH_MS : false,
    staleTime: 0,
  });
}

/** The last items of a token that were not taken, newest first. */
export function useRejections(token: number) {
  return useQuery({
    queryKey: ["integrators", token, "rejections"],
    queryFn: async ({ signal }) =>
      (await requestJson(`/integrators/${token}/rejections`, RejectionsAnswer, { signal })).items,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Sets how much a token may send. */
export function useSetQuota(token: number, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (quota: TokenQuota) =>
      requestJson(`/integrators/${token}/quota`, IntegratorSchema, { method: "PUT", body: quota }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["integrators"] });
      onDone();
    },
  });
}

/** Asks what would become of items; nothing is stored. */
export function useCheckBatch() {
  return useMutation({
    mutationFn: (items: readonly unknown[]) =>
      requestJson("/observations/check", BatchCheckSchema, { method: "POST", body: { items } }),
  });
}
