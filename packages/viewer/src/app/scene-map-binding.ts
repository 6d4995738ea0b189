import type { BaseMap, Layer } from "@shuicheng/shared/contracts";
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import { codeOf } from "../client/api-problem.ts";
import { readBaseMap } from "../client/layer-queries.ts";
import { useReadingStore } from "../client/reading-store.ts";
import type { CityScene } from "../scene/index.ts";

/** After a failure the map is asked for again; it may be a server that is being started. */
const RETRY_MS = 10_000;

/**
 * Gives the scene the base map, and asks again whenever the list of layers is another: a demo city is built while the
 * page is open, and its map comes with its layers. @returns Ends it.
 */
export function bindSceneMap(scene: CityScene, queries: QueryClient): () => void {
  const { fail, heal } = useReadingStore.getState();
  let isGone = false;
  let isReading = false;
  let isAskedAgain = false;
  let retryTimer: number | undefined;
  let layers: readonly Layer[] | undefined;

  const read = async (): Promise<void> => {
    if (isReading) {
      isAskedAgain = true;
      return;
    }
    isReading = true;
    isAskedAgain = false;
    window.clearTimeout(retryTimer);
    try {
      // The cache hands out the map it had where the new one says the same: the scene then changes nothing.
      const map = await queries.fetchQuery<BaseMap | null>({
        queryKey: ["basemap"],
        queryFn: ({ signal }) => readBaseMap(signal),
        staleTime: 0,
        retry: false,
      });
      if (isGone) return;
      scene.setBaseMap(map);
      heal("basemap", null);
    } catch (error) {
      if (isGone) return;
      fail({ what: "basemap", layer: null, code: codeOf(error) });
      retryTimer = window.setTimeout(() => void read(), RETRY_MS);
    } finally {
      isReading = false;
      if (isAskedAgain && !isGone) void read();
    }
  };
  const observer = new QueryObserver<readonly Layer[]>(queries, { queryKey: ["layers"], enabled: false });
  const leave = observer.subscribe(({ data }) => {
    if (data === layers) return;
    layers = data;
    void read();
  });
  const leaveRetries = useReadingStore.subscribe((state, before) => {
    if (state.retries !== before.retries && state.failures.some(({ what }) => what === "basemap"))
      void read();
  });
  void read();
  return () => {
    isGone = true;
    heal("basemap", null);
    leaveRetries();
    window.clearTimeout(retryTimer);
    leave();
  };
}
