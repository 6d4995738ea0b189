import { JobSchema } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import Type from "typebox";
import { requestJson } from "./http-client.ts";

const JobsAnswer = Type.Object({ items: Type.Array(JobSchema) });
const JOB_POLL_MS = 1_000;
const IDLE_JOB_POLL_MS = 5_000;

/** Long work on the server: each second while some runs. */
export function useJobs() {
  return useQuery({
    queryKey: ["jobs"],
    queryFn: async ({ signal }) => (await requestJson("/jobs", JobsAnswer, { signal })).items,
    retry: false,
    refetchInterval: (query) =>
      query.state.data?.some(({ state }) => state === "running" || state === "queued")
        ? JOB_POLL_MS
        : IDLE_JOB_POLL_MS,
  });
}
