import { setImmediate as breathe } from "node:timers/promises";
import { cellAt, type LatestValue } from "@shuicheng/shared/protocol";
import type { Logger } from "pino";
import { createCompactionSchedule } from "./compaction.ts";
import { type History, openHistory, prepareHistory } from "./history/history.ts";
import type { AdmissionNeeds } from "./ingest/admission.ts";
import type { LiveNeeds } from "./live/live-needs.ts";
import { type ObservationLog, openObservationLog } from "./log/observation-log.ts";
import { Tail } from "./log/tail.ts";
import { readResult } from "./read-result.ts";
import {
  buildSilenceRecord,
  buildTickRecord,
  type ObservationColumns,
  type PackedRecord,
  readPackedRecord,
  SILENCE_KIND,
  TICK_KIND,
} from "./record/packed-record.ts";
import type { AssetPlace } from "./registry/asset-store.ts";
import type { RegisteredDatastream } from "./registry/datastream-store.ts";
import type { Registry } from "./registry/registry.ts";
import { createRetention, type Retention } from "./retention.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./twin/checkpoint-codec.ts";
import { Twin } from "./twin/twin.ts";

/** log → tail, twin, history, joined in log order. */
export interface Pipeline {
  readonly log: ObservationLog;
  readonly tail: Tail;
  readonly twin: Twin;
  readonly history: History;
  readonly retention: Retention;
  /** Observations accepted since the start. */
  readonly acceptedObservations: number;
  readonly admissionNeeds: Omit<AdmissionNeeds, "accounts">;
  readonly liveNeeds: LiveNeeds;
  /** One second has passed. */
  tick(): void;
  /** The gateway behind these is gone: their latest values are stale at once, until newer ones come. */
  fallSilent(handles: ReadonlySet<number>): Promise<void>;
  /**
   * Takes over what the registry now says of a layer, a part at a time: other work goes on between. It waits for a record
   * of its own, so that screens that resume from before it are told.
   */
  follow(
    places: Iterable<AssetPlace>,
    datastreams: Iterable<RegisteredDatastream>,
    retired: readonly number[],
  ): Promise<void>;
  /**
   * Tells of each record of observations once it is on disk and in the twin, in log order; of none that was there at the
   * start. What the listener does is done before anything is acknowledged: it must be quick, and must not throw.
   */
  onCommitted(listener: CommitListener): void;
  findUnreadiness(): string | undefined;
  close(): Promise<void>;
}

/** Told of a record of observations. */
export type CommitListener = (seq: number, observations: ObservationColumns) => void;

/** More than this in memory, and batches are refused until chunks catch up: about 170 MB. */
const MAX_TAIL_OBSERVATIONS = 4_000_000;
/** Observations that may wait for the disk. */
const MAX_WAITING_OBSERVATIONS = 400_000;
const RETRY_AFTER_MS = 250;
/** The server calls itself unready for so long after the log was refused, unless observations are taken before. */
const UNREADY_MS = 10_000;
/** Assets taken over from the registry at once: a few milliseconds' worth. */
const ASSETS_AT_ONCE = 2_000;
const BATCH_MEMORY_MS = 24 * 3_600_000;

/**
 * Opens the stores of a data folder and brings the twin up to the end of the log: checkpoint first, then the
 * records after it.
 */
export function openPipeline(
  folder: string,
  registry: Registry,
  options: {
    logger: Logger;
    now: () => number;
    /** Somebody else still reads the log's records after this one. */
    logNeededAfter?: () => number;
    /** Told while retention lets go of something. */
    onRetention?: () => void;
  },
): Pipeline {
  const { logger, now } = options;
  const progress = prepareHistory(folder);
  const tail = new Tail();
  const twin = new Twin();
  const cells: (string | undefined)[] = [];
  let compactedLatestMs = new Float64Array(0);
  let waitingObservations = 0;
  let acceptedObservations = 0;
  let unreadiness: string | undefined;
  let failedAtMs = Number.NEGATIVE_INFINITY;

  const listeners: CommitListener[] = [];

  const log = openObservationLog(folder, progress.compactedThrough, {
    onCommitted(seq, body) {
      const record = readPackedRecord(body);
      waitingObservations -= record.observations.n;
      acceptedObservations += record.observations.n;
      // A tick finds a place on a disk that has none for a batch: by itself it proves nothing for a while.
      if (record.observations.n > 0 || now() - failedAtMs > UNREADY_MS) unreadiness = undefined;
      apply(seq, record);
      if (record.observations.n > 0) for (const tell of listeners) tell(seq, record.observations);
      schedule.afterCommit(seq);
    },
    onFailed(throughSeq, reason) {
      tail.truncateAfter(throughSeq);
      waitingObservations = 0;
      failedAtMs = now();
      unreadiness = `the log cannot be written: ${reason}`;
      logger.error({ reason }, "the log cannot be written");
    },
  });
  const history = openHistory(folder, progress, {
    readTail: (handle, fromMs, toMs, limit) => tail.read(handle, fromMs, toMs, log.committedSeq, limit),
  });
  const schedule = createCompactionSchedule({
    nextSeq: () => log.nextSeq,
    committedSeq: () => log.committedSeq,
    tailSize: () => tail.size,
    sealTail: () => tail.seal(),
    dropTail: (throughSeq) => tail.drop(throughSeq),
    checkpoint: () => {
      const checkpoint = twin.checkpoint();
      noteCompacted(checkpoint.handle, checkpoint.timeMs);
      return encodeCheckpoint(checkpoint);
    },
    compact: (request) => history.compact(request),
    onCompacted: (throughSeq) =>
      log.trim(Math.min(throughSeq, options.logNeededAfter?.() ?? throughSeq), now() - BATCH_MEMORY_MS),
    onFailed: (error) => logger.error({ err: error }, "compaction failed; it is tried again"),
    now,
  });
  const retention = createRetention({
    store: registry.retention,
    handleCount: registry.datastreams.handleCount,
    classOf(handle) {
      const datastream = registry.datastreams.findByHandle(handle);
      const asset = datastream && registry.assets.findKept(datastream.assetNumber);
      return (
        asset && {
          observedProperty: datastream.observedProperty,
          layer: registry.layers.findByNumber(asset.layerNumber)?.id ?? "",
          assetClass: asset.class,
        }
      );
    },
    deletedTimes: (handle, beforeMs) =>
      registry.sta.deletedTimes(handle, Number.NEGATIVE_INFINITY, beforeMs - 1),
    ...{ letGo: history.letGo, weigh: history.weigh, keptFrom: history.keptFrom },
    nothingGoneFromMs: () => history.allKeptFromMs,
    onProgress: () => options.onRetention?.(),
    onFailed: (error) => logger.error({ err: error }, "retention could not let go; it is tried again"),
    now,
  });

  function apply(seq: number, record: PackedRecord): void {
    if (record.kind === TICK_KIND) twin.applyTick(seq, record.recordedAtMs);
    else if (record.kind === SILENCE_KIND) twin.applySilence(seq, record.silent);
    else twin.applyObservations(seq, record.observations);
  }

  /** From the start of a compaction on, observations up to these times may be in chunks. */
  function noteCompacted(handles: Int32Array, timesMs: Float64Array): void {
    for (let row = 0; row < handles.length; row++) {
      const handle = handles[row] as number;
      if (handle >= compactedLatestMs.length) {
        const larger = new Float64Array(Math.max(1024, handle * 2)).fill(Number.NEGATIVE_INFINITY);
        larger.set(compactedLatestMs);
        compactedLatestMs = larger;
      }
      compactedLatestMs[handle] = timesMs[row] as number;
    }
  }

  function configureAsset(place: AssetPlace): void {
    cells[place.number] = Number.isNaN(place.lonDeg) ? undefined : cellAt(place.lonDeg, place.latDeg);
    twin.configureAsset({
      asset: place.number,
      layer: place.layerNumber,
      featureIndex: place.featureIndex,
      isRetired: place.isRetired,
    });
  }

  function configureDatastreams(datastreams: Iterable<RegisteredDatastream>): void {
    for (const { handle, assetNumber, limits, staleAfterMs } of datastreams) {
      twin.configureDatastream({ handle, asset: assetNumber, limits, staleAfterMs });
    }
  }

  function recover(): void {
    for (const place of registry.assets.places()) configureAsset(place);
    configureDatastreams(registry.datastreams.list());
    if (progress.checkpoint) {
      const checkpoint = decodeCheckpoint(progress.checkpoint);
      noteCompacted(checkpoint.handle, checkpoint.timeMs);
      twin.restore(progress.compactedThrough, checkpoint);
    }
    for (const { seq, body } of log.readAfter(progress.compactedThrough)) {
      const record = readPackedRecord(body);
      tail.insertColumns(seq, record.observations);
      apply(seq, record);
    }
    twin.takeChanges();
  }
  recover();

  function latestOf(handle: number): LatestValue | undefined {
    const latest = twin.findLatest(handle);
    const datastream = registry.datastreams.findByHandle(handle);
    if (!latest || !datastream) return undefined;
    const { timeMs: time, quality, side, isStale: stale } = latest;
    return {
      datastream: datastream.id,
      time,
      result: readResult(datastream, latest.result),
      quality,
      side,
      stale,
    };
  }

  const isWithin = (cell: string | undefined) =>
    cell === undefined ? undefined : (asset: number) => cells[asset] === cell;

  function placeOf(asset: number) {
    const place = twin.findAsset(asset);
    return place && { layer: place.layer, cell: cells[asset] };
  }

  return {
    log,
    tail,
    twin,
    history,
    retention,
    get acceptedObservations() {
      return acceptedObservations;
    },
    admissionNeeds: {
      findDatastream: registry.datastreams.find,
      findDatastreamByHandle: registry.datastreams.findByHandle,
      compactedLatestMs: (handle) => compactedLatestMs[handle] ?? Number.NEGATIVE_INFINITY,
      findInTail: (handle, timeMs) => tail.find(handle, timeMs),
      findInHistory: history.find,
      ...{ allKeptFromMs: retention.allKeptFromMs, keptFromMs: retention.keptFromMs },
      compactionCount: () => schedule.count,
      claimNewest: (handle, timeMs) => tail.claimNewest(handle, timeMs),
      hold: (columns, from, to) => tail.insertRows(log.nextSeq, columns, from, to),
      append(record, named) {
        if (record) waitingObservations += readPackedRecord(record).observations.n;
        return log.append(record, named).durable;
      },
      whenDurable: log.whenDurable,
      findAcknowledgement: log.findAcknowledgement,
      retryAfterMs: () =>
        waitingObservations > MAX_WAITING_OBSERVATIONS || tail.size > MAX_TAIL_OBSERVATIONS
          ? RETRY_AFTER_MS
          : undefined,
      now,
    },
    liveNeeds: {
      epoch: log.epoch,
      seq: () => twin.seq,
      now,
      layers: registry.layers.list,
      statusSince: (layer, since, cell) => twin.statusSince(layer, since, isWithin(cell)),
      handlesSince: (layer, since, cell) => twin.handlesSince(layer, since, isWithin(cell)),
      resultOf(handle) {
        const latest = twin.assetOf(handle) === undefined ? undefined : twin.findLatest(handle);
        return latest === undefined || latest.quality === "bad" ? Number.NaN : latest.result;
      },
      placeOf,
      placeOfDatastream(handle) {
        const asset = twin.assetOf(handle);
        return asset === undefined ? undefined : placeOf(asset);
      },
      findHandle: (id) => registry.datastreams.find(id)?.handle,
      handlesOfAsset(id) {
        const asset = registry.assets.find(id);
        return asset && registry.datastreams.ofAsset(asset.number).map((datastream) => datastream.handle);
      },
      latestOf,
      valueSeq: (handle) => twin.valueSeq(handle),
      onUnexpected: (error) => logger.error({ err: error }, "a subscription failed"),
      newestTimeMs: () => twin.newestTimeMs,
      takeChanges: () => twin.takeChanges(),
    },
    tick() {
      // A refused tick is a refused log, which `onFailed` has told already.
      log.append(buildTickRecord(now()), null).durable.catch(() => undefined);
      schedule.check();
      retention.check();
    },
    fallSilent: (handles) => log.append(buildSilenceRecord(handles, now()), null).durable,
    async follow(places, datastreams, retired) {
      await log.append(buildTickRecord(now()), null).durable;
      let taken = 0;
      for (const place of places) {
        configureAsset(place);
        if (++taken % ASSETS_AT_ONCE === 0) await breathe();
      }
      configureDatastreams(datastreams);
      for (const handle of retired) twin.retireDatastream(handle);
    },
    onCommitted: (listener) => void listeners.push(listener),
    findUnreadiness: () => unreadiness,
    async close() {
      await log.whenDurable().catch(() => undefined);
      await retention.close();
      await schedule.finish();
      await history.close();
      await log.close();
    },
  };
}
