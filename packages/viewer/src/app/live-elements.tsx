import { useEffect, useMemo } from "react";
import type { CityClient } from "../client/city-client.ts";
import { useInspectorStore } from "../client/inspector-store.ts";
import { listElementAssets, prepareElementAssets } from "../client/live-binding/element-assets.ts";
import { buildLiveHeat } from "../client/live-binding/live-heat.ts";
import { useElementFeatures, useLayerDatastreams } from "../client/live-binding/live-queries.ts";
import { useLiveStore } from "../client/live-binding/live-store.ts";
import { paintStatuses } from "../client/live-binding/paint-statuses.ts";
import { isLocalId } from "../client/local-model-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { SEVERITY_COLOURS_OF, THEMES } from "./tokens.ts";

/** Assets whose values a page can follow at once. */
const MAX_FOLLOWED = 1_000;

/** Paints the inspector's elements by how they stand, and by their live values where that is asked for. Shows nothing itself. */
export function LiveElements({ client }: { readonly client: CityClient }) {
  const models = useInspectorStore((state) => state.models);
  const ids = [...models.keys()].filter((id) => !isLocalId(id));
  useEffect(() => () => useLiveStore.setState({ choice: null, shown: null, dropped: null }), []);
  useRoomsShown();
  return (
    <>
      {ids.map((id) => (
        <LiveStatuses key={id} client={client} model={id} />
      ))}
      {ids.length > 0 && <LiveHeatMap key={ids.join()} client={client} ids={ids} />}
    </>
  );
}

function LiveStatuses({ client, model }: { readonly client: CityClient; readonly model: string }) {
  const features = useElementFeatures(model).data;
  const table = useInspectorStore(({ models }) => models.get(model)?.table);
  const count = table?.objects.count ?? 0;
  const theme = useViewStore((state) => state.theme);
  useEffect(() => {
    if (table) void prepareElementAssets(model, table);
  }, [model, table]);
  useEffect(() => {
    if (!features) return;
    const paints = {
      severities: SEVERITY_COLOURS_OF[theme],
      stale: THEMES[theme].status.stale,
      bad: THEMES[theme].status.neutral,
    };
    let frame: number | undefined;
    const show = (own: Uint8Array | undefined): void => {
      const before = useInspectorStore.getState().paints.get("live");
      if (!own && !before?.has(model)) return;
      const next = new Map(before);
      if (own) next.set(model, own);
      else next.delete(model);
      useInspectorStore.getState().paint("live", next.size > 0 ? next : undefined);
    };
    const paint = (): void => {
      frame = undefined;
      show(paintStatuses(features, client.mirror.statusOf(model), count, paints));
    };
    paint();
    const leave = client.mirror.onStatus((layer) => {
      if (layer === model) frame ??= requestAnimationFrame(paint);
    });
    return () => {
      leave();
      if (frame !== undefined) cancelAnimationFrame(frame);
      show(undefined);
    };
  }, [client, model, features, count, theme]);
  return null;
}

/** How often a heat map follows its values. */
const HEAT_MS = 1_000;

function LiveHeatMap({ client, ids }: { readonly client: CityClient; readonly ids: readonly string[] }) {
  const choice = useLiveStore((state) => state.choice);
  const bound = useLayerDatastreams(ids);
  const selected = useSelectedAsset();
  const followed = useMemo(
    () =>
      (choice ? bound.flatMap((each) => each.datastreams) : [])
        .filter(({ observedProperty }) => observedProperty === choice?.property)
        .map(({ asset }) => asset),
    [choice, bound],
  );
  useEffect(() => {
    const wanted = new Set([...(selected === undefined ? [] : [selected]), ...followed]);
    client.follow([...wanted].slice(0, MAX_FOLLOWED));
  }, [client, selected, followed]);
  useEffect(() => {
    if (!choice) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = (): void => {
      timer = undefined;
      const { models } = useInspectorStore.getState();
      const open = bound.flatMap(({ id, datastreams }) => {
        const model = models.get(id);
        return model ? [{ model, datastreams }] : [];
      });
      const heat = buildLiveHeat(open, choice, client.mirror.valueOf);
      useInspectorStore.getState().paint("heat", heat?.paint);
      useLiveStore.setState({ shown: heat ?? null });
    };
    paint();
    const leave = client.mirror.onValues(() => {
      timer ??= setTimeout(paint, HEAT_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
      useInspectorStore.getState().paint("heat", undefined);
      useLiveStore.setState({ shown: null });
    };
  }, [client, choice, bound]);
  return null;
}

function useSelectedAsset(): string | undefined {
  const primary = useInspectorStore((state) => state.primary);
  const table = useInspectorStore(({ models }) => (primary ? models.get(primary.model)?.table : undefined));
  if (!primary || !table || isLocalId(primary.model)) return undefined;
  return listElementAssets(primary.model, table).assetOf[primary.row];
}

/** Shows rooms while they are what a heat map is over, and hides them again after if they were. */
function useRoomsShown(): void {
  const isOverSpaces = useLiveStore(({ choice }) => choice?.isOverSpaces ?? false);
  useEffect(() => {
    const { setKindShown, shownKinds } = useInspectorStore.getState();
    if (!isOverSpaces || shownKinds.has("spaces")) return;
    setKindShown("spaces", true);
    return () => setKindShown("spaces", false);
  }, [isOverSpaces]);
}
