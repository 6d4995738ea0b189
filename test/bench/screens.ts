import { createLiveClient } from "@shuicheng/shared/client";
import { serveRequests } from "./worker-process.ts";

/** Screens that look at everything: node screens.ts URL TOKEN COUNT. */
const [url, token, count] = process.argv.slice(2) as [string, string, string];
let patches = 0;
const clients = Array.from({ length: Number(count) }, () => createLiveClient({ url, token }));
await Promise.all(
  clients.map((client) => {
    client.on({ onStatus: () => void patches++ });
    client.subscribe({});
    return new Promise((resolve) =>
      client.on({ onLink: ({ phase }) => phase === "live" && resolve(undefined) }),
    );
  }),
);

serveRequests({}, async () => ({
  patches,
  lost: clients.filter(({ link }) => link.phase !== "live").length,
}));
