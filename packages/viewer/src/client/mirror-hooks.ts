import { SEVERITY_MASK } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from "react";
import { createStatusBeat, type StatusBeat } from "./status-beat.ts";
import { ATTENTION_CLASSES, type AttentionClass, classOf } from "./status-class.ts";
import type { LayerCounts, NotedFeature, TwinMirror } from "./twin-mirror.ts";
import { createTwinMirror } from "./twin-mirror.ts";

/** The mirror the panels below read from. */
export const MirrorContext = createContext<TwinMirror>(createTwinMirror());

/** The mirror itself, for code that paints rather than renders. */
export function useMirror(): TwinMirror {
  return useContext(MirrorContext);
}

const beats = new WeakMap<TwinMirror, StatusBeat>();

/** All panels of a mirror are told in one beat, so that a change renders the page once. */
function beatOf(mirror: TwinMirror): StatusBeat {
  const known = beats.get(mirror);
  if (known) return known;
  const made = createStatusBeat(mirror);
  beats.set(mirror, made);
  return made;
}

/** Counts of a layer; renders again only when that layer changed. */
export function useLayerCounts(layer: string): LayerCounts {
  const mirror = useMirror();
  const subscribe = useLayerSubscription(mirror, layer);
  return useSyncExternalStore(subscribe, () => mirror.countsOf(layer));
}

/** Counts of several layers in their order, the same array until one of them changes. */
export function useCountsOfLayers(layers: readonly string[]): readonly LayerCounts[] {
  const mirror = useMirror();
  const collect = useMemo(() => {
    let counts: readonly LayerCounts[] = [];
    return () => {
      const next = layers.map((layer) => mirror.countsOf(layer));
      if (next.length !== counts.length || next.some((each, i) => each !== counts[i])) counts = next;
      return counts;
    };
  }, [mirror, layers]);
  const subscribe = useCallback((listener: () => void) => beatOf(mirror).listen(listener), [mirror]);
  return useSyncExternalStore(subscribe, collect);
}

/** Status byte of one feature; 0 (unknown) where there is none. */
export function useFeatureStatus(layer: string, featureIndex: number): number {
  const mirror = useMirror();
  const subscribe = useLayerSubscription(mirror, layer);
  return useSyncExternalStore(subscribe, () => mirror.statusOf(layer)[featureIndex] ?? 0);
}

/** Latest value of a followed datastream, or undefined before one came. */
export function useLatestValue(datastream: string): LatestValue | undefined {
  const mirror = useMirror();
  const subscribe = useCallback((listener: () => void) => mirror.onValues(listener), [mirror]);
  return useSyncExternalStore(subscribe, () => mirror.valueOf(datastream));
}

/** Features of the layers given that are in one of the classes, worst first. */
export function useNotedFeatures(
  layers: readonly string[],
  classes: readonly AttentionClass[],
): readonly NotedFeature[] {
  const mirror = useMirror();
  const collect = useMemo(() => collectorOf(mirror, layers, classes), [mirror, layers, classes]);
  const subscribe = useCallback((listener: () => void) => beatOf(mirror).listen(listener), [mirror]);
  return useSyncExternalStore(subscribe, collect);
}

function useLayerSubscription(mirror: TwinMirror, layer: string): (listener: () => void) => () => void {
  return useCallback((listener: () => void) => beatOf(mirror).listen(listener, layer), [mirror, layer]);
}

/** Joins the layers' lists and answers the same array until one of them changes. */
function collectorOf(
  mirror: TwinMirror,
  layers: readonly string[],
  classes: readonly AttentionClass[],
): () => readonly NotedFeature[] {
  let parts: readonly (readonly NotedFeature[])[] = [];
  let joined: readonly NotedFeature[] = [];
  return () => {
    const next = layers.flatMap((layer) => classes.map((each) => mirror.featuresOf(layer, each)));
    if (next.length !== parts.length || next.some((part, i) => part !== parts[i])) {
      parts = next;
      joined = next.flat().sort((a, b) => urgencyOf(b) - urgencyOf(a));
    }
    return joined;
  };
}

/** Abnormal by severity, then stale, bad and uncertain. */
function urgencyOf({ status }: NotedFeature): number {
  const place = ATTENTION_CLASSES.indexOf(classOf(status) as AttentionClass);
  return place === 0 ? status & SEVERITY_MASK : -place;
}
