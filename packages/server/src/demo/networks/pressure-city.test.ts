import { findMinimumServiceHeadM } from "@shuicheng/shared/catalogue";
import { Project, Workspace } from "epanet-js";
import { beforeAll, describe, expect, it } from "vitest";
import { generateTown } from "../base/generate-town.ts";
import type { NetworkNode, Town, UtilityNetwork } from "../model/index.ts";
import { findFaults, findUnreached } from "./fixture-checks.ts";
import { fixtureTown } from "./fixture-town.ts";
import { layGas } from "./gas.ts";
import { layHeating } from "./heating.ts";
import { streetDirection } from "./mains.ts";
import { alongM } from "./mains-plane.ts";
import { layWater } from "./water.ts";
import { buildWaterInp } from "./water-inp.ts";

/** One generation for all tests of this file. */
const city = generateTown({ seed: 3715, scale: 1 });
const towns = { fixture: fixtureTown(), city } as const;
const laid = Object.fromEntries(
  Object.entries(towns).map(([name, town]) => [
    name,
    { water: layWater(town), gas: layGas(town), heating: layHeating(town) },
  ]),
) as Record<keyof typeof towns, Record<"water" | "gas" | "heating", UtilityNetwork>>;

/** GB 50289-2016 table 4.1.1 under carriageways, metres. */
const LEAST_COVER_M = { water: 0.7, gas: 0.9, heating: 1.0 } as const;

const CASES = (["fixture", "city"] as const).flatMap((name) =>
  (["water", "gas", "heating"] as const).map((utility) => [name, utility] as const),
);

const isLead = (town: Town, index: number) => town.buildings[index]?.lead === index;
const servedBy = (network: UtilityNetwork) =>
  network.nodes.flatMap(({ building }) => (building === undefined ? [] : [building]));
const numberOf = (node: NetworkNode, key: string) => node.attributes[key]?.value as number;

describe.each(CASES)("%s: %s", (name, utility) => {
  const town = towns[name];
  const network = laid[name][utility];

  it("is connected from its sources to every node, abandoned pipes apart", () => {
    expect(network.sources.length).toBeGreaterThan(0);
    expect(findUnreached(network)).toEqual([]);
  });

  it("has ids once, ends at its nodes, right lengths and covers", () => {
    expect(findFaults(network, LEAST_COVER_M[utility]).slice(0, 10)).toEqual([]);
  });

  it("serves lead buildings only, each once", () => {
    const served = servedBy(network);
    expect(served.length).toBeGreaterThan(0);
    expect(new Set(served).size).toBe(served.length);
    expect(served.every((index) => isLead(town, index))).toBe(true);
  });
});

describe("the whole city", () => {
  it("gives water to every lead, gas and heat to many", () => {
    const leads = city.buildings.filter(({ index }) => isLead(city, index)).length;
    expect(servedBy(laid.city.water).length).toBe(leads);
    expect(servedBy(laid.city.gas).length).toBeGreaterThan(leads * 0.5);
    expect(servedBy(laid.city.heating).length).toBeGreaterThan(leads * 0.2);
  });

  it("keeps to its budget of segments", () => {
    const counts = Object.values(laid.city).map(({ edges }) => edges.length);
    const most = [14_000, 11_000, 10_000];
    counts.forEach((count, i) => {
      expect(count).toBeLessThan(most[i]!);
      expect(count).toBeGreaterThan(most[i]! * 0.75);
    });
  });

  it("repeats itself to the byte", () => {
    expect(JSON.stringify(layWater(city))).toBe(JSON.stringify(laid.city.water));
    expect(JSON.stringify(layGas(city))).toBe(JSON.stringify(laid.city.gas));
    expect(JSON.stringify(layHeating(city))).toBe(JSON.stringify(laid.city.heating));
  });

  it("has heating supply and return in pairs, by the same numbers", () => {
    const { edges } = laid.city.heating;
    const supply = edges.filter(({ id }) => id.endsWith("-G"));
    const back = new Map(edges.filter(({ id }) => id.endsWith("-H")).map((edge) => [edge.id, edge]));
    expect(supply.length).toBe(back.size);
    for (const edge of supply) {
      const twin = back.get(edge.id.replace(/-G$/, "-H"))!;
      expect([twin.diameterMm, twin.street, twin.role]).toEqual([edge.diameterMm, edge.street, edge.role]);
      expect(Math.abs(twin.lengthM - edge.lengthM)).toBeLessThan(12);
    }
  });

  it("has hydrants no more than 120 m apart along every street that is built up", () => {
    const stationsM = new Map<number, number[]>();
    const byId = new Map(laid.city.water.nodes.map((node) => [node.id, node]));
    for (const { from, to, street } of laid.city.water.edges) {
      if (byId.get(to)?.class !== "hydrant" || street === undefined) continue;
      const [x, y] = byId.get(from)!.at;
      const start = city.junctions[city.streets[street]!.from]!.at;
      const stationM = alongM(start, streetDirection(city, street), [x, y]);
      stationsM.set(street, [...(stationsM.get(street) ?? []), stationM]);
    }
    for (const { index, isBridge, lengthM } of city.streets) {
      if (isBridge || lengthM < 130) continue;
      const own = (stationsM.get(index) ?? []).toSorted((a, b) => a - b);
      // A hydrant stands within 120 m of the street's ends too: crossing roads have theirs between.
      const marks = [0, ...own, lengthM];
      const widestM = Math.max(...marks.slice(1).map((mark, i) => mark - marks[i]!));
      expect(widestM, `street ${index}, ${lengthM} m, ${own}`).toBeLessThanOrEqual(120.001);
    }
  });

  it("grades gas by pressure: medium A in mains, low behind regulators", () => {
    for (const edge of laid.city.gas.edges) {
      if (edge.class === "abandoned-pipe") continue;
      const [pressure, grade] = [
        edge.attributes.pressure?.value as number,
        edge.attributes.pressureClass?.value,
      ];
      if (grade === "低压") expect(pressure).toBeLessThan(0.01);
      else expect([grade, pressure >= 0.2 && pressure <= 0.4]).toEqual(["中压A", true]);
    }
  });
});

describe.each(["fixture", "city"] as const)("EPANET solves the water of the %s", (name) => {
  const town = towns[name];
  const { water } = laid[name];
  const workspace = new Workspace();
  let solved: Solved;
  beforeAll(async () => {
    await workspace.loadModule();
    solved = solveInp(workspace, buildWaterInp(town, water));
  });

  it("without a warning", () => {
    expect(solved.warnings).toEqual([]);
  });

  it("with the head that each building's floors need at its service, and no more than 60 m", () => {
    for (const node of water.nodes) {
      if (node.class !== "service-point") continue;
      const overGroundM = solved.headM.get(node.id)! - node.groundM;
      const group = town.buildings.filter(({ lead }) => lead === node.building);
      const needM = Math.max(...group.map(({ storeys }) => findMinimumServiceHeadM(storeys)));
      expect(overGroundM, node.id).toBeGreaterThanOrEqual(needM);
      expect(overGroundM, node.id).toBeLessThanOrEqual(60);
    }
  });

  it("with believable velocities", () => {
    for (const edge of water.edges) {
      if (edge.class === "abandoned-pipe") continue;
      expect(solved.velocityMS.get(edge.id), edge.id).toBeLessThanOrEqual(edge.role === "trunk" ? 2.5 : 3);
    }
  });

  it("within 10 % of the design pressures that nodes carry", () => {
    for (const node of water.nodes) {
      if (node.attributes.designPressure === undefined) continue;
      const solvedMPa = ((solved.headM.get(node.id)! - node.groundM) * 9.80665) / 1000;
      expect(Math.abs(numberOf(node, "designPressure") / solvedMPa - 1), node.id).toBeLessThan(0.1);
    }
  });
});

interface Solved {
  readonly warnings: readonly string[];
  readonly headM: ReadonlyMap<string, number>;
  readonly velocityMS: ReadonlyMap<string, number>;
}

/** EPANET's own numbers (epanet2_enums.h). */
const [NODE_COUNT, LINK_COUNT, NODE_HEAD, LINK_VELOCITY, NO_FLOWS] = [0, 2, 10, 9, 0];

function solveInp(workspace: Workspace, inp: string): Solved {
  const project = new Project(workspace);
  workspace.writeFile("water.inp", inp);
  project.open("water.inp", "report.rpt", "out.bin");
  project.openH();
  project.initH(NO_FLOWS);
  project.runH();
  const count = (kind: number) => Array.from({ length: project.getCount(kind) }, (_, i) => i + 1);
  const headM = new Map(
    count(NODE_COUNT).map((i) => [project.getNodeId(i), project.getNodeValue(i, NODE_HEAD)]),
  );
  const velocityMS = new Map(
    count(LINK_COUNT).map((i) => [project.getLinkId(i), project.getLinkValue(i, LINK_VELOCITY)]),
  );
  project.closeH();
  project.close();
  const report = workspace.readFile("report.rpt") as string;
  return { warnings: report.split("\n").filter((line) => /warning|error/i.test(line)), headM, velocityMS };
}
