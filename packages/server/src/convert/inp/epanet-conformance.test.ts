import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Project, Workspace } from "epanet-js";
import { beforeAll, describe, expect, it } from "vitest";
import type { InpNetwork } from "./inp-network.ts";
import { decodeInp } from "./inp-text.ts";
import { readInp } from "./read-inp.ts";

const FOLDER = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "networks");

/** The sample networks that EPANET itself opens. */
const OPENED = [
  ...["Anytown", "Balerma", "Hanoi", "L-TOWN", "Net1", "Net2", "Net3", "Net6", "RuralNetwork"],
  ...["d-town", "ky4", "leaks"],
];

/** EPANET's own numbers (epanet2_enums.h); the package's types for them do not resolve under NodeNext. */
const NODE_COUNT = 0;
const LINK_COUNT = 2;
const JUNCTION = 0;
const NODE_ELEVATION = 0;
const LINK_DIAMETER = 0;
const LINK_LENGTH = 1;

const workspace = new Workspace();
beforeAll(() => workspace.loadModule());

const readSample = (name: string) => readInp(decodeInp(readFileSync(join(FOLDER, `${name}.inp`))));

interface Seen {
  readonly id: string;
  readonly values: readonly number[];
}

/** What EPANET holds of a file, in the file's own units. */
function askEpanet(name: string): { nodes: Seen[]; links: Seen[] } {
  const project = new Project(workspace);
  workspace.writeFile("network.inp", readFileSync(join(FOLDER, `${name}.inp`), "latin1"));
  project.open("network.inp", "report.rpt", "out.bin");
  const nodes = Array.from({ length: project.getCount(NODE_COUNT) }, (_, index): Seen => {
    const isJunction = project.getNodeType(index + 1) === JUNCTION;
    let demand = 0;
    for (let k = 1; isJunction && k <= project.getNumberOfDemands(index + 1); k++) {
      demand += project.getBaseDemand(index + 1, k);
    }
    return {
      id: project.getNodeId(index + 1),
      values: [project.getNodeValue(index + 1, NODE_ELEVATION), demand],
    };
  });
  const links = Array.from({ length: project.getCount(LINK_COUNT) }, (_, index): Seen => {
    const value = (property: number) => project.getLinkValue(index + 1, property);
    return {
      id: project.getLinkId(index + 1),
      values: [value(LINK_LENGTH), value(LINK_DIAMETER)],
    };
  });
  project.close();
  return { nodes, links };
}

/** What we hold, turned back into the file's units. */
function restate({ nodes, links, units }: InpNetwork): { nodes: Seen[]; links: Seen[] } {
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      values: [
        (node.kind === "reservoir" ? node.headM : node.elevationM) / units.toM,
        node.kind === "junction" ? node.baseDemandLS / units.toLS : 0,
      ],
    })),
    links: links.map((link) => ({
      id: link.id,
      values: [
        link.kind === "pipe" ? link.lengthM / units.toM : 0,
        link.kind === "pump" ? 0 : link.diameterMm / units.toMm,
      ],
    })),
  };
}

function expectSame(ours: readonly Seen[], theirs: readonly Seen[]): void {
  const sorted = (list: readonly Seen[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(sorted(ours).map((seen) => seen.id)).toEqual(sorted(theirs).map((seen) => seen.id));
  const expected = sorted(theirs);
  for (const [index, { id, values }] of sorted(ours).entries()) {
    values.forEach((value, k) => {
      const theirValue = expected[index]!.values[k]!;
      // EPANET keeps its own rounded factors (3.28084 ft/m and so on): five digits agree.
      expect(Math.abs(value - theirValue), `${id} [${k}] ${value} ${theirValue}`).toBeLessThanOrEqual(
        1e-5 * Math.max(1, Math.abs(theirValue)),
      );
    });
  }
}

describe.skipIf(!existsSync(FOLDER))(`readInp beside EPANET (samples in ${FOLDER})`, () => {
  it.each(OPENED)("%s: same ids, elevations, demands, lengths and diameters", (name) => {
    const { network, issues } = readSample(name);
    expect(issues.filter((issue) => issue.severity === "error")).toEqual([]);
    const theirs = askEpanet(name);
    const ours = restate(network!);
    expectSame(ours.nodes, theirs.nodes);
    expectSame(ours.links, theirs.links);
  });

  it.each([
    ["bad_syntax", "inp/unknown-section", 330],
    ["bad_values", "inp/unknown-node", 56],
    ["bad_times", "inp/not-a-time", 324],
    ["swmm_example", "inp/swmm", 1],
    ["swmm_full_features", "inp/swmm", 1],
    ["swmm_storage_pump", "inp/swmm", 1],
    ["swmm_weir", "inp/swmm", 1],
  ])("%s is refused: %s in line %i", (name, code, row) => {
    const { network, issues } = readSample(name);
    expect(network).toBeUndefined();
    expect(issues.map((issue) => [issue.code, issue.row])).toEqual([[code, row]]);
  });

  it("takes exnet, whose start time EPANET refuses, with a warning", () => {
    const { network, issues } = readSample("exnet");
    expect([network!.nodes.length, network!.links.length]).toEqual([1894, 2467]);
    expect(issues.map((issue) => [issue.code, issue.severity])).toEqual([["inp/not-a-time", "warning"]]);
  });
});
