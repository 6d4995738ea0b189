import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { Finding } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { openWorldGeoid } from "@shuicheng/shared/geo";
import type { Issue } from "@shuicheng/shared/issues";
import { openMeshEncoder, packFeatures, writeTileset } from "@shuicheng/shared/tiles";
import type { FeaturesMessage, ImportMessage, ImportOrder } from "./import-messages.ts";
import { decodeInp } from "./inp/inp-text.ts";
import { readInp } from "./inp/read-inp.ts";
import { buildNetworkAssets } from "./network-assets.ts";
import { buildNetworkFeatures } from "./network-features.ts";
import { type PlacedNetwork, placeNetwork } from "./placed-network.ts";

/** More findings than a person reads; the count of the rest is said. */
const MAX_FINDINGS = 1_000;

/** CJJ/T 315-2022: a model with real positions, sizes and attributes of pipes. */
const CIM_LEVEL = 4;

const port = parentPort;
const order = workerData as ImportOrder;
const say = (message: ImportMessage) => port?.postMessage(message);

run().catch((error: unknown) => {
  // What nobody foresaw ends the worker; the job says so and the log has the stack.
  if (!(error instanceof Fault)) throw error;
  say({ kind: "fault", code: error.code, message: error.message, details: error.details });
});

async function run(): Promise<void> {
  say({ kind: "stage", stage: "reading", progress: 0.02 });
  const { network, issues } = readInp(decodeInp(readFileSync(order.file)));
  if (!network) {
    say({ kind: "unreadable", findings: findingsOf(issues) });
    return;
  }
  say({ kind: "stage", stage: "placing", progress: 0.1 });
  const geoid = await openWorldGeoid();
  const placed = placeNetwork(network, order.place, geoid);
  const built = buildNetworkAssets(placed, order.layerId);
  const findings = findingsOf([...issues, ...placed.findings, ...built.findings]);
  if (built.findings.some((finding) => finding.severity === "error")) {
    say({ kind: "unreadable", findings });
    return;
  }
  const featureIndices = await askFeatures(built.assets.map((asset) => asset.id));
  say({ kind: "stage", stage: "building tiles", progress: 0.2 });
  const { tiles } = writeTileset(
    packFeatures(buildNetworkFeatures(placed, featureIndices, geoid)),
    {
      enuToEcef: placed.placement.frame.enuToEcef,
      encoder: await openMeshEncoder(),
      onProgress: (done, total) =>
        say({ kind: "stage", stage: "building tiles", progress: 0.2 + (0.7 * done) / total }),
    },
    ({ path, bytes }) => {
      const file = join(order.tilesFolder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    },
  );
  const bbox = bboxOf(placed);
  say({
    kind: "converted",
    conversion: {
      layer: {
        id: order.layerId,
        name: order.name.replace(/\.inp$/i, ""),
        kind: "water",
        cimLevel: CIM_LEVEL,
        access: "restricted",
        ...(bbox ? { bbox } : {}),
        lengthM: Math.round(
          network.links.reduce((sum, link) => sum + (link.kind === "pipe" ? link.lengthM : 0), 0),
        ),
        assumptions: [...placed.assumptions, ...built.assumptions],
        assets: built.assets,
        datastreams: built.datastreams,
      },
      hasTiles: tiles > 0,
      findings,
    },
  });
}

function askFeatures(ids: readonly string[]): Promise<Uint32Array> {
  const answer = new Promise<Uint32Array>((resolve) => {
    port?.once("message", (message: FeaturesMessage) => resolve(message.indices));
  });
  say({ kind: "assets", ids });
  return answer;
}

function findingsOf(issues: readonly Issue[]): Finding[] {
  const findings = issues.slice(0, MAX_FINDINGS).map((issue): Finding => ({ ...issue, file: order.name }));
  if (issues.length > MAX_FINDINGS) {
    const message = `${issues.length - MAX_FINDINGS} more findings are not listed`;
    findings.push({ code: "network/more-findings", severity: "info", file: order.name, message });
  }
  return findings;
}

/** Round everything that is drawn. */
function bboxOf({ nodes, links }: PlacedNetwork): [number, number, number, number] | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const point of [...nodes.map((node) => node.point), ...links.flatMap((link) => link.path)]) {
    if (!point) continue;
    [west, south] = [Math.min(west, point.lonDeg), Math.min(south, point.latDeg)];
    [east, north] = [Math.max(east, point.lonDeg), Math.max(north, point.latDeg)];
  }
  return west <= east ? [west, south, east, north] : undefined;
}
