import { join } from "node:path";
import { ensurePage } from "../../packages/server/src/page-build.ts";
import { benchFanout } from "./fanout.ts";
import { tell } from "./figure.ts";
import { benchFrame } from "./frame/frame.ts";
import { benchHistory } from "./history.ts";
import { benchIfc, benchIfcFiles, benchIfcLarge } from "./ifc/ifc.ts";
import { benchIngest, benchIngest100m } from "./ingest.ts";
import { benchIngestMqtt } from "./ingest-mqtt.ts";
import { benchInspector, benchInspectorMany } from "./inspector/inspector.ts";
import { benchLatency } from "./latency.ts";
import { benchPipes, benchPipes200k } from "./pipes.ts";
import { benchStart } from "./start.ts";

/** `npm run bench -- [name …]`: figures as JSON lines on standard output, progress on standard error. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  start: benchStart,
  ingest: benchIngest,
  latency: benchLatency,
  fanout: benchFanout,
  history: benchHistory,
  pipes: benchPipes,
  frame: benchFrame,
  ifc: benchIfc,
  inspector: benchInspector,
};

/** Parts of a bench that run only when they are named. */
const PARTS: typeof BENCHES = {
  "pipes-200k": benchPipes200k,
  "ingest-100m": benchIngest100m,
  "ingest-mqtt": benchIngestMqtt,
  "ifc-files": benchIfcFiles,
  "ifc-large": benchIfcLarge,
  "inspector-many": benchInspectorMany,
};

const all = { ...BENCHES, ...PARTS };
const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(all, name));
if (unknown !== undefined) {
  process.stderr.write(`bench: there is no bench ${unknown}; there are ${Object.keys(all).join(", ")}\n`);
  process.exit(1);
}
await ensurePage(join(import.meta.dirname, "../.."), () => tell("building the page"));
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await all[name]?.();
