import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { buildIdentifier, type Finding, type ImportReport, type Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Conversion, ConvertedLayer } from "./import-messages.ts";
import { type Place, parseLayerId, parsePlace } from "./placement.ts";
import { type ImportRun, startImport } from "./run-import.ts";
import { createTileFolder, dropOldTileFolders, type TileFolder } from "./tile-folders.ts";
import { keepUpload, MAX_UPLOAD_BYTES, type Upload } from "./upload.ts";

/** What conversions ask the rest of the server. */
export interface ConvertNeeds {
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
  /** Told of what nobody foresaw, for the log. */
  onUnexpected?(error: unknown, jobId: string): void;
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

/** Conversions, one at a time. */
export interface Conversions {
  /**
   * Takes the upload in and queues its job.
   *
   * @throws {Fault} `network/unsupported-format`, `network/invalid-placement`, `registry/invalid` (layer id),
   * `request/too-large`, `request/malformed-body`: before there is a job.
   */
  submitNetworkImport(upload: NetworkUpload): Promise<Job>;
  /** Newest first. */
  list(): readonly Job[];
  find(id: string): Job | undefined;
  /** Stops what runs; what waits fails. */
  close(): Promise<void>;
}

/** Finished jobs that are remembered; the oldest go first. */
const MAX_REMEMBERED_JOBS = 100;

interface Order {
  readonly job: Job;
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

/** Creates the queue. */
export function createConversions(needs: ConvertNeeds): Conversions {
  const jobs = new Map<string, Job>();
  const waiting: Order[] = [];
  let running: ImportRun | undefined;
  let idle: Promise<void> = Promise.resolve();
  let isBusy = false;
  let isClosed = false;

  const update = (job: Job, change: Partial<Job>) => {
    Object.assign(job, change);
  };
  const fail = (job: Job, code: string, message: string) =>
    update(job, { state: "failed", stage: "failed", finishedAt: needs.now(), error: { code, message } });

  async function work(): Promise<void> {
    isBusy = true;
    for (let order = waiting.shift(); order; order = waiting.shift()) {
      if (isClosed) fail(order.job, "internal/unexpected", "the server was stopped before the job began");
      else await convert(order);
      await order.upload.drop();
    }
    isBusy = false;
  }

  async function convert(order: Order): Promise<void> {
    const { job, layerId } = order;
    update(job, { state: "running", stage: "reading" });
    const folder = createTileFolder(needs.tilesFolder, layerId, needs.now());
    try {
      await importNetwork(order, folder);
      dropOldTileFolders(needs.tilesFolder, layerId);
    } catch (error) {
      folder.drop();
      if (error instanceof Fault) fail(job, error.code, error.message);
      else {
        needs.onUnexpected?.(error, job.id);
        const reason = isClosed
          ? "the server was stopped"
          : String(error instanceof Error ? error.message : error);
        fail(job, "internal/unexpected", `the import broke off: ${reason}`);
      }
    } finally {
      running = undefined;
    }
  }

  async function importNetwork(
    { job, name, layerId, place, upload }: Order,
    folder: TileFolder,
  ): Promise<void> {
    let reserved = new Uint32Array();
    running = startImport(
      { file: upload.file, name, layerId, place, tilesFolder: folder.path },
      {
        onStage: (stage, progress) => update(job, { stage, progress }),
        reserveFeatures: (ids) => {
          reserved = new Uint32Array(needs.reserveFeatures(layerId, ids));
          return reserved;
        },
      },
    );
    const result = await running.result;
    if (!("layer" in result)) {
      update(job, { report: { ...NO_REPORT, findings: [...result.findings] } });
      throw unreadable(name, result.findings);
    }
    update(job, { stage: "publishing", progress: 0.92 });
    const { assets } = result.layer;
    const now = needs.reserveFeatures(
      layerId,
      assets.map((asset) => asset.id),
    );
    // The tiles carry these numbers: one changed means that another colour would be painted on a pipe.
    if (!reserved.every((index, i) => index === now[i])) {
      throw new Fault(
        "registry/conflict",
        `layer ${layerId} was changed during the import; send the file again`,
        {
          layer: layerId,
        },
      );
    }
    const report = await publish(result, folder);
    update(job, { state: "done", stage: "done", progress: 1, finishedAt: needs.now(), report });
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

  return {
    async submitNetworkImport({ name, place, layer, body }) {
      const { layerId, at } = readRequest(name, place, layer);
      const upload = await keepUpload(body, needs.maxUploadBytes ?? MAX_UPLOAD_BYTES);
      const job: Job = {
        id: randomUUID(),
        kind: "network-import",
        name,
        ...{ state: "queued", stage: "queued", progress: 0 },
        ...{ createdAt: needs.now(), finishedAt: null, report: null, error: null },
      };
      jobs.set(job.id, job);
      for (const old of jobs.values()) {
        if (jobs.size <= MAX_REMEMBERED_JOBS) break;
        if (old.finishedAt !== null) jobs.delete(old.id);
      }
      waiting.push({ job, name, layerId, place: at, upload });
      if (!isBusy) idle = work();
      return { ...job };
    },
    list: () => [...jobs.values()].reverse().map((job) => ({ ...job })),
    find(id) {
      const job = jobs.get(id);
      return job && { ...job };
    },
    async close() {
      isClosed = true;
      await running?.stop();
      await idle;
    },
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
