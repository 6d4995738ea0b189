import {
  type HandPlaceInput,
  JobSchema,
  type Model,
  type ModelHealthReport,
  ModelHealthSchema,
  ModelRevisionSchema,
  ModelSchema,
} from "@shuicheng/shared/contracts";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Type from "typebox";
import { requestJson, requestNothing } from "./http-client.ts";

const ModelsAnswer = Type.Object({ items: Type.Array(ModelSchema) });
const RevisionsAnswer = Type.Object({ items: Type.Array(ModelRevisionSchema) });
/** Answer of `…/frame`: origin of the tiles' frame in the model's, metres. */
export const FrameAnswer = Type.Object({
  originM: Type.Tuple([Type.Number(), Type.Number(), Type.Number()]),
});
const JobAnswer = Type.Object({ job: JobSchema });

/** Path of a model's part below `/api/v1`. */
export function modelPath(id: string, part = ""): string {
  return `/models/${encodeURIComponent(id)}${part}`;
}

/** Every model the person may see, newest first. */
export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: async ({ signal }): Promise<readonly Model[]> =>
    (await requestJson("/models", ModelsAnswer, { signal })).items.toSorted(
      (a, b) => b.publishedAt - a.publishedAt,
    ),
});

/** {@link modelsQuery}, followed. */
export function useModels() {
  return useQuery(modelsQuery);
}

/** One model. @throws {ApiProblem} `model/unknown` */
export const readModel = (id: string, signal: AbortSignal): Promise<Model> =>
  requestJson(modelPath(id), ModelSchema, { signal });

/** What became of each product of a model's current revision. */
export const modelHealthQuery = ({ id, layerRevision }: Pick<Model, "id" | "layerRevision">) =>
  queryOptions({
    queryKey: ["models", id, "health", layerRevision],
    queryFn: ({ signal }): Promise<ModelHealthReport> =>
      requestJson(modelPath(id, "/health"), ModelHealthSchema, { signal }),
  });

/** {@link modelHealthQuery}, followed. */
export function useModelHealth(model: Pick<Model, "id" | "layerRevision">) {
  return useQuery(modelHealthQuery(model));
}

/** The files a model was made of, newest first, with what each changed. */
export function useModelRevisions({ id, revision }: Pick<Model, "id" | "revision">) {
  return useQuery({
    queryKey: ["models", id, "revisions", revision],
    queryFn: async ({ signal }) =>
      (await requestJson(modelPath(id, "/revisions"), RevisionsAnswer, { signal })).items.toSorted(
        (a, b) => b.revision - a.revision,
      ),
  });
}

/**
 * Puts a model at a place by hand; null takes the hand's placement back, so that its file's statement counts again.
 *
 * @param onPlaced Told before anything on the page follows: a model that is moved on the picture must not be moved twice.
 */
export function usePlaceModel(id: string, onPlaced?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (place: HandPlaceInput | null) =>
      requestJson(
        modelPath(id, "/placement"),
        ModelSchema,
        place === null ? { method: "DELETE" } : { method: "PUT", body: place },
      ),
    onSuccess: (model) => {
      onPlaced?.();
      queries.setQueryData<readonly Model[]>(["models"], (models) =>
        models?.map((each) => (each.id === model.id ? model : each)),
      );
      return queries.invalidateQueries({ predicate: ({ queryKey }) => CHANGED_WITH_PLACE.has(queryKey[0]) });
    },
  });
}

const CHANGED_WITH_PLACE: ReadonlySet<unknown> = new Set(["models", "layers", "assets"]);

/**
 * Deletes a model with its tiles, elements and files. Its datastreams and their history stay.
 *
 * @param onDeleted Told before the page forgets the model: whoever shows it goes elsewhere first.
 */
export function useDeleteModel(id: string, onDeleted: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => requestNothing(modelPath(id), { method: "DELETE" }),
    onSuccess: () => {
      onDeleted();
      queries.setQueryData<readonly Model[]>(["models"], (models) =>
        models?.filter((each) => each.id !== id),
      );
      queries.removeQueries({ queryKey: ["models", id] });
      return queries.invalidateQueries({
        predicate: ({ queryKey }) => CHANGED_WITH_PLACE.has(queryKey[0]) && queryKey[1] !== id,
      });
    },
  });
}

/** Stops a job and throws away what it has made so far. */
export function useCancelJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (job: string) => requestNothing(`/jobs/${encodeURIComponent(job)}`, { method: "DELETE" }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

/** Tries a failed job again with the file the server still has. */
export function useRestartJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (job: string) =>
      requestJson(`/jobs/${encodeURIComponent(job)}/restart`, JobAnswer, { method: "POST" }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
