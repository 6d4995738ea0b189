import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { createModelDesk, createModelImports, type JobQueue, type ModelNeeds } from "./convert/index.ts";
import type { JobQueries } from "./http/city-queries.ts";
import type { ModelQueries } from "./http/model-queries.ts";
import type { Registry } from "./registry/registry.ts";

/** What models stand on. */
export interface ModelsNeeds {
  readonly dataFolder: string;
  readonly tilesFolder: string;
  readonly registry: Registry;
  readonly jobs: JobQueue;
  now(): number;
  /** Tells twin and screens of a layer that was published. */
  follow(layerId: string): Promise<void>;
}

/** Models and the jobs that make them, as the routes ask for them. */
export interface Models extends Pick<JobQueries, "dropJob" | "restartJob"> {
  readonly queries: ModelQueries;
  close(): Promise<void>;
}

/** Opens the folder of models; jobs that the last process left unfinished are listed. */
export function openModels({ dataFolder, tilesFolder, registry, jobs, now, follow }: ModelsNeeds): Models {
  const modelsFolder = join(dataFolder, "models");
  mkdirSync(modelsFolder, { recursive: true });
  const needs: ModelNeeds = {
    ...{ modelsFolder, tilesFolder, now, follow },
    models: registry.models,
    findLayer: registry.layers.find,
    reserve: registry.stagedPublisher.reserve,
    publish: registry.stagedPublisher.publish,
  };
  const imports = createModelImports(needs, {
    jobs,
    // What is there already when nobody waits for it; a failure shows with the first question.
    onPublished: (id) => void desk.warm(id).catch(() => undefined),
  });
  const desk = createModelDesk(needs, { isImporting: imports.isBusy });
  return {
    queries: { ...desk, importModel: imports.submit },
    async dropJob(id) {
      const job = jobs.find(id);
      if (!job) throw new Fault("job/unknown", `there is no job ${id}`, { id });
      if (job.finishedAt === null) return jobs.cancel(id);
      imports.drop(id);
      return job satisfies Job;
    },
    restartJob: imports.restart,
    close: desk.close,
  };
}
