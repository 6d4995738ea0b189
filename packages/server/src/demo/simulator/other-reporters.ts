import { createLiveClient, type LatestValue, type LiveClient } from "@shuicheng/shared/client";
import { MAX_FOLLOWED_DATASTREAMS } from "@shuicheng/shared/protocol";
import type { ServerAccess } from "./read-city.ts";

/** What is heard of a server's other sources. */
export interface OtherReporters {
  close(): void;
}

/**
 * Listens to the latest values of datastreams as a screen would, so that the simulator can fall silent where somebody
 * else reports: a scenario run beside it, or the integrator's own instrument.
 *
 * @param onValue Each new latest value, our own included.
 * @param onLayers A layer was published, republished or removed.
 */
export function followReporters(
  server: ServerAccess,
  ids: readonly string[],
  listener: { onValue(value: LatestValue): void; onLayers(): void },
): OtherReporters {
  const clients: LiveClient[] = [];
  for (let from = 0; from < ids.length; from += MAX_FOLLOWED_DATASTREAMS) {
    const client = createLiveClient(server);
    const tell = (values: readonly LatestValue[]) => {
      for (const value of values) listener.onValue(value);
    };
    client.on({
      onSnapshot: ({ values }) => tell(values),
      onValues: tell,
      ...(from === 0 ? { onLayers: listener.onLayers } : {}),
    });
    client.subscribe({ layers: [], datastreams: ids.slice(from, from + MAX_FOLLOWED_DATASTREAMS) });
    clients.push(client);
  }
  return {
    close() {
      for (const client of clients) client.close();
    },
  };
}
