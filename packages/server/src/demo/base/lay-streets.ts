import type { PlanePoint } from "../model/index.ts";
import { createPlaneGrid, widened } from "../model/plane-grid.ts";
import { boundsOf, isInRing, pointToPieceM, type Ring, ringToPieceM } from "../model/plane-shapes.ts";
import { layAncientLanes } from "./ancient-lanes.ts";
import { buildExtent } from "./extent.ts";
import { layLocalRoads } from "./local-roads.ts";
import { readMainRoads } from "./main-roads.ts";
import { gridOfPieces } from "./piece-grid.ts";
import type { DrawnMap } from "./read-assets.ts";
import { buildRoadNetwork, type RoadNetwork } from "./road-network.ts";
import type { Waters } from "./waters.ts";

/** What streets leave free beside shores, parks and the railway's axis, metres. */
const ROOM_M = { shore: 45, green: 18, railway: 55 } as const;

/** Lays the town's streets: main roads as drawn, local streets between them, lanes in the ancient town. */
export function layStreets(
  order: { seed: number; scale: number },
  drawn: DrawnMap,
  waters: Waters,
): RoadNetwork {
  const extent = buildExtent(order.scale);
  const mains = readMainRoads(drawn, extent);
  const tower = findTower(drawn);
  const isFree = freeGround(drawn, waters);
  const locals = layLocalRoads({ seed: order.seed, extent, core: buildExtent(1), mains, isFree });
  const lanes = layAncientLanes(order.seed, tower);
  return buildRoadNetwork(order.seed, [...mains.lines, ...lanes, ...locals], extent, waters);
}

/** Where the four ancient streets meet: the place of 光岳楼. */
export function findTower(drawn: DrawnMap): PlanePoint {
  const tower = drawn["public-buildings"].find((feature) => feature.properties.id === "guangyue-tower");
  if (!tower) throw new TypeError("the hand-drawn map has no guangyue-tower");
  const { west, east, south, north } = boundsOf(tower.points);
  return [(west + east) / 2, (south + north) / 2];
}

function freeGround(drawn: DrawnMap, waters: Waters): (point: PlanePoint) => boolean {
  const greens = createPlaneGrid<Ring>(300);
  for (const { points } of drawn.green) greens.add(points, boundsOf(points));
  const rails = gridOfPieces(
    drawn.transport.map(({ points }) => points),
    500,
  );
  const town = drawn["ancient-town"].find((feature) => feature.properties.kind === "town-island");
  const island = town?.points ?? [];
  return (point) => {
    const here = boundsOf([point]);
    const isAtRailway = rails
      .find(widened(here, ROOM_M.railway))
      .some(([a, b]) => pointToPieceM(point, a, b) < ROOM_M.railway);
    if (isAtRailway || waters.isWetOrNear(point, ROOM_M.shore) || isInRing(point, island)) return false;
    return !greens
      .find(widened(here, ROOM_M.green))
      .some((ring) => isInRing(point, ring) || ringToPieceM(ring, point, point) < ROOM_M.green);
  };
}
