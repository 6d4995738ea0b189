import { createHash } from "node:crypto";
import { findManholeSpacing, findMinimumDrainSlope } from "@shuicheng/shared/catalogue";
import { groundHeightM } from "@shuicheng/shared/geo";
import { describe, expect, it } from "vitest";
import { generateTown } from "../base/generate-town.ts";
import { drainWallOf } from "../defects/buried-edge.ts";
import { checkNetworks } from "../defects/check-networks.ts";
import {
  DEPTH_LEVELS,
  type NetworkEdge,
  type NetworkNode,
  type SpacePoint,
  toDegrees,
  type UtilityNetwork,
} from "../model/index.ts";
import { layPower } from "./power.ts";
import { laySewage } from "./sewage.ts";
import { layStorm } from "./storm.ts";
import { layTelecom } from "./telecom.ts";
import { layTunnels } from "./tunnel.ts";
import { COMPARTMENTS } from "./tunnel-compartments.ts";

// One city for all tests of this file: it takes some seconds.
const town = generateTown({ seed: 3715, scale: 1 });
const storm = layStorm(town);
const sewage = laySewage(town, storm);
const power = layPower(town);
const telecom = layTelecom(town);
const tunnel = layTunnels(town);
const networks = [storm, sewage, power, telecom, tunnel];
const drains = [storm, sewage];

const nodesOf = new Map(
  networks.map(({ kind, nodes }) => [kind, new Map(nodes.map((node) => [node.id, node]))]),
);
const nodeOf = ({ kind }: UtilityNetwork, id: string): NetworkNode => nodesOf.get(kind)!.get(id)!;
const isAbandoned = ({ class: edgeClass }: NetworkEdge) => edgeClass === "abandoned-pipe";
const isPumped = ({ attributes }: NetworkEdge) => attributes.flow?.value === "压力";
const innerM = ({ diameterMm }: NetworkEdge) => diameterMm / 1000;
const first = ({ path }: NetworkEdge): SpacePoint => path[0]!;
const last = ({ path }: NetworkEdge): SpacePoint => path.at(-1)!;
const endInvertM = (edge: NetworkEdge) => last(edge)[2] - innerM(edge) / 2;
const startInvertM = (edge: NetworkEdge) => first(edge)[2] - innerM(edge) / 2;
const groundM = (point: SpacePoint) => {
  const { lonDeg, latDeg } = toDegrees(point);
  return groundHeightM(lonDeg, latDeg);
};
const planM = (a: SpacePoint, b: SpacePoint) => Math.hypot(a[0] - b[0], a[1] - b[1]);

function groupBy<T>(things: readonly T[], key: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group) group.push(thing);
    else groups.set(key(thing), [thing]);
  }
  return groups;
}

describe.each(networks)("$kind", (network) => {
  const { nodes, edges, sources } = network;

  it("has ids of the trade, each once", () => {
    const ids = [...nodes, ...edges].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[A-Z]{2}-[A-Z]{2}-\d{6}$/.test(id))).toEqual([]);
  });

  it("has a number wherever one is asked for, positive where it must be", () => {
    const bad = edges.filter(
      ({ path, lengthM, coverM, diameterMm }) =>
        path.length < 2 ||
        !path.flat().every(Number.isFinite) ||
        !(lengthM > 0.1) ||
        !(coverM > 0) ||
        !(diameterMm > 0),
    );
    expect(bad).toEqual([]);
    expect(nodes.filter(({ at, groundM: ground }) => ![...at, ground].every(Number.isFinite))).toEqual([]);
  });

  it("ends its edges at their nodes: in plan exactly, in height within the shaft", () => {
    const isDrain = network.kind === "storm" || network.kind === "sewage";
    const off = edges.filter((edge) =>
      (
        [
          [edge.from, first(edge)],
          [edge.to, last(edge)],
        ] as const
      ).some(([id, end]) => {
        const node = nodeOf(network, id);
        if (!node || planM(node.at, end) > 1e-6) return true;
        const aboveM = end[2] - (isDrain ? innerM(edge) / 2 : 0) - node.at[2];
        return isDrain ? aboveM < -1e-6 || end[2] > node.groundM : Math.abs(aboveM) > 1e-6;
      }),
    );
    expect(off).toEqual([]);
  });

  it("joins every node to a source, abandoned ones apart", () => {
    const live = edges.filter((edge) => !isAbandoned(edge));
    const neighbours = groupBy(
      live.flatMap(({ from, to }) => [
        { at: from, to },
        { at: to, to: from },
      ]),
      ({ at }) => at,
    );
    const reached = new Set(sources);
    for (const id of reached) for (const { to } of neighbours.get(id) ?? []) reached.add(to);
    expect(sources.length).toBeGreaterThan(0);
    expect(
      nodes.filter(({ id, attributes }) => !reached.has(id) && attributes.status?.value !== "废弃"),
    ).toEqual([]);
  });
});

describe.each(drains)("$kind flows", (network) => {
  const live = network.edges.filter((edge) => !isAbandoned(edge));
  const outgoing = groupBy(live, ({ from }) => from);

  it("leaves each node by one way, and every way ends at an outfall or a plant", () => {
    const sources = new Set(network.sources);
    const stuck: string[] = [];
    for (const start of live) {
      let at = start.to;
      for (let steps = 0; !sources.has(at) && steps < 3000; steps++) at = outgoing.get(at)?.[0]?.to ?? "";
      if (!sources.has(at)) stuck.push(start.id);
    }
    expect(stuck).toEqual([]);
    expect([...outgoing.values()].filter((edges) => edges.length > 1)).toEqual([]);
  });

  it("falls at least as GB 50014 asks, drops in shafts apart", () => {
    const flat = live.filter((edge) => {
      if (isPumped(edge)) return false;
      const wall = drainWallOf(edge);
      const least = findMinimumDrainSlope({
        kind: network.kind as "storm",
        diameterMm: edge.diameterMm,
        wall,
      }).value;
      const run = edge.path.filter((point, i) => i === 0 || planM(point, edge.path[i - 1]!) > 0.2 || i > 1);
      const from =
        edge.path.length > run.length ? run[0]! : edge.path.find((point) => planM(point, last(edge)) > 0)!;
      const start = edge.path.findLast((point) => planM(point, from) < 1e-9)!;
      return start[2] - last(edge)[2] < least * planM(start, last(edge)) - 1e-6;
    });
    expect(flat).toEqual([]);
  });

  it("never rises in a node but where a pump lifts", () => {
    const rising = live.filter((edge) => {
      const next = outgoing.get(edge.to)?.[0];
      if (!next || isPumped(edge) || nodeOf(network, edge.to).class === "pump-station") return false;
      return startInvertM(next) > endInvertM(edge) + 1e-6;
    });
    expect(rising).toEqual([]);
  });

  it("never narrows downstream", () => {
    const narrowing = live.filter((edge) => {
      const next = outgoing.get(edge.to)?.[0];
      return (
        next &&
        !isPumped(next) &&
        !isPumped(edge) &&
        edge.role !== "service" &&
        next.diameterMm < edge.diameterMm
      );
    });
    expect(narrowing).toEqual([]);
  });

  it("has a manhole at least as often as GB 50014 asks", () => {
    const long = live.filter((edge) => {
      if (edge.role === "service" || isPumped(edge) || nodeOf(network, edge.to).class !== "manhole")
        return false;
      return edge.lengthM > (findManholeSpacing(edge.diameterMm)?.value ?? 0);
    });
    expect(long).toEqual([]);
  });

  it("lies below the level of services, pumped pipes apart", () => {
    const shallow = live.filter((edge) => {
      if (isPumped(edge)) return edge.coverM < 0.7;
      const outerM = edge.section.shape === "round" ? edge.section.outerDiameterM : edge.section.heightM;
      const along = nodeOf(network, edge.from).class === "gully" ? edge.path.slice(1) : edge.path;
      return along.some((point) => groundM(point) - point[2] - outerM / 2 < DEPTH_LEVELS.stormTopM);
    });
    expect(shallow).toEqual([]);
  });

  it("lies no deeper than a city digs", () => {
    const deepest = Math.max(...network.nodes.map(({ groundM: ground, at }) => ground - at[2]));
    expect(deepest).toBeLessThan(11);
  });

  it("is large enough for its design flow over nine tenths of its length", () => {
    const sized = live.filter(({ attributes }) => attributes.capacity !== undefined);
    const lengthM = (edges: readonly NetworkEdge[]) => edges.reduce((sum, edge) => sum + edge.lengthM, 0);
    const enough = sized.filter(
      ({ attributes }) => Number(attributes.designFlow?.value) <= Number(attributes.capacity?.value) * 1.01,
    );
    expect(lengthM(enough)).toBeGreaterThan(0.9 * lengthM(sized));
  });
});

describe("the ground", () => {
  it("has no finding on drains, banks and tunnels, connections of cables among themselves apart", () => {
    const edges = new Map(
      networks.flatMap((network) => network.edges.map((edge) => [edge.id, { network, edge }])),
    );
    const isCableService = (id: string) => {
      const known = edges.get(id);
      return known?.edge.class === "duct" && known.edge.role === "service";
    };
    const findings = checkNetworks(networks).filter(({ assets }) => !assets.every(isCableService));
    expect(findings).toEqual([]);
  });
});

describe("services", () => {
  it.each([sewage, power, telecom])(
    "$kind: every lead building has one, plants and sources included",
    ({ nodes }) => {
      const served = new Set(nodes.flatMap(({ building }) => building ?? []));
      const leads = town.buildings.filter((building) => building.lead === building.index);
      expect(leads.filter(({ index }) => !served.has(index))).toEqual([]);
    },
  );
});

describe("storm", () => {
  it("has gullies in pairs, and for each catchment an outfall behind a pump or a flap gate", () => {
    const gullies = groupBy(
      storm.edges.filter(({ from }) => nodeOf(storm, from).class === "gully"),
      ({ to }) => to,
    );
    expect(gullies.size).toBeGreaterThan(1500);
    expect([...gullies.values()].filter((pair) => pair.length !== 2)).toEqual([]);
    const discharges = storm.edges.filter(({ to }) => storm.sources.includes(to));
    expect(discharges.length).toBe(storm.sources.length);
    for (const edge of discharges) {
      const { class: chamber, name } = nodeOf(storm, edge.from);
      expect([chamber, name.slice(-4)]).toEqual(
        isPumped(edge) ? ["pump-station", "雨水泵站"] : ["manhole", "水拍门井"],
      );
    }
    expect(storm.sources.length).toBeGreaterThan(20);
  });
});

describe("pump stations", () => {
  it.each(drains)("$kind: as many as a city of this size has", ({ nodes }) => {
    const stations = nodes.filter((node) => node.class === "pump-station");
    expect(stations.length).toBeGreaterThanOrEqual(5);
    expect(stations.length).toBeLessThanOrEqual(20);
  });

  it("stand where the design rain would otherwise come up in the streets", () => {
    const arriving = groupBy(storm.edges, ({ to }) => to);
    /** Surface of the water outside plus what friction takes on the way there, highest against the ground, m. */
    const worstM = (chamber: NetworkNode) => {
      let worst = Number.NEGATIVE_INFINITY;
      const way = [{ id: chamber.id, headM: Number(chamber.attributes.receivingLevel?.value) }];
      for (const { id, headM } of way) {
        worst = Math.max(worst, headM - nodeOf(storm, id).groundM);
        for (const { from, lengthM, attributes } of arriving.get(id) ?? []) {
          const fullness = Number(attributes.designFlow?.value) / Number(attributes.capacity?.value);
          const slope = Number(attributes.slope?.value) / 1_000;
          if (nodeOf(storm, from).class !== "gully")
            way.push({ id: from, headM: headM + slope * fullness ** 2 * lengthM });
        }
      }
      return worst;
    };
    const chambers = storm.nodes.filter(({ attributes }) => attributes.receivingLevel !== undefined);
    const highest = (wanted: string) =>
      chambers.filter((node) => node.class === wanted).map((node) => worstM(node));
    // Figures of the survey are rounded to centimetres and litres.
    expect(Math.max(...highest("manhole"))).toBeLessThan(-0.15);
    expect(Math.min(...highest("pump-station"))).toBeGreaterThan(-0.25);
  });
});

describe("sewage", () => {
  it("pumps into every sewer on a bridge and lifts what is deep", () => {
    const forced = sewage.edges.filter(isPumped);
    expect(forced.length).toBeGreaterThan(3);
    for (const edge of forced) expect(nodeOf(sewage, edge.from).class).toBe("pump-station");
  });

  it("left a few dozen old sewers in the ground, joined to nothing", () => {
    const old = sewage.edges.filter(isAbandoned);
    expect(old.length).toBeGreaterThanOrEqual(24);
    expect(old.length).toBeLessThanOrEqual(72);
    const live = new Set(
      sewage.edges.filter((edge) => !isAbandoned(edge)).flatMap(({ from, to }) => [from, to]),
    );
    expect(old.filter(({ from, to }) => live.has(from) || live.has(to))).toEqual([]);
  });
});

describe("tunnel", () => {
  const compartments = tunnel.edges.filter(({ role }) => role === "trunk");

  it("has two tunnels of some kilometres, in fire sections of 200 m at most", () => {
    const byTunnel = groupBy(compartments, ({ attributes }) => `${attributes.tunnel?.value}`);
    expect(byTunnel.size).toBe(2);
    for (const edges of byTunnel.values()) {
      const lengthM = edges.reduce((sum, edge) => sum + edge.lengthM, 0) / COMPARTMENTS.length;
      expect(lengthM).toBeGreaterThan(2500);
      expect(lengthM).toBeLessThan(5100);
    }
    const sections = groupBy(
      compartments,
      ({ attributes }) => `${attributes.compartment?.value} ${attributes.fireSection?.value}`,
    );
    for (const edges of sections.values()) {
      expect(edges.reduce((sum, edge) => sum + edge.lengthM, 0)).toBeLessThanOrEqual(200.01);
    }
  });

  it("has compartments that share walls: side by side without gap or overlap", () => {
    COMPARTMENTS.slice(1).forEach((right, i) => {
      const left = COMPARTMENTS[i]!;
      expect(right.offsetM - left.offsetM).toBeCloseTo((right.widthM + left.widthM) / 2, 9);
    });
  });

  it("lies deep enough for every pipe that leaves the town above it", () => {
    expect(Math.min(...compartments.map(({ coverM }) => coverM))).toBeGreaterThanOrEqual(3.3);
  });
});

describe("the city's size", () => {
  it.each([
    [storm, 6000, 10_000],
    [sewage, 7000, 12_000],
    [power, 6000, 10_500],
    [telecom, 5000, 9500],
    [tunnel, 300, 600],
  ] as const)("$kind has as many segments as planned", ({ edges }, least, most) => {
    expect(edges.length).toBeGreaterThan(least);
    expect(edges.length).toBeLessThan(most);
  });
});

describe("the same town", () => {
  it("gives the same networks, to the byte", () => {
    const digest = (network: UtilityNetwork) =>
      createHash("sha256").update(JSON.stringify(network)).digest("hex");
    const again = layStorm(town);
    const laidAgain = [again, laySewage(town, again), layPower(town), layTelecom(town), layTunnels(town)];
    expect(laidAgain.map(digest)).toEqual(networks.map(digest));
  });
});
