import {
  type Annotation,
  type AnnotationChange,
  type AnnotationInput,
  AnnotationSchema,
} from "@shuicheng/shared/contracts";
import type { AnnotationsChanged } from "@shuicheng/shared/protocol";
import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import Type from "typebox";
import { codeOf } from "../api-problem.ts";
import { buildPath, requestJson, requestNothing } from "../http-client.ts";
import { chartAnnotationOf } from "./chart-annotations.ts";
import type { LocalAnnotation } from "./local-annotations.ts";

const KEY = "annotations";
/** The newest of a chart's datastreams; more would cover the chart. */
export const MOST_READ = 1_000;
const Answer = Type.Object({
  items: Type.Array(AnnotationSchema),
  nextCursor: Type.Optional(Type.String()),
});

/** Annotations of some datastreams and of their assets; `isMore` where there are older ones that were not read. */
export function useAnnotations(datastreams: readonly string[], assets: readonly string[]) {
  const [of, at] = [datastreams.toSorted(), [...new Set(assets)].sort()];
  return useQuery({
    queryKey: [KEY, of, at],
    queryFn: async ({ signal }) => {
      const asked = { datastream: of.join(), asset: at.length === 0 ? undefined : at.join() };
      const path = buildPath("/annotations", { ...asked, limit: MOST_READ });
      const { items, nextCursor } = await requestJson(path, Answer, { signal });
      return { annotations: items.map(chartAnnotationOf), isMore: nextCursor !== undefined };
    },
    enabled: of.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** Reads those again of which the server says that they changed. */
export function refreshAnnotations(queries: QueryClient, changed: AnnotationsChanged): void {
  const isMeant = ([key, of, at]: readonly unknown[]) =>
    key === KEY &&
    (changed.datastreams.some((id) => (of as readonly string[]).includes(id)) ||
      changed.assets.some((id) => (at as readonly string[]).includes(id)));
  void queries.invalidateQueries({ predicate: ({ queryKey }) => isMeant(queryKey) });
}

/** Everything that can be done with an annotation; those that are shown are read again after each. */
export function useAnnotationActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: [KEY] });
  const address = (id: string) => `/annotations/${encodeURIComponent(id)}`;
  return {
    add: useMutation({
      mutationFn: (input: AnnotationInput) =>
        requestJson("/annotations", AnnotationSchema, { method: "POST", body: input }),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, ...change }: AnnotationChange & { readonly id: string }) =>
        requestJson(address(id), AnnotationSchema, { method: "PATCH", body: change }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: ({ id, version }: Pick<Annotation, "id" | "version">) =>
        requestNothing(buildPath(address(id), { version }), { method: "DELETE" }),
      onSettled,
    }),
    restore: useMutation({
      mutationFn: (id: string) => requestJson(`${address(id)}/restore`, AnnotationSchema, { method: "POST" }),
      onSettled,
    }),
    /** Answers which of them are on the server now, and which are of datastreams that are gone. */
    takeOver: useMutation({
      mutationFn: async (all: readonly LocalAnnotation[]) => {
        const [taken, homeless]: [string[], string[]] = [[], []];
        for (const { id, input } of all) {
          try {
            await requestJson("/annotations", AnnotationSchema, { method: "POST", body: input });
            taken.push(id);
          } catch (error) {
            if (codeOf(error) !== "datastream/unknown") throw error;
            homeless.push(id);
          }
        }
        return { taken, homeless };
      },
      onSettled,
    }),
  };
}
