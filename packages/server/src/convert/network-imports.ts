import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { buildIdentifier, type Finding, type ImportReport, type Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Conversion, ConvertedLayer } from "./import-messages.ts";
import { buildJob, type JobControl, type JobQueue } from "./job-queue.ts";
import { type Place, parseLayerId, parsePlace } from "./placement.ts";
import { startImport } from "./run-import.ts";
import { createTileFolder, dropOldTileFolders, type TileFolder } from "./tile-folders.ts";
import { keepUpload, MAX_UPLOAD_BYTES, type Upload } from "./upload.ts";

/** What network imports ask the rest of the server. */
export interface NetworkImportNeeds {
  readonly jobs: JobQueue;
  /**
   * The feature index of each asset: known ones keep theirs, others get the next free.
   *
   * @throws {Fault} `registry/conflict` when an id belongs to another layer.
   */
  reserveFeatures(layerId: string, assetIds: readonly string[]): Uint32Array;
  /** Makes `layer` the whole of that layer, in one transaction. */
  publish(layer: ConvertedLayer): Promise<{
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly datastreams: readonly unknown[];
  }>;
  /** Absolute path; a layer's tiles come to `<layer>/<unique>/` in it. */
  readonly tilesFolder: string;
  now(): number;
  readonly maxUploadBytes?: number;
}

/** A file to be made into a layer. */
interface NetworkUpload {
  /** The file's name; its ending says the format. */
  readonly name: string;
  /** `lon,lat[,heightM[,headingDeg]]`. */
  readonly place?: string | undefined;
  /** Id of the layer; without it the file's name. */
  readonly layer?: string | undefined;
  readonly body: Readable;
}

interface Order {
  readonly name: string;
  readonly layerId: string;
  readonly place: Place;
  readonly upload: Upload;
}

const NO_REPORT: ImportReport = {
  layer: null,
  ...{ accepted: { points: 0, lines: 0 }, rejected: { points: 0, lines: 0 } },
  ...{ added: 0, changed: 0, removed: 0, datastreams: 0, findings: [] },
};

/**
 * Creates what takes a network's upload in and queues its job.
 *
 * The function throws, before there is a job, {@link Fault} `network/unsupported-format`, `network/invalid-placement`,
 * `registry/invalid` (layer id), `request/too-large`, `request/incomplete-body`.
 */
export function createNetworkImports(needs: NetworkImportNeeds): (upload: NetworkUpload) => Promise<Job> {
  async function convert(order: Order, control: JobControl): Promise<Partial<Job>> {
    const folder = createTileFolder(needs.tilesFolder, order.layerId, needs.now());
    try {
      const report = await importNetwork(order, folder, control);
      dropOldTileFolders(needs.tilesFolder, order.layerId);
      return { report };
    } catch (error) {
      folder.drop();
      throw error;
    }
  }

  async function importNetwork(
    { name, layerId, place, upload }: Order,
    folder: TileFolder,
    { onStage, note, signal }: JobControl,
  ): Promise<ImportReport> {
    let reserved = new Uint32Array();
    const running = startImport(
      { file: upload.file, name, layerId, place, tilesFolder: folder.path },
      {
        onStage,
        reserveFeatures: (ids) => {
          reserved = new Uint32Array(needs.reserveFeatures(layerId, ids));
          return reserved;
        },
      },
    );
    signal.addEventListener("abort", running.stop);
    const result = await running.result;
    if (!("layer" in result)) {
      note({ report: { ...NO_REPORT, findings: [...result.findings] } });
      throw unreadable(name, result.findings);
    }
    signal.throwIfAborted();
    onStage("publishing", 0.92);
    const { assets } = result.layer;
    const now = needs.reserveFeatures(
      layerId,
      assets.map((asset) => asset.id),
    );
    // The tiles carry these numbers: one changed means that another colour would be painted on a pipe.
    if (!reserved.every((index, i) => index === now[i])) {
      const message = `layer ${layerId} was changed during the import; send the file again`;
      throw new Fault("registry/conflict", message, { layer: layerId });
    }
    return publish(result, folder);
  }

  async function publish(
    { layer, hasTiles, findings }: Conversion,
    folder: TileFolder,
  ): Promise<ImportReport> {
    const published = await needs.publish({ ...layer, ...(hasTiles ? { tileset: folder.url } : {}) });
    const points = layer.datastreams.length;
    return {
      ...NO_REPORT,
      layer: layer.id,
      accepted: { points, lines: layer.assets.length - points },
      added: published.added,
      changed: published.changed,
      removed: published.removed,
      datastreams: published.datastreams.length,
      findings: [...findings],
    };
  }

  return async ({ name, place, layer, body }) => {
    const { layerId, at } = readRequest(name, place, layer);
    const upload = await keepUpload(body, needs.maxUploadBytes ?? MAX_UPLOAD_BYTES);
    const order = { name, layerId, place: at, upload };
    return needs.jobs.submit(buildJob(randomUUID(), "network-import", name, needs.now()), {
      run: (control) => convert(order, control),
      async settle() {
        await upload.drop();
        return {};
      },
    });
  };
}

function readRequest(name: string, place: string | undefined, layer: string | undefined) {
  const ending = /\.[^.\\/]*$/.exec(name)?.[0] ?? "";
  if (ending.toLowerCase() !== ".inp") {
    throw new Fault(
      "network/unsupported-format",
      `"${name}" is not taken: this version reads EPANET networks (.inp)`,
      { name },
    );
  }
  const fileId = buildIdentifier(name.slice(0, -ending.length).replace(/^.*[\\/]/, ""));
  return { layerId: parseLayerId(layer, fileId), at: parsePlace(place) };
}

function unreadable(name: string, findings: readonly Finding[]): Fault {
  const errors = findings.filter((finding) => finding.severity === "error");
  const first = errors[0];
  const where = first?.row === undefined ? name : `${name}:${first.row}`;
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new Fault("network/unreadable", `${where}: ${first?.message ?? "unreadable"}${rest}`, {
    name,
    errors: errors.length,
  });
}
