import { SEVERITY_MASK } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from "react";
import type { AbnormalFeature, LayerCounts, TwinMirror } from "./twin-mirror.ts";
import { createTwinMirror } from "./twin-mirror.ts";

/** The mirror the panels below read from. */
export const MirrorContext = createContext<TwinMirror>(createTwinMirror());

/** The mirror itself, for code that paints rather than renders. */
export function useMirror(): TwinMirror {
  return useContext(MirrorContext);
}

/** Counts of a layer; renders again only when that layer changed. */
export function useLayerCounts(layer: string): LayerCounts {
  const mirror = useMirror();
  const subscribe = useLayerSubscription(mirror, layer);
  return useSyncExternalStore(subscribe, () => mirror.countsOf(layer));
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

/** Abnormal features of the layers given, worst first. */
export function useAbnormalFeatures(layers: readonly string[]): readonly AbnormalFeature[] {
  const mirror = useMirror();
  const collect = useMemo(() => collectorOf(mirror, layers), [mirror, layers]);
  const subscribe = useCallback((listener: () => void) => mirror.onStatus(listener), [mirror]);
  return useSyncExternalStore(subscribe, collect);
}

function useLayerSubscription(mirror: TwinMirror, layer: string): (listener: () => void) => () => void {
  return useCallback(
    (listener: () => void) => mirror.onStatus((changed) => changed === layer && listener()),
    [mirror, layer],
  );
}

/** Joins the layers' lists and answers the same array until one of them changes. */
function collectorOf(mirror: TwinMirror, layers: readonly string[]): () => readonly AbnormalFeature[] {
  let parts: readonly (readonly AbnormalFeature[])[] = [];
  let joined: readonly AbnormalFeature[] = [];
  return () => {
    const next = layers.map((layer) => mirror.abnormalOf(layer));
    if (next.length !== parts.length || next.some((part, i) => part !== parts[i])) {
      parts = next;
      joined = next.flat().sort((a, b) => (b.status & SEVERITY_MASK) - (a.status & SEVERITY_MASK));
    }
    return joined;
  };
}
