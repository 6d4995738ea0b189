import {
  DEPTH_LEVELS,
  groundAtM,
  type NetworkEdge,
  type NetworkNode,
  type SpacePoint,
} from "../model/index.ts";
import { findBuriedEdge, halfHeightM } from "./buried-edge.ts";
import { leastSlopeOf } from "./check-slope.ts";
import { findMixedSewers } from "./check-topology.ts";
import { isMinor, judgeEdge, type Planter, type SoundCity } from "./planting.ts";
import { withPath, withSlope } from "./reshape-edge.ts";

/** A wrong connection goes at most this much longer than to its own sewer, metres. */
const DETOUR_M = 12;
/** It turns from its right course by no more than this: the services beside it are parallel. Cosine of 12°. */
const STRAIGHT_COSINE = Math.cos((12 * Math.PI) / 180);
/** Falls a little more than the least slope, as pipe layers do. */
const SLOPE_SHARE = 1.1;
/** The pipe enters the manhole at least this far above its bottom, metres. */
const ABOVE_BOTTOM_M = 0.05;

/** A building's sewer joined to the storm drain's manhole in the same street. */
export const PLANT_MIXED_SEWER: Planter = {
  code: "mixed-sewer",
  count: 6,
  suits: (candidate) =>
    isMinor(candidate) && candidate.kind === "sewage" && candidate.edge.role === "service",
  plant(city, { kind, edge }) {
    const house = city.nodes.get(edge.from);
    if (!house || city.edgesAt.get(house.id)?.length !== 1) return undefined;
    for (const manhole of manholesAhead(city, edge)) {
      const wrong = joinTo(edge, manhole);
      if (!wrong || judgeEdge(city, kind, wrong).length > 0) continue;
      const start = wrong.path[0] as SpacePoint;
      const moved: NetworkNode = { ...house, at: [start[0], start[1], start[2] - innerRadiusM(edge)] };
      const defect = findMixed(city, wrong);
      return defect && { kind, edges: [wrong], nodes: [moved], defect };
    }
    return undefined;
  },
};

/** Storm manholes about in the direction of a connection, nearest first. */
function manholesAhead({ networks }: SoundCity, edge: NetworkEdge): NetworkNode[] {
  const start = edge.path[0] as SpacePoint;
  const end = edge.path[edge.path.length - 1] as SpacePoint;
  const [east, north] = [end[0] - start[0], end[1] - start[1]];
  const lengthM = Math.hypot(east, north);
  const storm = networks.find((network) => network.kind === "storm");
  const reached = (storm?.nodes ?? []).flatMap((node) => {
    if (node.class !== "manhole") return [];
    const [toEast, toNorth] = [node.at[0] - start[0], node.at[1] - start[1]];
    const distanceM = Math.hypot(toEast, toNorth);
    const cosine = (east * toEast + north * toNorth) / (lengthM * distanceM);
    return distanceM < lengthM + DETOUR_M && cosine > STRAIGHT_COSINE ? [{ node, distanceM }] : [];
  });
  return reached.sort((a, b) => a.distanceM - b.distanceM).map(({ node }) => node);
}

/** The connection led to another manhole, as high as its start may lie there; `undefined` where it would enter below. */
function joinTo(edge: NetworkEdge, manhole: NetworkNode): NetworkEdge | undefined {
  const buried = findBuriedEdge("sewage", edge);
  const least = buried && leastSlopeOf(buried);
  if (least === undefined) return undefined;
  const start = edge.path[0] as SpacePoint;
  const distanceM = Math.hypot(manhole.at[0] - start[0], manhole.at[1] - start[1]);
  const slope = least * SLOPE_SHARE;
  const lowestM = manhole.at[2] + ABOVE_BOTTOM_M + innerRadiusM(edge) + slope * distanceM;
  const startM = Math.max(start[2], lowestM);
  if (groundAtM(start) - startM - halfHeightM(edge) < DEPTH_LEVELS.stormTopM) return undefined;
  const path: SpacePoint[] = [
    [start[0], start[1], startM],
    [manhole.at[0], manhole.at[1], startM - slope * distanceM],
  ];
  return { ...withSlope(withPath(edge, path), slope), to: manhole.id };
}

const innerRadiusM = ({ diameterMm }: NetworkEdge) => diameterMm / 2000;

function findMixed({ networks }: SoundCity, wrong: NetworkEdge) {
  const storm = networks.filter(({ kind }) => kind === "storm");
  return findMixedSewers([...storm, { kind: "sewage", nodes: [], edges: [wrong], sources: [] }])[0];
}
