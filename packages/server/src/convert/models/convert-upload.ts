import { join } from "node:path";
import { assetIdOf, createElementKeys } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { ConvertedModel } from "@shuicheng/shared/ifc";
import { startConversion } from "../ifc/run-conversion.ts";
import type { JobControl } from "../job-queue.ts";
import type { ModelOrder } from "./job-files.ts";
import type { ModelNeeds } from "./model-needs.ts";
import { toHandPlace } from "./place-input.ts";
import { buildModelLayer } from "./publish-model.ts";
import { SOURCE_FILE } from "./receive-model.ts";

/** A file that takes longer is not a model of one building. */
const MAX_CONVERSION_MS = 60 * 60_000;
/** Ids that are given their feature index at once: some milliseconds' worth. */
const IDS_AT_ONCE = 5_000;

/** What {@link convertUpload} is told. */
export interface UploadConversion {
  readonly order: ModelOrder;
  readonly control: JobControl;
  /** Folder of the job, with the source. */
  readonly jobFolder: string;
  readonly tilesFolder: string;
  readonly crs: string | undefined;
  /** Part of the job's progress that the conversion is. */
  readonly share: number;
}

/** What a conversion gave, with the feature index of each row. */
export interface ConvertedUpload {
  readonly model: ConvertedModel;
  readonly features: Uint32Array;
}

/**
 * Converts an upload in threads of its own, which end with the job's signal.
 *
 * @throws {Fault} what the conversion foresaw; `model/too-demanding`; `registry/conflict`.
 */
export async function convertUpload(needs: ModelNeeds, task: UploadConversion): Promise<ConvertedUpload> {
  const { order, control, jobFolder, tilesFolder, crs, share } = task;
  let features = new Uint32Array();
  const place = order.place ?? needs.models.find(order.modelId)?.handPlace;
  const run = startConversion(
    {
      ...{ file: join(jobFolder, SOURCE_FILE), folder: tilesFolder },
      ...(place ? { place: toHandPlace(place) } : {}),
      ...(crs === undefined ? {} : { crs }),
    },
    {
      // Its end is not the job's.
      onStage: (stage, progress) =>
        control.onStage(stage === "done" ? "publishing" : stage, share * progress),
      async reserveFeatures(globalIds) {
        features = await reserve(needs, order, globalIds);
        return features.slice();
      },
    },
  );
  const stop = () => void run.stop();
  control.signal.addEventListener("abort", stop);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, MAX_CONVERSION_MS);
  try {
    return { model: await run.result, features };
  } catch (error) {
    throw isLate ? tooLong(error) : error;
  } finally {
    clearTimeout(timer);
    control.signal.removeEventListener("abort", stop);
  }
}

function tooLong(cause: unknown): Fault {
  const words = `the conversion took more than ${MAX_CONVERSION_MS / 60_000} minutes and was stopped`;
  return new Fault("model/too-demanding", words, {}, { cause });
}

async function reserve(
  needs: ModelNeeds,
  { modelId, name }: ModelOrder,
  globalIds: readonly string[],
): Promise<Uint32Array<ArrayBuffer>> {
  const layer = buildModelLayer(needs, { id: modelId, name });
  const keysOf = createElementKeys();
  const features = new Uint32Array(globalIds.length);
  for (let from = 0; from < globalIds.length; from += IDS_AT_ONCE) {
    const ids = keysOf(globalIds.slice(from, from + IDS_AT_ONCE)).map((key) => assetIdOf(modelId, key));
    features.set(await needs.reserve(layer, ids), from);
  }
  return features;
}
