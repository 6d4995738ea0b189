import { groundAtM, type PlanePoint, type RoadClass, type Town } from "../model/index.ts";
import type { DrainTree } from "./gravity-tree.ts";
import { type MainRun, type Mains, placeOnMain, stationOfEnd, stationOfStart } from "./mains.ts";

/** A place on a drain: a junction's node, a manhole in a street, or whatever is added at the end. */
export interface DrainNode {
  readonly at: PlanePoint;
  readonly groundM: number;
  readonly junction?: number;
  readonly street?: number;
  /** Where it lies in its street, see `MainRun`. */
  readonly stationM?: number;
}

/** A drain between two nodes, in the direction of flow. */
export interface DrainPiece {
  /** Indices of nodes. */
  readonly from: number;
  readonly to: number;
  /** Plan path in the direction of flow. */
  readonly path: readonly PlanePoint[];
  readonly lengthM: number;
  /** Street in which it lies, if in one. */
  readonly street?: number;
  readonly roadClass: RoadClass;
}

/** Drains in plan. Node i is junction i's for all junctions; those that nothing is laid to stay unused. */
export interface DrainLayout {
  readonly nodes: DrainNode[];
  readonly pieces: DrainPiece[];
}

/** How a street is to be laid. */
export interface StreetDrain {
  readonly run: MainRun;
  /** Flow goes with the street's direction. */
  readonly isForward: boolean;
  /** Stations from which to which it is laid, in the street's direction. */
  readonly startM: number;
  readonly endM: number;
}

/** A street that is not on the way of others begins this far from the junction at its upper end, metres… */
const HEAD_GAP_M = 5;
/** …but not beyond this share of it. */
const HEAD_GAP_SHARE = 0.3;

/**
 * Lays drains along streets in plan: each street falls the way its tree says, from junction to junction; a street that
 * is no junction's way out gets a head manhole of its own near the upper junction and falls to the other.
 *
 * @param links Street of each link of the tree.
 * @param stationsOf Where manholes stand within a street; its ends are added.
 */
export function layDrainStreets(at: {
  readonly town: Town;
  readonly mains: Mains;
  readonly tree: DrainTree;
  readonly links: readonly number[];
  readonly stationsOf: (drain: StreetDrain) => readonly number[];
  /** Streets that are laid only where they are a way out: bridges. */
  readonly isOnlyPassed?: (street: number) => boolean;
}): DrainLayout {
  const { town, mains, tree, links, stationsOf, isOnlyPassed = () => false } = at;
  const nodes: DrainNode[] = town.junctions.map(({ index, at: centre }) => {
    const place = mains.nodes[index]?.at ?? centre;
    return { at: place, groundM: groundAtM(place), junction: index };
  });
  const pieces: DrainPiece[] = [];
  for (const [link, streetIndex] of links.entries()) {
    const run = mains.runs[streetIndex];
    if (!run) continue;
    const { drain, hasHead } = drainOf(run, tree, link);
    if (hasHead && isOnlyPassed(streetIndex)) continue;
    layStreet({ nodes, pieces, drain, hasHead, inner: stationsOf(drain) });
  }
  return { nodes, pieces };
}

function drainOf(run: MainRun, tree: DrainTree, link: number): { drain: StreetDrain; hasHead: boolean } {
  const [startM, endM] = [stationOfStart(run), stationOfEnd(run)];
  const isFromDown = tree.linkDown[run.from] === link;
  if (isFromDown || tree.linkDown[run.to] === link) {
    return { drain: { run, isForward: isFromDown, startM, endM }, hasHead: false };
  }
  const isForward = (tree.cost[run.from] ?? 0) > (tree.cost[run.to] ?? 0);
  const gapM = Math.min(HEAD_GAP_M, HEAD_GAP_SHARE * (endM - startM));
  const drain = isForward
    ? { run, isForward, startM: startM + gapM, endM }
    : { run, isForward, startM, endM: endM - gapM };
  return { drain, hasHead: true };
}

function layStreet(at: {
  readonly nodes: DrainNode[];
  readonly pieces: DrainPiece[];
  readonly drain: StreetDrain;
  readonly hasHead: boolean;
  readonly inner: readonly number[];
}): void {
  const { nodes, pieces, drain, hasHead, inner } = at;
  const { run, isForward, startM, endM } = drain;
  const [fromM, toM] = isForward ? [startM, endM] : [endM, startM];
  const [upper, to] = isForward ? [run.from, run.to] : [run.to, run.from];
  const from = hasHead ? addStreetNode({ nodes, pieces }, run, fromM) : upper;
  layStretch({ nodes, pieces }, run, { from, fromM, to, toM, inner });
}

/** Adds a node within a street and gives its index. */
export function addStreetNode({ nodes }: DrainLayout, run: MainRun, stationM: number): number {
  const place = placeOnMain(run, stationM);
  return nodes.push({ at: place, groundM: groundAtM(place), street: run.street, stationM }) - 1;
}

/** Lays a main between two nodes of its street, in the direction of flow, with manholes at the stations given. */
export function layStretch(
  layout: DrainLayout,
  run: MainRun,
  stretch: {
    readonly from: number;
    readonly fromM: number;
    readonly to: number;
    readonly toM: number;
    readonly inner: readonly number[];
  },
): void {
  const { to, toM } = stretch;
  const isForward = stretch.fromM < toM;
  let { from, fromM } = stretch;
  const { street, roadClass } = run;
  for (const stationM of [...stretch.inner.toSorted((a, b) => (isForward ? a - b : b - a)), toM]) {
    const next = stationM === toM ? to : addStreetNode(layout, run, stationM);
    const path = pathBetween(run, fromM, stationM);
    layout.pieces.push({ from, to: next, path, lengthM: pathLengthM(path), street, roadClass });
    [from, fromM] = [next, stationM];
  }
}

/** Plan path of a main between two stations, in the order given, with its bends. */
function pathBetween(run: MainRun, fromM: number, toM: number): PlanePoint[] {
  const [lowM, highM] = [Math.min(fromM, toM), Math.max(fromM, toM)];
  const bends = run.path.filter((_, i) => {
    const stationM = run.stationsM[i] as number;
    return stationM > lowM + 1e-6 && stationM < highM - 1e-6;
  });
  const path = [placeOnMain(run, lowM), ...bends, placeOnMain(run, highM)];
  return fromM <= toM ? path : path.reverse();
}

/** Length of a plan path, metres. */
export function pathLengthM(path: readonly PlanePoint[]): number {
  let lengthM = 0;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1] as PlanePoint, path[i] as PlanePoint];
    lengthM += Math.hypot(b[0] - a[0], b[1] - a[1]);
  }
  return lengthM;
}

/** Stations that cut what lies between two stations into equal parts no longer than `spacingM`. */
export function evenStations(startM: number, endM: number, spacingM: number): number[] {
  const parts = Math.max(1, Math.ceil((endM - startM) / spacingM - 1e-9));
  return Array.from({ length: parts - 1 }, (_, i) => startM + ((i + 1) * (endM - startM)) / parts);
}
