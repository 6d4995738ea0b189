import { BAD_QUALITY_BIT, QUALITIES, STALE_BIT, severityCodeOfSide } from "@shuicheng/shared/contracts";
import { evaluateLimits, SIDE_CODES } from "./evaluate-limits.ts";
import type {
  TwinAsset,
  TwinChanges,
  TwinCheckpoint,
  TwinDatastream,
  TwinLatest,
  TwinObservations,
} from "./twin-contract.ts";

const NORMAL = 1;
/** Severity of what is within its limits by a value that may be wrong. */
const ADVISORY = 2;
const UNCERTAIN = QUALITIES.indexOf("uncertain");
const BAD = QUALITIES.indexOf("bad");

/**
 * The truth now: latest value, quality, staleness and limit status of every datastream and the status byte of
 * every asset. Pure: no clock, no I/O; time comes with `applyTick`, positions with each call, both in log order.
 *
 * Every asset and datastream remembers the log position of its last change, so "what changed since `seq`" is
 * answered for any `seq` of this epoch without keeping a history of changes.
 */
export class Twin {
  #seq = 0;
  #nowMs = Number.NEGATIVE_INFINITY;
  #newestMs = Number.NEGATIVE_INFINITY;
  readonly #datastreams: (TwinDatastream | undefined)[] = [];
  #latestMs = new Float64Array(0);
  #result = new Float64Array(0);
  #quality = new Uint8Array(0);
  #side = new Uint8Array(0);
  #isStale = new Uint8Array(0);
  #isSilent = new Uint8Array(0);
  #valueSeq = new Float64Array(0);
  readonly #assets: (TwinAsset & { handles: number[] })[] = [];
  /** Assets of each layer by feature index. */
  readonly #layers = new Map<number, number[]>();
  #status = new Uint8Array(0);
  #statusSeq = new Float64Array(0);
  #changedAssets = new Set<number>();
  /** Each handle once: `#isChanged` is 1 for those in the list. */
  #changedHandles: number[] = [];
  #isChanged = new Uint8Array(0);

  /** Position in the log that this state has reached. */
  get seq(): number {
    return this.#seq;
  }

  /** Server time of the last tick, epoch ms; −∞ before the first. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Phenomenon time of the newest observation of all, epoch ms; undefined before the first. */
  get newestTimeMs(): number | undefined {
    return Number.isFinite(this.#newestMs) ? this.#newestMs : undefined;
  }

  /** Adds an asset, moves it within its layer, or retires it. Its status starts as unknown, and is unknown while it is retired. */
  configureAsset(asset: TwinAsset): void {
    if (asset.asset >= this.#status.length) this.#growAssets(asset.asset);
    const known = this.#assets[asset.asset];
    this.#assets[asset.asset] = { ...asset, handles: known?.handles ?? [] };
    const layer = this.#layers.get(asset.layer) ?? [];
    layer[asset.featureIndex] = asset.asset;
    this.#layers.set(asset.layer, layer);
    if (!known) this.#statusSeq[asset.asset] = this.#seq;
    else this.#refreshStatus(asset.asset);
  }

  /** Adds a datastream or changes its limits; what it holds is judged again at once, by the position reached. */
  configureDatastream(datastream: TwinDatastream): void {
    const { handle } = datastream;
    if (handle >= this.#latestMs.length) this.#growHandles(handle);
    const known = this.#datastreams[handle];
    if (known && known.asset !== datastream.asset) {
      const former = this.#assets[known.asset];
      if (former) former.handles = former.handles.filter((other) => other !== handle);
      this.#refreshStatus(known.asset);
    }
    this.#datastreams[handle] = datastream;
    const asset = this.#assets[datastream.asset];
    if (asset && !asset.handles.includes(handle)) asset.handles.push(handle);
    if (this.#hasValue(handle)) {
      if (this.#quality[handle] !== BAD) {
        this.#side[handle] = evaluateLimits(this.#result[handle] as number, datastream.limits);
      }
      this.#isStale[handle] = this.#judgeStale(handle);
      this.#touchValue(handle);
    }
    this.#refreshStatus(datastream.asset);
  }

  /** Lets go of a datastream that no longer exists; its asset is judged by the rest. */
  retireDatastream(handle: number): void {
    const datastream = this.#datastreams[handle];
    if (!datastream) return;
    // Its latest value stays: should it come back, what it has been told must still count as told.
    this.#datastreams[handle] = undefined;
    const asset = this.#assets[datastream.asset];
    if (asset) asset.handles = asset.handles.filter((other) => other !== handle);
    this.#refreshStatus(datastream.asset);
  }

  /**
   * Applies one record. A late observation does not move the latest value backwards; a bad one is shown but
   * leaves the limit status as the last trusted one judged it.
   */
  applyObservations(seq: number, observations: TwinObservations): void {
    this.#seq = seq;
    /** Assets whose status may be another one, some of them more than once. */
    const touched: number[] = [];
    for (let i = 0; i < observations.n; i++) {
      const handle = observations.handle[i] as number;
      const timeMs = observations.timeMs[i] as number;
      if (handle >= this.#latestMs.length) this.#growHandles(handle);
      if (timeMs <= (this.#latestMs[handle] as number)) continue;
      const isFirst = !this.#hasValue(handle);
      const quality = observations.quality[i] as number;
      this.#latestMs[handle] = timeMs;
      if (timeMs > this.#newestMs) this.#newestMs = timeMs;
      this.#result[handle] = observations.result[i] as number;
      this.#isSilent[handle] = 0;
      const datastream = this.#datastreams[handle];
      if (!datastream) {
        this.#quality[handle] = quality;
        continue;
      }
      const side =
        quality === BAD
          ? (this.#side[handle] as number)
          : evaluateLimits(observations.result[i] as number, datastream.limits);
      const isStale = this.#judgeStale(handle);
      const isAlike =
        side === this.#side[handle] && quality === this.#quality[handle] && isStale === this.#isStale[handle];
      if (isFirst || !isAlike) touched.push(datastream.asset);
      this.#quality[handle] = quality;
      this.#side[handle] = side;
      this.#isStale[handle] = isStale;
      this.#touchValue(handle);
    }
    for (const asset of touched) this.#refreshStatus(asset);
  }

  /** Applies a silence: the gateway behind these is gone, so their latest values are stale until newer ones come. */
  applySilence(seq: number, handles: ArrayLike<number>): void {
    this.#seq = seq;
    for (let i = 0; i < handles.length; i++) {
      const handle = handles[i] as number;
      if (handle >= this.#latestMs.length || !this.#hasValue(handle)) continue;
      this.#isSilent[handle] = 1;
      const datastream = this.#datastreams[handle];
      if (!datastream || this.#isStale[handle] === 1) continue;
      this.#isStale[handle] = 1;
      this.#touchValue(handle);
      this.#refreshStatus(datastream.asset);
    }
  }

  /** Applies one second of server time: what has become too old turns stale. */
  applyTick(seq: number, nowMs: number): void {
    this.#seq = seq;
    this.#nowMs = nowMs;
    for (let handle = 0; handle < this.#datastreams.length; handle++) {
      const datastream = this.#datastreams[handle];
      if (!datastream || !this.#hasValue(handle)) continue;
      const isStale = this.#judgeStale(handle);
      if (isStale === this.#isStale[handle]) continue;
      this.#isStale[handle] = isStale;
      this.#touchValue(handle);
      this.#refreshStatus(datastream.asset);
    }
  }

  /** The newest observation, or undefined where there never was one. */
  findLatest(handle: number): TwinLatest | undefined {
    if (handle >= this.#latestMs.length || !this.#hasValue(handle)) return undefined;
    return {
      timeMs: this.#latestMs[handle] as number,
      result: this.#result[handle] as number,
      quality: QUALITIES[this.#quality[handle] as number] ?? "bad",
      isStale: this.#isStale[handle] === 1,
      side: SIDE_CODES[this.#side[handle] as number] ?? null,
    };
  }

  /** Time of the newest observation, epoch ms; −∞ where there is none. */
  latestTimeMs(handle: number): number {
    return this.#latestMs[handle] ?? Number.NEGATIVE_INFINITY;
  }

  /** Log position of the last change of a datastream's value. */
  valueSeq(handle: number): number {
    return this.#valueSeq[handle] ?? 0;
  }

  /** Status byte of an asset; 0 where it is not known. */
  statusOf(asset: number): number {
    return this.#status[asset] ?? 0;
  }

  /** Assets have the numbers below this one. */
  get assetCount(): number {
    return this.#assets.length;
  }

  /** Where an asset stands. */
  findAsset(asset: number): TwinAsset | undefined {
    return this.#assets[asset];
  }

  /**
   * Feature indices (ascending) and status bytes of a layer's assets that changed after `since`.
   *
   * @param since −1 for all.
   * @param includes Restricts to these assets, e.g. those of some grid cells.
   * Cost: O(assets of the layer).
   */
  statusSince(
    layer: number,
    since: number,
    includes?: (asset: number) => boolean,
  ): { features: Uint32Array; status: Uint8Array } {
    const features: number[] = [];
    const status: number[] = [];
    for (const asset of this.#layers.get(layer) ?? []) {
      if (asset === undefined || (this.#statusSeq[asset] as number) <= since) continue;
      if (includes && !includes(asset)) continue;
      features.push((this.#assets[asset] as TwinAsset).featureIndex);
      status.push(this.#status[asset] as number);
    }
    return { features: Uint32Array.from(features), status: Uint8Array.from(status) };
  }

  /**
   * Datastreams of a layer's assets whose value changed after `since`.
   *
   * @param since −1 for all that have one.
   * @param includes As of {@link statusSince}.
   * Cost: O(datastreams of the layer).
   */
  handlesSince(layer: number, since: number, includes?: (asset: number) => boolean): number[] {
    const found: number[] = [];
    for (const asset of this.#layers.get(layer) ?? []) {
      if (asset === undefined || (includes && !includes(asset))) continue;
      for (const handle of (this.#assets[asset] as { handles: number[] }).handles)
        if (this.#hasValue(handle) && (this.#valueSeq[handle] as number) > since) found.push(handle);
    }
    return found;
  }

  /** The asset that a datastream observes, as it was configured. */
  assetOf(handle: number): number | undefined {
    return this.#datastreams[handle]?.asset;
  }

  /** What changed since the last call, each thing once. */
  takeChanges(): TwinChanges {
    const changes = { assets: [...this.#changedAssets], handles: this.#changedHandles };
    this.#changedAssets = new Set();
    for (const handle of this.#changedHandles) this.#isChanged[handle] = 0;
    this.#changedHandles = [];
    return changes;
  }

  /** The latest values, to be stored with the position `seq`. */
  checkpoint(): TwinCheckpoint {
    const handles: number[] = [];
    for (let handle = 0; handle < this.#latestMs.length; handle++)
      if (this.#hasValue(handle)) handles.push(handle);
    return {
      handle: Int32Array.from(handles),
      timeMs: Float64Array.from(handles, (handle) => this.#latestMs[handle] as number),
      result: Float64Array.from(handles, (handle) => this.#result[handle] as number),
      quality: Uint8Array.from(handles, (handle) => this.#quality[handle] as number),
      side: Uint8Array.from(handles, (handle) => this.#side[handle] as number),
      silent: Uint8Array.from(handles, (handle) => this.#isSilent[handle] as number),
    };
  }

  /** Takes a checkpoint back at the start, after all assets and datastreams are configured. */
  restore(seq: number, checkpoint: TwinCheckpoint): void {
    this.#seq = seq;
    for (let row = 0; row < checkpoint.handle.length; row++) {
      const handle = checkpoint.handle[row] as number;
      if (handle >= this.#latestMs.length) this.#growHandles(handle);
      this.#latestMs[handle] = checkpoint.timeMs[row] as number;
      this.#newestMs = Math.max(this.#newestMs, checkpoint.timeMs[row] as number);
      this.#result[handle] = checkpoint.result[row] as number;
      this.#quality[handle] = checkpoint.quality[row] as number;
      this.#isSilent[handle] = checkpoint.silent[row] as number;
      const datastream = this.#datastreams[handle];
      if (!datastream) continue;
      // The side is kept, not judged again: a bad value must not clear what the last trusted one raised.
      this.#side[handle] =
        checkpoint.quality[row] === BAD
          ? (checkpoint.side[row] as number)
          : evaluateLimits(checkpoint.result[row] as number, datastream.limits);
      this.#isStale[handle] = this.#isSilent[handle] as number;
      this.#touchValue(handle);
    }
    for (let asset = 0; asset < this.#assets.length; asset++) {
      if (!this.#assets[asset]) continue;
      this.#statusSeq[asset] = seq;
      this.#refreshStatus(asset);
    }
  }

  #hasValue(handle: number): boolean {
    return (this.#latestMs[handle] as number) !== Number.NEGATIVE_INFINITY;
  }

  #judgeStale(handle: number): number {
    if (this.#isSilent[handle] === 1) return 1;
    const { staleAfterMs } = this.#datastreams[handle] as TwinDatastream;
    return this.#nowMs - (this.#latestMs[handle] as number) > staleAfterMs ? 1 : 0;
  }

  #touchValue(handle: number): void {
    this.#valueSeq[handle] = this.#seq;
    if (this.#isChanged[handle] === 1) return;
    this.#isChanged[handle] = 1;
    this.#changedHandles.push(handle);
  }

  /** An asset is as bad as its worst datastream, and as old or doubtful as any of them. */
  #refreshStatus(asset: number): void {
    const known = this.#assets[asset];
    if (!known) return;
    let severity = 0;
    let bits = 0;
    for (const handle of known.isRetired ? [] : known.handles) {
      if (!this.#hasValue(handle)) continue;
      const side = SIDE_CODES[this.#side[handle] as number];
      const within = this.#quality[handle] === UNCERTAIN ? ADVISORY : NORMAL;
      severity = Math.max(severity, side ? severityCodeOfSide(side) : within);
      if (this.#isStale[handle]) bits |= STALE_BIT;
      if (this.#quality[handle] === BAD) bits |= BAD_QUALITY_BIT;
    }
    const status = severity | bits;
    if (status === this.#status[asset]) return;
    this.#status[asset] = status;
    this.#statusSeq[asset] = this.#seq;
    this.#changedAssets.add(asset);
  }

  #growHandles(handle: number): void {
    const length = Math.max(this.#latestMs.length * 2, handle + 1, 64);
    const held = this.#latestMs.length;
    this.#latestMs = resized(this.#latestMs, new Float64Array(length)).fill(Number.NEGATIVE_INFINITY, held);
    this.#result = resized(this.#result, new Float64Array(length));
    this.#quality = resized(this.#quality, new Uint8Array(length));
    this.#side = resized(this.#side, new Uint8Array(length));
    this.#isStale = resized(this.#isStale, new Uint8Array(length));
    this.#isSilent = resized(this.#isSilent, new Uint8Array(length));
    this.#valueSeq = resized(this.#valueSeq, new Float64Array(length));
    this.#isChanged = resized(this.#isChanged, new Uint8Array(length));
  }

  #growAssets(asset: number): void {
    const length = Math.max(this.#status.length * 2, asset + 1, 64);
    this.#status = resized(this.#status, new Uint8Array(length));
    this.#statusSeq = resized(this.#statusSeq, new Float64Array(length));
  }
}

function resized<T extends Float64Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
