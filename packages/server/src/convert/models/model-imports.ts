import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import type { Readable } from "node:stream";
import type { Job, Uploader } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { buildJob, type JobQueue, type JobWork } from "../job-queue.ts";
import { importModel } from "./import-model.ts";
import { type JobFile, type JobFiles, type ModelOrder, openJobFiles } from "./job-files.ts";
import { dropUnpublished, dropUnpublishedTiles } from "./model-folder.ts";
import type { ModelNeeds, RevisionRecord } from "./model-needs.ts";
import { baseName, chooseModelId, nameOf } from "./name-model.ts";
import { parseCrs, parseHandPlace } from "./place-input.ts";
import { type ReceivedModel, receiveModel } from "./receive-model.ts";

/** A file to be made into a model. */
export interface ModelUpload {
  /** The file's name; text, never a path. */
  readonly name: string;
  /** `lon,lat[,heightM[,headingDeg]]`. */
  readonly place?: string | undefined;
  /** E.g. `EPSG:4549`. */
  readonly crs?: string | undefined;
  /** The model that this is a new revision of. */
  readonly model?: string | undefined;
  /** Take a file that is there already. */
  readonly isAgain?: boolean | undefined;
  readonly uploadedBy: Uploader;
  readonly body: Readable;
}

/** Imports of models: taken in, queued, restarted; they survive the end of the process. */
export interface ModelImports {
  /**
   * Takes an upload in and queues its job.
   *
   * @throws {Fault} before there is a job: what `receiveModel` throws, `model/duplicate`, `model/unknown`, `model/busy`,
   * `model/invalid-placement`.
   */
  submit(upload: ModelUpload): Promise<Job>;
  /** Queues a failed job again, with the upload that was kept. @throws {Fault} `job/not-restartable` */
  restart(jobId: string): Job;
  /** Deletes a job that has ended, with what was kept of it. */
  drop(jobId: string): void;
  /** Whether a job of the model waits or runs. */
  isBusy(modelId: string): boolean;
}

/** How a job may end without its file being at fault: it can be tried again. */
const RESTARTABLE_CODES = ["job/interrupted", "internal/unexpected", "registry/conflict", "data/unreadable"];

/** Opens the imports: jobs that the last process left are listed as failed, and what they had begun is deleted. */
export function createModelImports(
  needs: ModelNeeds,
  {
    jobs,
    maxBytes,
    onPublished,
  }: {
    readonly jobs: JobQueue;
    readonly maxBytes?: number;
    onPublished?(modelId: string): void;
  },
): ModelImports {
  const files = openJobFiles(needs.modelsFolder);
  /** Models in work, by id, with the file's hash. */
  const inWork = new Map<string, string>();

  const isTaken = (id: string) =>
    needs.findLayer(id) !== undefined || needs.models.find(id) !== undefined || inWork.has(id);

  function requireNew(sha256: string): void {
    const known = needs.models.findBySha256(sha256);
    if (known) {
      const message = `the same file is revision ${known.revision} of model ${known.model}; to import it again, add again=true`;
      throw new Fault("model/duplicate", message, { model: known.model, revision: known.revision });
    }
    for (const [model, inWorkSha256] of inWork) {
      if (inWorkSha256 !== sha256) continue;
      throw new Fault("model/duplicate", `the same file is being imported as model ${model}`, { model });
    }
  }

  function requireIdle(modelId: string): void {
    if (!inWork.has(modelId)) return;
    throw new Fault("model/busy", `model ${modelId} is being imported; wait for its job or cancel it`, {
      model: modelId,
    });
  }

  function requireModel(id: string): void {
    if (!needs.models.find(id)) throw new Fault("model/unknown", `there is no model ${id}`, { id });
    requireIdle(id);
  }

  /** All that can be refused before the upload is on disk is. */
  function readRequest({ place, crs, model }: ModelUpload): Pick<ModelOrder, "place" | "crs"> {
    if (model !== undefined) requireModel(model);
    return { place: parseHandPlace(place) ?? null, crs: parseCrs(crs) ?? null };
  }

  /** In one turn with what queues it: no other upload gets the same id. */
  function buildOrder(upload: ModelUpload, received: ReceivedModel): Omit<ModelOrder, "place" | "crs"> {
    const { bytes, sha256, packedName } = received;
    if (upload.isAgain !== true) requireNew(sha256);
    // Again: another upload may have been faster.
    if (upload.model !== undefined) requireModel(upload.model);
    const name = nameOf(upload.name);
    return {
      modelId: upload.model ?? chooseModelId(name, isTaken),
      name: needs.models.find(upload.model ?? "")?.name ?? name,
      isNew: upload.model === undefined,
      fileName: packedName ?? baseName(upload.name),
      ...{ bytes, sha256, tileFolder: null, uploadedBy: upload.uploadedBy },
    };
  }

  function enqueue({ job, order }: JobFile): Job {
    inWork.set(order.modelId, order.sha256);
    files.write({ job, order });
    return jobs.submit(job, workOn(job.id, order));
  }

  function workOn(jobId: string, order: ModelOrder): JobWork {
    return {
      run: (control) => importModel(needs, { files, order, control }),
      async settle(job) {
        inWork.delete(order.modelId);
        if (job.error === null) onPublished?.(order.modelId);
        return settle(files, jobId, job, order);
      },
    };
  }

  recover(needs, files, jobs);

  return {
    async submit(upload) {
      const id = randomUUID();
      try {
        const request = readRequest(upload);
        const received = await receiveModel(upload.body, files.make(id), maxBytes);
        const order = { ...buildOrder(upload, received), ...request };
        const model = { id: order.modelId, revision: null };
        const job = buildJob(id, "model-import", baseName(upload.name), needs.now(), { model });
        return enqueue({ job, order });
      } catch (error) {
        files.drop(id);
        throw error;
      }
    },
    restart(jobId) {
      const file = files.read(jobId);
      if (file?.job.isRestartable !== true || jobs.find(jobId)?.isRestartable !== true) {
        throw new Fault("job/not-restartable", `job ${jobId} has nothing left to start again from`, {
          id: jobId,
        });
      }
      const { order } = file;
      if (!order.isNew) requireModel(order.modelId);
      const modelId = order.isNew ? chooseModelId(order.modelId, isTaken) : order.modelId;
      const { name, createdAt } = file.job;
      const model = { id: modelId, revision: null };
      const job = buildJob(jobId, "model-import", name, createdAt, { model });
      return enqueue({ job, order: { ...order, modelId } });
    },
    drop(jobId) {
      jobs.forget(jobId);
      files.drop(jobId);
    },
    isBusy: (modelId) => inWork.has(modelId),
  };
}

/** A job that can be tried again keeps its upload; any other leaves nothing. */
function settle(files: JobFiles, jobId: string, job: Job, order: ModelOrder): Partial<Job> {
  const isRestartable = job.error !== null && RESTARTABLE_CODES.includes(job.error.code);
  if (!isRestartable) {
    files.drop(jobId);
    return {};
  }
  files.write({ job: { ...job, isRestartable }, order: { ...order, tileFolder: null } });
  return { isRestartable };
}

function recover(needs: ModelNeeds, files: JobFiles, jobs: JobQueue): void {
  for (const { id, revision } of needs.models.list()) {
    dropUnpublished(needs.modelsFolder, id, revision);
    const current = needs.models.findRevision<RevisionRecord>(id, revision);
    if (current) dropUnpublishedTiles(needs.tilesFolder, id, current.record.tileFolder);
  }
  for (const { job, order } of files.readAll()) {
    const { modelId, tileFolder } = order;
    const current = needs.models.find(modelId);
    const published = current && needs.models.findRevision<RevisionRecord>(modelId, current.revision);
    if (published?.record.job === job.id) {
      files.drop(job.id);
      continue;
    }
    if (!current) dropUnpublished(needs.modelsFolder, modelId, needs.models.lastRevision(modelId));
    if (tileFolder !== null) rmSync(tileFolder, { recursive: true, force: true });
    const error = { code: "job/interrupted", message: "the server was stopped before the job was done" };
    const failed: Job = {
      ...job,
      ...(job.state === "failed" ? {} : { state: "failed", stage: "failed", finishedAt: needs.now(), error }),
      isRestartable: true,
    };
    files.write({ job: failed, order: { ...order, tileFolder: null } });
    jobs.recall(failed);
  }
}
