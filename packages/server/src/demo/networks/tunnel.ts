import type {
  NetworkNode,
  NodeDrawing,
  PlanePoint,
  SpacePoint,
  Town,
  UtilityNetwork,
} from "../model/index.ts";
import { below } from "./mains-depth.ts";
import { directionOf, placeAt } from "./mains-plane.ts";
import { beginDraft, type NetworkDraft } from "./network-draft.ts";
import { COMPARTMENTS, type Compartment, TUNNEL_HEIGHT_M, TUNNEL_WALL_M } from "./tunnel-compartments.ts";
import { besideLine, findTunnelLines, type TunnelLine } from "./tunnel-lines.ts";

/** Cover, m: below the frost and below every pipe that may leave the town above it (their level ends at 3.05 m). */
const COVER_M = 3.5;
/** Fire sections are no longer than this, m (GB 50838-2015 7.1.6). */
const SECTION_M = 200;
/** Distance of shafts and sumps within a section, m. */
const NODE_SPACING_M = 65;
/** The control centre stands this far from the tunnel's beginning, m. */
const CENTRE_M = 25;
const YEAR = { value: 2019 };
const OWNER = { value: "聊城市综合管廊运营公司" };
const IN_USE = { year: YEAR, owner: OWNER, status: { value: "在用" } } as const;

/** What stands between fire section walls, in turn. */
const BETWEEN = [
  { class: "vent-shaft", letters: "TF", name: "通风口", nameEn: "Ventilation shaft", shaftM: 1.8 },
  { class: "hoist-opening", letters: "TL", name: "投料口", nameEn: "Hoisting opening", shaftM: 2 },
  { class: "escape-exit", letters: "TS", name: "逃生口", nameEn: "Escape exit", shaftM: 1 },
  { class: "sump", letters: "JS", name: "集水坑", nameEn: "Sump", shaftM: undefined },
] as const;

/** Lays two utility tunnels (综合管廊): compartments side by side in fire sections, each joined to a control centre. */
export function layTunnels(town: Town): UtilityNetwork {
  const draft = beginDraft("GL");
  const sources = findTunnelLines(town).map((line, i) => layTunnel(draft, line, i + 1));
  return { kind: "tunnel", nodes: draft.nodes, edges: draft.edges, sources };
}

const tunnelOf = ({ name, nameEn }: TunnelLine) => ({ tunnel: { value: name }, tunnelEn: { value: nameEn } });
const compartmentOf = ({ name, nameEn }: Pick<Compartment, "name" | "nameEn">) => ({
  compartment: { value: name },
  compartmentEn: { value: nameEn },
});

/** Gives the id of the tunnel's control centre. */
function layTunnel(draft: NetworkDraft, line: TunnelLine, number: number): string {
  const [first, second] = line.path as readonly [PlanePoint, PlanePoint];
  const foot = placeAt(first, directionOf(second, first), CENTRE_M, 0);
  const centre = draft.addNode({
    ...{ letters: "KZ", class: "control-centre", at: onAxis(foot) },
    ...{ name: `${line.name}监控中心`, nameEn: `${line.nameEn}, control centre` },
    drawing: { shape: "box", sizeM: [12, 18, 6] },
    attributes: { ...tunnelOf(line), ...IN_USE },
  });
  for (const compartment of COMPARTMENTS) layCompartment(draft, { line, number, compartment, centre });
  return centre.id;
}

interface CompartmentOrder {
  readonly line: TunnelLine;
  readonly number: number;
  readonly compartment: Compartment;
  readonly centre: NetworkNode;
}

function layCompartment(draft: NetworkDraft, order: CompartmentOrder): void {
  const { line, compartment, centre } = order;
  const stops = divide(besideLine(line, compartment.offsetM), line.streets);
  let sectionM = 0;
  let section = 1;
  let from = addSectionWall(draft, order, (stops[0] as Stop).at, section);
  addPassage(draft, order, centre, from);
  stops.slice(1).forEach((stop, i) => {
    const lengthM = Math.hypot(stop.at[0] - from.at[0], stop.at[1] - from.at[1]);
    sectionM += lengthM;
    const next = stops[i + 2];
    const nextM = next ? Math.hypot(next.at[0] - stop.at[0], next.at[1] - stop.at[1]) : Infinity;
    const endsSection = sectionM + nextM > SECTION_M;
    const to = endsSection
      ? addSectionWall(draft, order, stop.at, section + 1)
      : addBetween(draft, order, stop.at, i);
    addCompartmentEdge(draft, order, { from, to, section, street: stop.street });
    if (endsSection) [sectionM, section] = [0, section + 1];
    from = to;
  });
}

interface Stop {
  readonly at: PlanePoint;
  /** Street beside which the piece that ends here lies. */
  readonly street: number | undefined;
}

/** Cuts a line into pieces no longer than the spacing, its bends kept. */
function divide(path: readonly PlanePoint[], streets: TunnelLine["streets"]): Stop[] {
  const stops: Stop[] = [{ at: path[0] as PlanePoint, street: undefined }];
  path.slice(1).forEach((to, i) => {
    const from = path[i] as PlanePoint;
    const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const parts = Math.max(1, Math.ceil(lengthM / NODE_SPACING_M));
    for (let k = 1; k <= parts; k++) {
      const at: PlanePoint =
        k === parts
          ? to
          : [from[0] + ((to[0] - from[0]) * k) / parts, from[1] + ((to[1] - from[1]) * k) / parts];
      stops.push({ at, street: streets[i] });
    }
  });
  return stops;
}

const onAxis = (place: PlanePoint): SpacePoint => below(place, COVER_M + TUNNEL_HEIGHT_M / 2);

function addSectionWall(
  draft: NetworkDraft,
  { line, number, compartment }: CompartmentOrder,
  place: PlanePoint,
  section: number,
): NetworkNode {
  return draft.addNode({
    ...{ letters: "FH", class: "section-wall", at: onAxis(place), drawing: { shape: "joint" } },
    attributes: {
      ...tunnelOf(line),
      ...compartmentOf(compartment),
      ...{ fireSection: { value: `${number}-${section}` }, ...IN_USE },
    },
  });
}

function addBetween(
  draft: NetworkDraft,
  { line, compartment }: CompartmentOrder,
  place: PlanePoint,
  turn: number,
): NetworkNode {
  const kind = BETWEEN[turn % BETWEEN.length] as (typeof BETWEEN)[number];
  const at = onAxis(place);
  const drawing: NodeDrawing =
    kind.shaftM === undefined
      ? { shape: "joint" }
      : { shape: "shaft", diameterM: kind.shaftM, bottomM: at[2] + TUNNEL_HEIGHT_M / 2 - TUNNEL_WALL_M };
  return draft.addNode({
    ...{ letters: kind.letters, class: kind.class, name: kind.name, nameEn: kind.nameEn, at, drawing },
    attributes: { ...tunnelOf(line), ...compartmentOf(compartment), ...IN_USE },
  });
}

function addCompartmentEdge(
  draft: NetworkDraft,
  { line, number, compartment }: CompartmentOrder,
  piece: {
    readonly from: NetworkNode;
    readonly to: NetworkNode;
    readonly section: number;
    readonly street: number | undefined;
  },
): void {
  const { from, to, section, street } = piece;
  draft.addEdge({
    ...{
      letters: "CS",
      class: "compartment",
      from: from.id,
      to: to.id,
      role: "trunk",
      path: [from.at, to.at],
    },
    section: { shape: "box", widthM: compartment.widthM, heightM: TUNNEL_HEIGHT_M },
    diameterMm: TUNNEL_HEIGHT_M * 1000,
    ...(street === undefined ? {} : { street }),
    attributes: {
      ...tunnelOf(line),
      ...compartmentOf(compartment),
      carries: { value: compartment.carries },
      fireSection: { value: `${number}-${section}` },
      innerWidth: { value: Math.round((compartment.widthM - TUNNEL_WALL_M) * 100) / 100, unit: "m" },
      innerHeight: { value: TUNNEL_HEIGHT_M - 2 * TUNNEL_WALL_M, unit: "m" },
      ...{ material: { value: "钢筋混凝土" }, buriedMethod: { value: "明挖" }, ...IN_USE },
    },
  });
}

/** Passage between the control centre and the head of a compartment, m. */
const PASSAGE = { widthM: 1.8, heightM: 2.8 } as const;

function addPassage(
  draft: NetworkDraft,
  { line }: CompartmentOrder,
  centre: NetworkNode,
  head: NetworkNode,
): void {
  draft.addEdge({
    ...{ letters: "TD", class: "compartment", from: centre.id, to: head.id, role: "service" },
    path: [centre.at, head.at],
    section: { shape: "box", ...PASSAGE },
    diameterMm: PASSAGE.heightM * 1000,
    attributes: {
      ...tunnelOf(line),
      ...compartmentOf({ name: "连接通道", nameEn: "Passage" }),
      ...{ material: { value: "钢筋混凝土" }, buriedMethod: { value: "明挖" }, ...IN_USE },
    },
  });
}
