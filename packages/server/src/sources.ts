import { join } from "node:path";
import type { Config } from "./config.ts";
import { createZoneOffset } from "./ingest/ledger/zone-offset.ts";
import { createSourceDesk, type SourceDesk, type SourceDeskNeeds } from "./ingest/sources/source-desk.ts";

/** Pause before a source that could not be opened is tried again. */
const RETRY_MS = 5_000;

/** Creates the desk of what delivers by a protocol of its own. A protocol's library is loaded with its first source. */
export function createSources(
  { host, timeZone }: Pick<Config, "host" | "timeZone">,
  dataFolder: string,
  needs: Omit<SourceDeskNeeds, "open" | "offsetMs" | "retryMs">,
): SourceDesk {
  return createSourceDesk({
    ...needs,
    offsetMs: createZoneOffset(timeZone),
    retryMs: RETRY_MS,
    async open(input, duty) {
      switch (input.kind) {
        case "hj212":
          return (await import("./ingest/hj212/open-hj212.ts")).openHj212(input, duty, host);
        case "opcua": {
          const { openOpcua } = await import("./ingest/opcua/open-opcua.ts");
          return openOpcua(input, duty, join(dataFolder, "opcua"));
        }
      }
    },
  });
}
