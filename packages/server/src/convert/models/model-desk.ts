import { readFileSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { HandPlaceInput, Model, ModelHealthReport, ModelRevision } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { openThread, type Thread } from "../../threads/open-thread.ts";
import { createTileFolder, dropOldTileFolders } from "../tile-folders.ts";
import type { ElementDetail, ElementFilter, ElementPage, ElementSource } from "./element-query.ts";
import type { ElementReaderMethods } from "./element-reader.worker.ts";
import { MODEL_FILES, revisionFolder } from "./model-folder.ts";
import type { ModelNeeds, RevisionRecord, StoredModel, StoredRevision } from "./model-needs.ts";
import type { ModelFrame } from "./model-work.ts";
import { buildModelLayer, openModelThread, publishModel, stageMoves, tilesetUrl } from "./publish-model.ts";

/** What is asked of models that are there, and done to them. Each throws {@link Fault} `model/unknown` for one that is not. */
export interface ModelDesk {
  list(): readonly Model[];
  find(id: string): Model;
  health(id: string): ModelHealthReport;
  /** Newest first. */
  revisions(id: string): readonly ModelRevision[];
  /** Elements of the current revision. */
  elements(id: string, filter: ElementFilter, after: number, limit: number): Promise<ElementPage>;
  /** Reads a model's elements, so that the first question need not wait for them. */
  warm(id: string): Promise<void>;
  /** @throws {Fault} `model/unknown-element` */
  element(id: string, key: string): Promise<ElementDetail>;
  /** The IFC file of a revision, the current one where undefined, with the name it came under. */
  source(id: string, revision: number | undefined): { readonly file: string; readonly name: string };
  /** Files of the current revision, for a viewer of its own. */
  parts(id: string): ModelParts;
  /** Number of each feature's storey by feature index; 65535 for none. */
  storeyIndices(id: string): Promise<Uint16Array>;
  /**
   * Places a model by hand, or where `place` is undefined by what its file says. @throws {Fault} `model/busy`
   */
  place(id: string, place: HandPlaceInput | undefined): Promise<Model>;
  /** Deletes a model and its files; datastreams of its elements stay, without an asset. @throws {Fault} `model/busy` */
  remove(id: string): Promise<void>;
  close(): Promise<void>;
}

/** What a viewer needs of a model besides its tiles. */
export interface ModelParts {
  /** Changes with each file and each placement. */
  readonly revision: string;
  /** Serialised element table. */
  readonly table: string;
  /** Feature index of each row, little-endian u32. */
  readonly features: string;
  /** Origin of the tiles' frame in the model's, metres. */
  readonly originM: readonly [number, number, number];
}

/** Opens the desk. */
export function createModelDesk(
  needs: ModelNeeds,
  { isImporting }: { isImporting(modelId: string): boolean },
): ModelDesk {
  const { models, modelsFolder, tilesFolder } = needs;
  /** Models that are being placed or deleted. */
  const inWork = new Set<string>();
  let reader: Thread<ElementReaderMethods> | undefined;

  const read = () => {
    if (!reader || reader.isEnded) {
      reader = openThread<ElementReaderMethods>(new URL("./element-reader.worker.ts", import.meta.url), {});
    }
    return reader;
  };

  function require(id: string): { readonly model: StoredModel; readonly stored: StoredRevision } {
    const model = models.find(id);
    const stored = model && models.findRevision<RevisionRecord>(id, model.revision);
    if (!model || !stored) throw new Fault("model/unknown", `there is no model ${id}`, { id });
    return { model, stored };
  }

  function sourceOf(id: string): ElementSource {
    return { modelId: id, folder: revisionFolder(modelsFolder, id, require(id).model.revision) };
  }

  /** One at a time: what is being published must not be published from under it. */
  async function alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    if (inWork.has(id) || isImporting(id)) {
      throw new Fault("model/busy", `model ${id} is being worked on; try again when that is done`, { id });
    }
    inWork.add(id);
    try {
      return await work();
    } finally {
      inWork.delete(id);
    }
  }

  function describe({ model, stored: { record } }: ReturnType<typeof require>): Model {
    const layer = needs.findLayer(model.id);
    const { id, name, revision, createdAtMs } = model;
    return {
      ...{ id, name, revision, layer: id, layerRevision: layer?.revision ?? 0 },
      ...{ fileName: record.fileName, bytes: record.bytes },
      ...{ createdAt: createdAtMs, publishedAt: layer?.publishedAt ?? record.createdAtMs },
      uploadedBy: record.uploadedBy ?? null,
      tilesets: {
        element: tilesetUrl(id, record, "element"),
        space: tilesetUrl(id, record, "space"),
        opening: tilesetUrl(id, record, "opening"),
      },
      bbox: record.bbox && [...record.bbox],
      elements: record.elements,
      storeys: [...record.storeys],
      placement: record.health.placement,
      health: summaryOf(reportNow(record.health)),
    };
  }

  async function replace(id: string, handPlace: HandPlaceInput | undefined): Promise<void> {
    const { model, stored } = require(id);
    const { record } = stored;
    const tiles = createTileFolder(tilesFolder, id, needs.now());
    const thread = openModelThread();
    try {
      const { placement, bbox } = await thread.call("place", {
        ...{ folder: revisionFolder(modelsFolder, id, model.revision), handPlace },
        tilesFrom: join(tilesFolder, id, record.tileFolder),
        tilesTo: tiles.path,
      });
      const changed: RevisionRecord = {
        ...{ ...record, tileFolder: basename(tiles.path), bbox },
        health: { ...record.health, placement },
      };
      await publishModel(needs, {
        ...{ stage: stageMoves(thread), layer: buildModelLayer(needs, model) },
        prepare: async ({ orphans }) => ({
          layer: buildModelLayer(needs, model, changed),
          also() {
            models.put({ ...model, handPlace });
            const known = new Map(record.orphans.map((orphan) => [orphan.datastream, orphan]));
            const kept = orphans.flatMap(({ datastream }) => known.get(datastream) ?? []);
            models.putRevision({ ...stored, record: { ...changed, orphans: kept } });
          },
        }),
      });
      dropOldTileFolders(tilesFolder, id);
    } catch (error) {
      const now = models.findRevision<RevisionRecord>(id, model.revision);
      if (now?.record.tileFolder !== basename(tiles.path)) tiles.drop();
      throw error;
    } finally {
      await thread.stop();
    }
  }

  return {
    list: () => models.list().map(({ id }) => describe(require(id))),
    find: (id) => describe(require(id)),
    health: (id) => reportNow(require(id).stored.record.health),
    revisions(id) {
      require(id);
      return models.revisions<RevisionRecord>(id).map(({ revision, sha256, record }) => ({
        ...{
          revision,
          sha256,
          fileName: record.fileName,
          bytes: record.bytes,
          createdAt: record.createdAtMs,
          uploadedBy: record.uploadedBy ?? null,
        },
        ...{ elements: record.elements, changes: record.changes, orphans: [...record.orphans] },
      }));
    },
    elements: (id, filter, after, limit) => read().call("list", sourceOf(id), filter, after, limit),
    warm: (id) => read().call("warm", sourceOf(id)),
    async element(id, key) {
      const found = await read().call("find", sourceOf(id), key);
      if (!found) throw new Fault("model/unknown-element", `model ${id} has no element ${key}`, { id, key });
      return found;
    },
    source(id, revision) {
      const number = revision ?? require(id).model.revision;
      const stored = require(id) && models.findRevision<RevisionRecord>(id, number);
      if (!stored)
        throw new Fault("model/unknown", `model ${id} has no revision ${number}`, { id, revision: number });
      const file = join(revisionFolder(modelsFolder, id, number), MODEL_FILES.source);
      return { file, name: stored.record.fileName };
    },
    parts(id) {
      const { model, stored } = require(id);
      const folder = revisionFolder(modelsFolder, id, model.revision);
      const frame = JSON.parse(readFileSync(join(folder, MODEL_FILES.frame), "utf8")) as ModelFrame;
      return {
        revision: `${model.revision}-${stored.record.tileFolder}`,
        table: join(folder, MODEL_FILES.table),
        features: join(folder, MODEL_FILES.features),
        originM: frame.originM,
      };
    },
    storeyIndices: async (id) => read().call("storeys", sourceOf(id)),
    async place(id, place) {
      require(id);
      await alone(id, () => replace(id, place));
      return describe(require(id));
    },
    async remove(id) {
      const { model } = require(id);
      await alone(id, async () => {
        await needs.publish(buildModelLayer(needs, model), async (publication) => {
          const changes = await publication.finish();
          publication.switch(changes, undefined, () => models.remove(id));
          await needs.follow(id);
        });
        rmSync(join(tilesFolder, id), { recursive: true, force: true });
        await rm(dirname(revisionFolder(modelsFolder, id, 1)), { recursive: true, force: true });
      });
    },
    async close() {
      await reader?.stop();
    },
  };
}

/** A model that was placed by hand since it was converted no longer stands nowhere; taken back, it does again. */
function reportNow(health: ModelHealthReport): ModelHealthReport {
  if (health.placement.lon === null) return health;
  return { ...health, findings: health.findings.filter(({ code }) => code !== "ifc/no-georeference") };
}

function summaryOf(health: ModelHealthReport): Model["health"] {
  const { products, withRepresentation, drawn, drawnFromAxis, findings } = health;
  const bySeverity = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return {
    ...{ products, withRepresentation, drawn, drawnFromAxis },
    notDrawn: health.notDrawn.reduce((sum, { count }) => sum + count, 0),
    errors: bySeverity("error"),
    warnings: bySeverity("warning"),
  };
}
