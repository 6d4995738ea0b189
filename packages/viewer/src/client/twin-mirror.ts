import { SEVERITIES, SEVERITY_MASK, STALE_BIT } from "@shuicheng/shared/contracts";
import {
  decodeStatusPatch,
  type LatestValue,
  type Snapshot,
  type StatusPatch,
} from "@shuicheng/shared/protocol";
import {
  ATTENTION_CLASSES,
  type AttentionClass,
  classOf,
  STATUS_CLASSES,
  type StatusClass,
} from "./status-class.ts";

/** How the features of one layer stand. The classes add up to `features`, the severities too. */
export interface LayerCounts {
  readonly features: number;
  readonly byClass: Readonly<Record<StatusClass, number>>;
  /** Of the abnormal ones, those whose data has gone old since. */
  readonly oldAbnormal: number;
  /** Index = severity code (0 unknown … 6 critical). */
  readonly bySeverity: readonly number[];
  /** Highest severity code above normal that any feature has, or 0 where all is well. */
  readonly worstSeverity: number;
}

/** A feature that is abnormal, stale, bad or uncertain, with its status byte. */
export interface NotedFeature {
  readonly layer: string;
  readonly featureIndex: number;
  readonly status: number;
}

/** Which features of a layer changed: their indices, ascending, or all of them. */
export type StatusChange = Uint32Array | "all";

/**
 * What the page knows of the twin: a status byte per feature and the latest value of each followed datastream.
 * It knows neither React nor Cesium; both listen to it. Objects it hands out stay the same until they change.
 */
export interface TwinMirror {
  /** Declares the layers there are; one that is gone is dropped, one that grew gets `unknown` features. */
  setLayers(layers: readonly { readonly id: string; readonly features: number }[]): void;
  /** Replaces the layers that the snapshot names, and every followed value. @throws {Fault} `codec/…` */
  applySnapshot(snapshot: Snapshot): void;
  /** Sets absolute new states. Features beyond the known ones grow the layer: indices are append-only. */
  applyStatus(message: { readonly layer: string; readonly patch: StatusPatch }): void;
  applyValues(values: readonly LatestValue[]): void;
  /** Status bytes by feature index. Live: read it at once, don't keep it. Empty for an unknown layer. */
  statusOf(layer: string): Uint8Array;
  countsOf(layer: string): LayerCounts;
  /** The features of a layer in one class, worst first, then by index. */
  featuresOf(layer: string, statusClass: AttentionClass): readonly NotedFeature[];
  valueOf(datastream: string): LatestValue | undefined;
  /** Ids of the layers that have been declared or spoken of. */
  layerIds(): readonly string[];
  /** @returns Ends the listening. */
  onStatus(listener: (layer: string, changed: StatusChange) => void): () => void;
  /** @returns Ends the listening. */
  onValues(listener: (values: readonly LatestValue[]) => void): () => void;
}

interface MirroredLayer {
  /** Longer than `features` while growing, so that appending costs little. */
  status: Uint8Array;
  features: number;
  readonly byClass: Record<StatusClass, number>;
  oldAbnormal: number;
  readonly bySeverity: number[];
  /** Feature indices by class. */
  readonly noted: Readonly<Record<AttentionClass, Set<number>>>;
  counts: LayerCounts | undefined;
  readonly notedLists: Partial<Record<AttentionClass, readonly NotedFeature[]>>;
}

const NONE = new Uint8Array(0);

/** Makes an empty mirror. Each change costs O(features that changed). */
export function createTwinMirror(): TwinMirror {
  const layers = new Map<string, MirroredLayer>();
  let values = new Map<string, LatestValue>();
  const statusListeners = new Set<(layer: string, changed: StatusChange) => void>();
  const valuesListeners = new Set<(values: readonly LatestValue[]) => void>();
  let layerIds: readonly string[] = [];

  const layerOf = (id: string): MirroredLayer => {
    const known = layers.get(id);
    if (known) return known;
    const made = emptyLayer();
    layers.set(id, made);
    layerIds = [...layers.keys()];
    return made;
  };
  const tellStatus = (layer: string, changed: StatusChange): void => {
    for (const listener of statusListeners) listener(layer, changed);
  };

  return {
    setLayers(declared) {
      for (const { id, features } of declared) {
        const layer = layerOf(id);
        if (layer.features === features) continue;
        resize(layer, features);
        tellStatus(id, "all");
      }
      const ids = new Set(declared.map(({ id }) => id));
      const gone = [...layers.keys()].filter((id) => !ids.has(id));
      for (const id of gone) layers.delete(id);
      layerIds = [...layers.keys()];
      for (const id of gone) tellStatus(id, "all");
    },

    applySnapshot(snapshot) {
      const decoded = snapshot.layers.map(({ layer, body }) => ({
        id: layer,
        patch: decodeStatusPatch(body),
      }));
      for (const { id, patch } of decoded) {
        const layer = layerOf(id);
        const { features } = layer;
        resize(layer, 0);
        resize(layer, Math.max(features, indexAfter(patch)));
        applyPatch(layer, patch);
        tellStatus(id, "all");
      }
      values = new Map(snapshot.values.map((value) => [value.datastream, value]));
      for (const listener of valuesListeners) listener(snapshot.values);
    },

    applyStatus({ layer: id, patch }) {
      const layer = layerOf(id);
      const isLonger = indexAfter(patch) > layer.features;
      if (isLonger) resize(layer, indexAfter(patch));
      const changed = applyPatch(layer, patch);
      if (isLonger) tellStatus(id, "all");
      else if (changed.length > 0) tellStatus(id, changed);
    },

    applyValues(changed) {
      for (const value of changed) values.set(value.datastream, value);
      for (const listener of valuesListeners) listener(changed);
    },

    statusOf(id) {
      const layer = layers.get(id);
      return layer ? layer.status.subarray(0, layer.features) : NONE;
    },
    countsOf(id) {
      const layer = layers.get(id);
      if (!layer) return NO_COUNTS;
      layer.counts ??= buildCounts(layer);
      return layer.counts;
    },
    featuresOf(id, statusClass) {
      const layer = layers.get(id);
      if (!layer) return NO_FEATURES;
      layer.notedLists[statusClass] ??= buildNotedList(id, layer, statusClass);
      return layer.notedLists[statusClass];
    },
    valueOf: (datastream) => values.get(datastream),
    layerIds: () => layerIds,

    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    onValues(listener) {
      valuesListeners.add(listener);
      return () => valuesListeners.delete(listener);
    },
  };
}

function emptyLayer(): MirroredLayer {
  return {
    status: NONE,
    features: 0,
    byClass: { normal: 0, abnormal: 0, stale: 0, bad: 0, uncertain: 0, unknown: 0 },
    oldAbnormal: 0,
    bySeverity: new Array<number>(SEVERITY_MASK + 1).fill(0),
    noted: { abnormal: new Set(), stale: new Set(), bad: new Set(), uncertain: new Set() },
    counts: undefined,
    notedLists: {},
  };
}

const NO_FEATURES: readonly NotedFeature[] = [];
const NO_COUNTS: LayerCounts = buildCounts(emptyLayer());

function indexAfter({ features }: StatusPatch): number {
  return features.length === 0 ? 0 : (features[features.length - 1] as number) + 1;
}

/** Features cut off are forgotten, new ones start as 0 (unknown). */
function resize(layer: MirroredLayer, features: number): void {
  for (let index = features; index < layer.features; index++) {
    count(layer, index, layer.status[index] as number, -1);
    layer.status[index] = 0;
  }
  if (features > layer.status.length) {
    const longer = new Uint8Array(Math.max(features, layer.status.length * 2));
    longer.set(layer.status);
    layer.status = longer;
  }
  const added = features - layer.features;
  if (added > 0) {
    layer.byClass.unknown += added;
    layer.bySeverity[0] = (layer.bySeverity[0] as number) + added;
  }
  layer.features = features;
  forgetLists(layer);
}

/** Answers the indices whose byte really changed. */
function applyPatch(layer: MirroredLayer, { features, status }: StatusPatch): Uint32Array {
  const changed = new Uint32Array(features.length);
  let n = 0;
  for (let i = 0; i < features.length; i++) {
    const index = features[i] as number;
    const before = layer.status[index] as number;
    const after = status[i] as number;
    if (before === after) continue;
    count(layer, index, before, -1);
    count(layer, index, after, 1);
    layer.status[index] = after;
    changed[n++] = index;
  }
  if (n > 0) forgetLists(layer);
  return changed.subarray(0, n);
}

function count(layer: MirroredLayer, index: number, status: number, by: 1 | -1): void {
  const statusClass = classOf(status);
  const severity = status & SEVERITY_MASK;
  layer.byClass[statusClass] += by;
  if (statusClass === "abnormal" && (status & STALE_BIT) !== 0) layer.oldAbnormal += by;
  layer.bySeverity[severity] = (layer.bySeverity[severity] as number) + by;
  if (statusClass === "normal" || statusClass === "unknown") return;
  if (by > 0) layer.noted[statusClass].add(index);
  else layer.noted[statusClass].delete(index);
}

function forgetLists(layer: MirroredLayer): void {
  layer.counts = undefined;
  for (const statusClass of ATTENTION_CLASSES) delete layer.notedLists[statusClass];
}

function buildCounts(layer: MirroredLayer): LayerCounts {
  // The unused code 7 counts with critical: never hide what is not understood.
  const bySeverity = layer.bySeverity.slice(0, SEVERITIES.length);
  const last = SEVERITIES.length - 1;
  bySeverity[last] = (bySeverity[last] as number) + (layer.bySeverity[SEVERITY_MASK] as number);
  const worst = bySeverity.findLastIndex((n) => n > 0);
  return {
    features: layer.features,
    byClass: Object.fromEntries(STATUS_CLASSES.map((name) => [name, layer.byClass[name]])) as Record<
      StatusClass,
      number
    >,
    oldAbnormal: layer.oldAbnormal,
    bySeverity,
    worstSeverity: worst > 1 ? worst : 0,
  };
}

function buildNotedList(
  id: string,
  layer: MirroredLayer,
  statusClass: AttentionClass,
): readonly NotedFeature[] {
  return [...layer.noted[statusClass]]
    .map((featureIndex) => ({ layer: id, featureIndex, status: layer.status[featureIndex] as number }))
    .sort(
      (a, b) => (b.status & SEVERITY_MASK) - (a.status & SEVERITY_MASK) || a.featureIndex - b.featureIndex,
    );
}
