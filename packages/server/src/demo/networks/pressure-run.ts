import type { NetworkEdge, NetworkNode, SpacePoint } from "../model/index.ts";
import { type MainRun, stationOfEnd, stationOfStart } from "./mains.ts";
import { axisOfMain, type LevelMains, nodeInSpace, spaceOnMain } from "./mains-depth.ts";
import type { Attributes, NetworkDraft, NodeOrder } from "./network-draft.ts";

/** What stands at a place of the axis. */
export type OrderAt = (at: SpacePoint) => Omit<NodeOrder, "at">;

/** A place at which a street's main is cut by a node: a tee, a valve, a joint. */
export interface Cut {
  readonly stationM: number;
  readonly orderAt: OrderAt;
}

/** What one street's main is made of. */
export interface MainPipe {
  readonly outerDiameterM: number;
  readonly diameterMm: number;
  readonly role: NetworkEdge["role"];
  readonly attributes: Attributes;
}

/** One street's main to be laid. */
export interface RunOrder {
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  readonly run: MainRun;
  /** The line's nodes by junction index. */
  readonly nodes: ReadonlyMap<number, NetworkNode>;
  /** In any order; two nearer than {@link LEAST_PIECE_M} are one, the first along the street. */
  readonly cuts: readonly Cut[];
  /** Stations of joints between the cuts; by default {@link jointStationsM} of them. */
  readonly jointsM?: readonly number[];
  readonly jointAt: (stationM: number) => OrderAt;
  readonly pipe: MainPipe;
}

/** No piece of a main is longer, metres (survey check of CJJ 61-2017: 75 m). */
export const LONGEST_PIECE_M = 75;

/** No piece of a main is shorter, metres. */
export const LEAST_PIECE_M = 0.3;

/** Lays a street's main between its junctions' nodes, cut where asked and at least every 75 m. Gives each cut's node. */
export function layRun(order: RunOrder): Map<Cut, NetworkNode> {
  const { draft, mains, run, nodes, pipe } = order;
  const placed = new Map<Cut, NetworkNode>();
  const marks = marksAlong(order);
  let from = nodes.get(run.from) as NetworkNode;
  let fromM = stationOfStart(run);
  const addPiece = (to: NetworkNode, toM: number) => {
    const path = axisOfMain(mains, run, fromM, toM);
    draft.addPipe({ from, to, path, street: run.street, ...pipe });
    from = to;
    fromM = toM;
  };
  for (const { stationM, orderAt, cuts } of marks) {
    const at = spaceOnMain(mains.line, run, stationM);
    const node = draft.addNode({ ...orderAt(at), at });
    addPiece(node, stationM);
    for (const cut of cuts) placed.set(cut, node);
  }
  addPiece(nodes.get(run.to) as NetworkNode, stationOfEnd(run));
  return placed;
}

/** Moves a station into the street until no tee is within half a metre; `step` is its sense, 1 or -1. */
export function besideTees(stationM: number, teesM: readonly number[], step: 1 | -1): number {
  let movedM = stationM;
  while (teesM.some((teeM) => Math.abs(teeM - movedM) < 0.5)) movedM += step * 0.5;
  return movedM;
}

/** Puts a line's nodes at the junctions that `isWanted` takes. */
export function layJunctions(
  draft: NetworkDraft,
  mains: LevelMains,
  orderOf: (junction: number) => OrderAt,
  isWanted: (junction: number) => boolean = () => true,
): Map<number, NetworkNode> {
  const nodes = new Map<number, NetworkNode>();
  mains.nodes.forEach((node, junction) => {
    if (!node || !isWanted(junction)) return;
    const at = nodeInSpace(mains.line, node);
    nodes.set(junction, draft.addNode({ ...orderOf(junction)(at), at }));
  });
  return nodes;
}

interface Mark {
  readonly stationM: number;
  readonly orderAt: OrderAt;
  readonly cuts: Cut[];
}

/** Cuts and joints in order along the street, near cuts as one. */
function marksAlong({ run, cuts, jointAt, jointsM }: RunOrder): Mark[] {
  const inOrder = cuts.toSorted((a, b) => a.stationM - b.stationM);
  const marks: Mark[] = [];
  for (const cut of inOrder) {
    const isOff =
      cut.stationM - stationOfStart(run) < LEAST_PIECE_M || stationOfEnd(run) - cut.stationM < LEAST_PIECE_M;
    if (isOff)
      throw new RangeError(`street ${run.street}: nothing can stand at ${cut.stationM.toFixed(2)} m`);
    const last = marks.at(-1);
    if (last && cut.stationM - last.stationM < LEAST_PIECE_M) last.cuts.push(cut);
    else marks.push({ stationM: cut.stationM, orderAt: cut.orderAt, cuts: [cut] });
  }
  const stationsM =
    jointsM ??
    jointStationsM(
      run,
      inOrder.map(({ stationM }) => stationM),
      LONGEST_PIECE_M,
    );
  for (const stationM of stationsM) marks.push({ stationM, orderAt: jointAt(stationM), cuts: [] });
  return marks.sort((a, b) => a.stationM - b.stationM);
}

/** Where joints go so that no piece between cuts (in order along the street) is longer than `longestM`. */
export function jointStationsM(run: MainRun, cutsM: readonly number[], longestM: number): number[] {
  const joints: number[] = [];
  let lastM = stationOfStart(run);
  for (const stationM of [...cutsM, stationOfEnd(run)]) {
    const pieces = Math.ceil((stationM - lastM) / longestM);
    for (let i = 1; i < pieces; i++) joints.push(lastM + ((stationM - lastM) * i) / pieces);
    lastM = stationM;
  }
  return joints;
}
