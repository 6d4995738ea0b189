import { MINIMUM_COVER_M } from "@shuicheng/shared/catalogue";
import { type Geoid, isGroundKnown } from "@shuicheng/shared/geo";
import type { Issue } from "@shuicheng/shared/issues";
import type { DrawingPoint, InpLink, InpNetwork, InpNode } from "./inp/inp-network.ts";
import {
  drawnGroundHeightM,
  drawnPath,
  lengthOf,
  type Place,
  type Placement,
  placeDrawing,
} from "./placement.ts";

/** A point of the network: WGS84 degrees, orthometric metres. */
export interface PlacedPoint {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly heightM: number;
}

/** A node with its place: a junction's axis, a tank's or reservoir's base. Absent where it has no coordinates. */
export interface PlacedNode {
  readonly node: InpNode;
  readonly point: PlacedPoint | undefined;
  /** Radius of the largest pipe that meets here, metres. */
  readonly radiusM: number;
}

/** A link with its axis; empty where an end has no coordinates. */
export interface PlacedLink {
  readonly link: InpLink;
  readonly path: readonly PlacedPoint[];
  readonly radiusM: number;
}

/** A network on the ground, and what had to be assumed to put it there. */
export interface PlacedNetwork {
  readonly network: InpNetwork;
  readonly placement: Placement;
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
  /** Cover over pipe tops that was assumed, metres; `undefined` when heights come from the file. */
  readonly assumedCoverM: number | undefined;
  readonly findings: readonly Issue[];
  readonly assumptions: readonly string[];
}

/** A pipe follows the ground in steps of this: over it neither a swell nor the earth's curve is half a centimetre. */
const MAX_STEP_M = 200;

/** Drawn radius of a pump, which has no diameter in EPANET, where no pipe meets it. */
const DEFAULT_RADIUS_M = 0.15;

/** Places nodes and links of a network: plan from the drawing, heights from the file or from the ground. */
export function placeNetwork(network: InpNetwork, place: Place, geoid: Geoid): PlacedNetwork {
  const placement = placeDrawing(network, place);
  const radii = nodeRadii(network);
  const radiusAt = (id: string) => radii.get(id) ?? DEFAULT_RADIUS_M;
  const cover = MINIMUM_COVER_M.water;
  const coverM = cover.value.carriagewayM;
  const groundM = (point: { lonDeg: number; latDeg: number }) =>
    drawnGroundHeightM(point.lonDeg, point.latDeg, geoid);

  const nodeHeightM = (node: InpNode, ground: number): number => {
    if (place.heightM !== undefined)
      return place.heightM + (node.kind === "reservoir" ? node.headM : node.elevationM);
    return node.kind === "junction" ? ground - coverM - radiusAt(node.id) : ground;
  };
  const nodes = network.nodes.map((node): PlacedNode => {
    const drawn = network.coordinates.get(node.id);
    const point = drawn && placement.toLonLat(drawn);
    return {
      node,
      radiusM: radiusAt(node.id),
      point: point && { ...lonLat(point), heightM: nodeHeightM(node, groundM(point)) },
    };
  });
  const elevations = new Map(nodes.map(({ node, point }) => [node.id, point?.heightM ?? 0]));

  const links = network.links.map((link): PlacedLink => {
    const radiusM =
      link.kind === "pump" ? Math.max(radiusAt(link.from), radiusAt(link.to)) : link.diameterMm / 2000;
    const drawn = densify(drawnPath(network, link), MAX_STEP_M / placement.scaleM);
    const [startM, endM] = [elevations.get(link.from) ?? 0, elevations.get(link.to) ?? 0];
    const total = lengthOf(drawn);
    let along = 0;
    const path = drawn.map((point, index): PlacedPoint => {
      if (index > 0) along += lengthOf([drawn[index - 1] as DrawingPoint, point]);
      const placed = lonLat(placement.toLonLat(point));
      const part = total > 0 ? along / total : 0;
      const heightM =
        place.heightM === undefined ? groundM(placed) - coverM - radiusM : startM + (endM - startM) * part;
      return { ...placed, heightM };
    });
    return { link, path, radiusM };
  });
  const heights = describeHeights(place, coverM, cover.source, cover.certainty);
  return {
    network,
    placement,
    nodes,
    links,
    assumedCoverM: place.heightM === undefined ? coverM : undefined,
    findings: [...placement.findings, ...heights.findings],
    assumptions: [...placement.assumptions, ...heights.assumptions],
  };
}

const lonLat = ({ lonDeg, latDeg }: { lonDeg: number; latDeg: number }) => ({ lonDeg, latDeg });

function nodeRadii(network: InpNetwork): Map<string, number> {
  const radii = new Map<string, number>();
  for (const link of network.links) {
    if (link.kind === "pump") continue;
    for (const id of [link.from, link.to]) {
      radii.set(id, Math.max(radii.get(id) ?? 0, link.diameterMm / 2000));
    }
  }
  return radii;
}

/** The same line with points no further apart than `step`. */
function densify(path: readonly DrawingPoint[], step: number): DrawingPoint[] {
  return path.flatMap((point, index) => {
    const next = path[index + 1];
    if (!next) return [point];
    const pieces = Math.max(1, Math.ceil(lengthOf([point, next]) / step));
    return Array.from(
      { length: pieces },
      (_, k): DrawingPoint => [
        point[0] + ((next[0] - point[0]) * k) / pieces,
        point[1] + ((next[1] - point[1]) * k) / pieces,
      ],
    );
  });
}

function describeHeights(place: Place, coverM: number, source: string, certainty: string) {
  const findings: Issue[] = [];
  const assumptions: string[] = [];
  const say = (code: string, message: string) => {
    findings.push({ code, severity: "info", message });
    assumptions.push(`${message[0]?.toUpperCase()}${message.slice(1)}.`);
  };
  if (place.heightM === undefined) {
    say(
      "network/heights-assumed",
      `the file's elevations name no datum, so pipes lie ${coverM} m under the ground (least cover, ${source}; ${certainty}) and tanks and reservoirs stand on it; elevations are kept as attributes`,
    );
  } else {
    say(
      "network/heights-given",
      `elevation 0 of the file lies at ${place.heightM} m (1985 国家高程基准), as given with the place`,
    );
  }
  if (!isGroundKnown(place.lonDeg, place.latDeg)) {
    say("network/no-terrain", "no terrain is known here: the bare ellipsoid stands in for the ground");
  }
  return { findings, assumptions };
}
