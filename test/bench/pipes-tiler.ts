import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMeshEncoder, packFeatures, type TileFeature, writeTileset } from "@shuicheng/shared/tiles";
import { buildCityFrame, type CityFrame } from "../../packages/server/src/demo/build/city-frame.ts";
import { drawNetwork, NETWORK_RANGES } from "../../packages/server/src/demo/build/network-layer.ts";
import { growTileSet } from "../../packages/server/src/demo/build/tile-sets.ts";
import { generateCity } from "../../packages/server/src/demo/generate-city.ts";
import { DEFAULT_SEED, type UtilityNetwork } from "../../packages/server/src/demo/model/index.ts";
import { serveRequests } from "./worker-process.ts";

/** What the tiling of a network of the size asked for took. */
export interface Tiling {
  readonly seconds: number;
  readonly segments: number;
  readonly features: number;
  readonly tiles: number;
  readonly megabytes: number;
  /** Largest resident memory of this process, the generated city included. */
  readonly peakMb: number;
}

/** More than the demo city is wide, so that copies of it lie apart. */
const COPY_SPACING_M = 14_000;
const COPIES_A_ROW = 4;

const { networks } = generateCity({ seed: DEFAULT_SEED, scale: 1 });
const segmentsOf = (all: readonly UtilityNetwork[]) => all.reduce((sum, { edges }) => sum + edges.length, 0);
const encoder = await openMeshEncoder();

serveRequests({}, async ({ segments }: { segments: number }) => tile(segments));

/** Tiles the demo's networks, laid side by side until there are so many segments, as one layer for each utility. */
function tile(segments: number): Tiling {
  const folder = mkdtempSync(join(tmpdir(), "shuicheng-pipes-"));
  const copies = segments / segmentsOf(networks);
  const frame = buildCityFrame();
  const sum = { segments: 0, features: 0, tiles: 0, megabytes: 0 };
  try {
    const beganAt = performance.now();
    for (const network of networks) {
      const set = growTileSet(folder, network.kind, "bench");
      const written = writeTileset(
        packFeatures(layOut(network, copies, frame, () => sum.segments++)),
        { enuToEcef: frame.enuToEcef, encoder, ranges: NETWORK_RANGES },
        (file) => {
          sum.megabytes += file.bytes.length / 1e6;
          set.write(file);
        },
      );
      set.finish();
      sum.features += written.features;
      sum.tiles += written.tiles;
    }
    const seconds = (performance.now() - beganAt) / 1_000;
    return { seconds, ...sum, peakMb: process.resourceUsage().maxRSS / 1_024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* layOut(
  network: UtilityNetwork,
  copies: number,
  frame: CityFrame,
  onSegment: () => void,
): Generator<TileFeature> {
  let featureIndex = 0;
  for (let copy = 0; copy < copies; copy++) {
    const share = Math.min(1, copies - copy);
    const part = {
      ...network,
      nodes: network.nodes.slice(0, Math.ceil(share * network.nodes.length)),
      edges: network.edges.slice(0, Math.ceil(share * network.edges.length)),
    };
    const indices = Uint32Array.from({ length: part.nodes.length + part.edges.length }, () => featureIndex++);
    for (const _ of part.edges) onSegment();
    yield* drawNetwork(part, movedFrame(frame, copy), indices);
  }
}

/** The same frame for a copy of the city that lies elsewhere. */
function movedFrame({ enuToEcef, toEnuM, upEnu }: CityFrame, copy: number): CityFrame {
  const eastM = (copy % COPIES_A_ROW) * COPY_SPACING_M;
  const northM = Math.floor(copy / COPIES_A_ROW) * COPY_SPACING_M;
  return {
    enuToEcef,
    toEnuM: ([x, y, heightM]) => toEnuM([x + eastM, y + northM, heightM]),
    upEnu: ([x, y]) => upEnu([x + eastM, y + northM]),
  };
}
