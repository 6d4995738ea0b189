import { createLiveClient, type LiveClient } from "@shuicheng/shared/client";
import type { QueryClient } from "@tanstack/react-query";
import { refreshAnnotations } from "./charts/annotation-queries.ts";
import { useLinkStore } from "./link-store.ts";
import { setServerOffsetMs } from "./server-clock.ts";
import { createTwinMirror, type TwinMirror } from "./twin-mirror.ts";

/** The page's live side: the mirror, the link that feeds it, and which assets are followed by value. */
export interface CityClient {
  readonly mirror: TwinMirror;
  readonly live: LiveClient;
  /** Follows all datastreams of these assets by value. Status of every layer always comes. */
  follow(assets: readonly string[]): void;
  close(): void;
}

/**
 * Opens the live link with the page's own cookies and keeps mirror, link state and clock fed.
 *
 * @param queries Told to read again when layers change and after the link healed.
 */
export function openCityClient(queries: QueryClient): CityClient {
  const mirror = createTwinMirror();
  const live = createLiveClient({});
  let followed: readonly string[] = [];
  const subscribe = (): void => live.subscribe(followed.length === 0 ? {} : { assets: [...followed] });
  const { showLink, showHealed } = useLinkStore.getState();

  const leave = live.on({
    onSnapshot: (snapshot) => mirror.applySnapshot(snapshot),
    onStatus: (message) => mirror.applyStatus(message),
    onValues: (values) => mirror.applyValues(values),
    onLink: (link) => {
      if (link.lastTick) setServerOffsetMs(link.serverClockOffsetMs);
      showLink(link);
    },
    onLayers: () => {
      subscribe();
      void queries.invalidateQueries({ predicate: ({ queryKey }) => CHANGED_WITH_LAYERS.has(queryKey[0]) });
    },
    onAnnotations: (changed) => refreshAnnotations(queries, changed),
    onHealed: (healed) => {
      showHealed(healed);
      void queries.invalidateQueries();
    },
  });
  showLink(live.link);
  subscribe();

  return {
    mirror,
    live,
    follow(assets) {
      const next = [...new Set(assets)].sort();
      if (next.join() === followed.join()) return;
      followed = next;
      subscribe();
    },
    close() {
      leave();
      live.close();
    },
  };
}

const CHANGED_WITH_LAYERS: ReadonlySet<unknown> = new Set([
  "session",
  "layers",
  "classes",
  "assets",
  "datastreams",
  "jobs",
  "models",
]);
