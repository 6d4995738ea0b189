import { copyFile, link, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Job, ModelHealthReport } from "@shuicheng/shared/contracts";
import type { ConvertedModel } from "@shuicheng/shared/ifc";
import type { JobControl } from "../job-queue.ts";
import { createTileFolder, dropOldTileFolders, type TileFolder } from "../tile-folders.ts";
import { type ConvertedUpload, convertUpload } from "./convert-upload.ts";
import type { JobFiles, ModelOrder } from "./job-files.ts";
import { dropOldRevisions, MODEL_FILES, revisionFolder } from "./model-folder.ts";
import type { AssetChanges, ModelLayer, ModelNeeds, RevisionRecord } from "./model-needs.ts";
import {
  buildModelLayer,
  describeChanges,
  type ModelThread,
  openModelThread,
  publishModel,
  stageAssets,
} from "./publish-model.ts";
import { SOURCE_FILE } from "./receive-model.ts";

/** What {@link importModel} works on. */
export interface ModelImport {
  readonly files: JobFiles;
  readonly order: ModelOrder;
  readonly control: JobControl;
}

/** More findings than a person reads. */
const MAX_FINDINGS = 1_000;
/** Part of the progress that the conversion is; publishing is the rest. */
const CONVERTED = 0.85;

/**
 * Converts an upload and publishes it as a revision of its model.
 *
 * @throws {Fault} what the conversion foresaw; `model/too-demanding`, `registry/conflict`. Nothing is published and nothing
 * left behind but the upload.
 */
export async function importModel(needs: ModelNeeds, work: ModelImport): Promise<Partial<Job>> {
  const { files, order, control } = work;
  const { modelId } = order;
  const jobFolder = files.folderOf(control.id);
  const crs = crsOf(needs, order);
  const tiles = createTileFolder(needs.tilesFolder, modelId, needs.now());
  files.noteTiles(control.id, tiles.path);
  const thread = openModelThread();
  try {
    const converted = await convertUpload(needs, {
      ...{ order, control, jobFolder, crs, tilesFolder: tiles.path, share: CONVERTED },
    });
    control.signal.throwIfAborted();
    control.onStage("publishing", CONVERTED);
    const revision = needs.models.lastRevision(modelId) + 1;
    await publish(needs, work, { ...converted, thread, tiles, revision, crs: crs ?? null });
    dropOldTileFolders(needs.tilesFolder, modelId);
    dropOldRevisions(needs.modelsFolder, modelId, revision);
    return { model: { id: modelId, revision } };
  } catch (error) {
    if (currentOf(needs, modelId)?.record.job !== control.id) await clear(needs, work, tiles);
    throw error;
  } finally {
    await thread.stop();
  }
}

interface Publishing extends ConvertedUpload {
  readonly thread: ModelThread;
  readonly tiles: TileFolder;
  readonly revision: number;
  readonly crs: string | null;
}

async function publish(needs: ModelNeeds, work: ModelImport, publishing: Publishing): Promise<void> {
  const { files, order, control } = work;
  const { model, features, thread, tiles, revision, crs } = publishing;
  const { modelId, name } = order;
  const folder = workFolderOf(files, control);
  const current = needs.models.find(modelId);
  const before = current ? revisionFolder(needs.modelsFolder, modelId, current.revision) : null;
  const kept = await thread.call("keep", { folder, modelId, model, crs, features, before });
  const { elements, storeys } = kept;
  const record = {
    ...{ job: control.id, fileName: order.fileName, bytes: order.bytes, createdAtMs: needs.now() },
    ...(order.uploadedBy ? { uploadedBy: order.uploadedBy } : {}),
    ...{ tileFolder: basename(tiles.path), tilesets: model.tiles.tilesets, bbox: model.bboxDeg ?? null },
    ...{ elements, storeys, crs, health: reportOf(model) },
  };
  await publishModel(needs, {
    ...{ signal: control.signal, layer: buildModelLayer(needs, { id: modelId, name }) },
    stage: stageAssets(thread, {
      signal: control.signal,
      onProgress: (assets) =>
        control.onStage("publishing", CONVERTED + ((0.99 - CONVERTED) * assets) / Math.max(1, elements)),
    }),
    async prepare(changes: AssetChanges): Promise<{ layer: ModelLayer; also(): void }> {
      await settleFolder(needs, work, folder, revision);
      const whole: RevisionRecord = { ...record, ...describeChanges(modelId, changes, kept) };
      const layer = buildModelLayer(needs, { id: modelId, name }, whole);
      return { layer, also: () => write(needs, order, revision, whole) };
    },
  });
}

const workFolderOf = (files: JobFiles, { id }: JobControl) => join(files.folderOf(id), "work");

/** What an import that came to nothing had begun. */
async function clear(
  needs: ModelNeeds,
  { files, order, control }: ModelImport,
  tiles: TileFolder,
): Promise<void> {
  tiles.drop();
  const next = needs.models.lastRevision(order.modelId) + 1;
  await rm(revisionFolder(needs.modelsFolder, order.modelId, next), { recursive: true, force: true });
  await rm(workFolderOf(files, control), { recursive: true, force: true });
}

function currentOf(needs: ModelNeeds, modelId: string) {
  const current = needs.models.find(modelId);
  return current && needs.models.findRevision<RevisionRecord>(modelId, current.revision);
}

/** The CRS that somebody named, now or for the revision before. */
function crsOf(needs: ModelNeeds, { modelId, crs }: ModelOrder): string | undefined {
  return crs ?? currentOf(needs, modelId)?.record.crs ?? undefined;
}

/** Brings what was made, and the source, to where the revision's files lie. Unknown to all until the switch. */
async function settleFolder(
  needs: ModelNeeds,
  { files, order, control }: ModelImport,
  workFolder: string,
  revision: number,
): Promise<void> {
  const target = revisionFolder(needs.modelsFolder, order.modelId, revision);
  const source = join(files.folderOf(control.id), SOURCE_FILE);
  const kept = join(workFolder, MODEL_FILES.source);
  // The job keeps its own until it has ended.
  await link(source, kept).catch(() => copyFile(source, kept));
  await rm(target, { recursive: true, force: true });
  await mkdir(join(needs.modelsFolder, order.modelId), { recursive: true });
  await rename(workFolder, target);
}

function write(needs: ModelNeeds, order: ModelOrder, revision: number, record: RevisionRecord): void {
  const { modelId, name, sha256, place } = order;
  const current = needs.models.find(modelId);
  needs.models.put({
    ...{ id: modelId, name, revision },
    handPlace: place ?? current?.handPlace,
    createdAtMs: current?.createdAtMs ?? needs.now(),
  });
  needs.models.putRevision({ model: modelId, revision, sha256, record });
}

function reportOf({ health }: ConvertedModel): ModelHealthReport {
  const { findings, placement } = health;
  const rest = findings.length - MAX_FINDINGS;
  const message = `${rest} more findings are not listed`;
  const more = { code: "ifc/more-findings", severity: "info" as const, message };
  return {
    ...health,
    notDrawn: health.notDrawn.map((row) => ({ ...row })),
    placement: { ...placement, anchorM: [...placement.anchorM], assumed: [...placement.assumed] },
    findings: [
      ...findings.slice(0, MAX_FINDINGS).map((finding) => ({ ...finding })),
      ...(rest > 0 ? [more] : []),
    ],
  };
}
