import type { Issue } from "@shuicheng/shared/issues";
import type { InpLink, InpNetwork, InpNode } from "./inp-network.ts";
import { InpFindings, InpRowReader } from "./inp-row-reader.ts";
import { type InpSection, splitInp } from "./inp-text.ts";
import { readCoordinates, readCurves, readTags, readVertices } from "./read-drawing.ts";
import { applyStatus, readPipe, readPump, readValve } from "./read-links.ts";
import { applyDemands, readJunction, readReservoir, readTank } from "./read-nodes.ts";
import { readOptions, readReportIntervalMs } from "./read-options.ts";
import { buildUnits } from "./units.ts";

/** A network, or nothing when the file is wrong, and everything that is wrong or odd about it, by row. */
export interface InpReading {
  readonly network: InpNetwork | undefined;
  readonly issues: readonly Issue[];
}

/**
 * Reads an EPANET 2.2 INP file. Pure.
 *
 * All of the file is read whatever is found, so that a person gets the whole list at once. Any finding of severity
 * `error` breaks the format as the EPANET 2.2 manual has it, and there is no network. One such thing EPANET's own
 * engine lets pass: a time of four parts (`0:00:00:00`), whose last part it does not read.
 */
export function readInp(text: string): InpReading {
  const split = splitInp(text);
  const findings = new InpFindings(split.issues);
  if (split.sections.size === 0) return { network: undefined, issues: findings.issues };
  const rowsOf = (section: InpSection) =>
    (split.sections.get(section) ?? []).map((row) => new InpRowReader(section, row, findings));

  const options = readOptions(rowsOf("OPTIONS"));
  const units = buildUnits(options.flowUnit, options.pressureUnit);
  const nodes = new Map<string, InpNode>();
  collect(nodes, rowsOf("JUNCTIONS"), (row) => readJunction(row, units));
  collect(nodes, rowsOf("RESERVOIRS"), (row) => readReservoir(row, units));
  collect(nodes, rowsOf("TANKS"), (row) => readTank(row, units));
  applyDemands(nodes, rowsOf("DEMANDS"), units);

  const links = new Map<string, InpLink>();
  collect(links, rowsOf("PIPES"), (row) => checkedEnds(row, nodes, readPipe(row, units, options.headLoss)));
  collect(links, rowsOf("PUMPS"), (row) => checkedEnds(row, nodes, readPump(row, units)));
  collect(links, rowsOf("VALVES"), (row) => checkedEnds(row, nodes, readValve(row, units)));
  applyStatus(links, rowsOf("STATUS"), units);

  const coordinates = readCoordinates(rowsOf("COORDINATES"), new Set(nodes.keys()));
  const network: InpNetwork = {
    title: (split.sections.get("TITLE") ?? [])
      .slice(0, 1)
      .map(({ fields }) => fields.map((field) => field.text).join(" "))
      .join(),
    flowUnit: options.flowUnit,
    units,
    headLoss: options.headLoss,
    nodes: [...nodes.values()],
    links: [...links.values()],
    coordinates,
    vertices: readVertices(rowsOf("VERTICES"), new Set(links.keys())),
    curves: readCurves(rowsOf("CURVES")),
    tags: readTags(rowsOf("TAGS")),
    highestHeadM: [...nodes.values()].reduce((highest, node) => Math.max(highest, headOf(node)), -Infinity),
    reportIntervalMs: readReportIntervalMs(rowsOf("TIMES")),
  };
  checkWhole(network, findings);
  const isRefused = findings.issues.some((issue) => issue.severity === "error");
  return {
    network: isRefused ? undefined : network,
    issues: findings.issues.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)),
  };
}

function collect<T extends { id: string; row: number }>(
  into: Map<string, T>,
  rows: readonly InpRowReader[],
  read: (row: InpRowReader) => T | undefined,
): void {
  for (const row of rows) {
    const element = read(row);
    if (!element) continue;
    const before = into.get(element.id);
    if (before)
      row.fault(
        "duplicate-id",
        0,
        `id "${element.id}" is used in line ${before.row} already; right would be an id of its own`,
        "ID",
      );
    else into.set(element.id, element);
  }
}

/** The link, if both its nodes exist and are two. */
function checkedEnds<T extends InpLink>(
  row: InpRowReader,
  nodes: ReadonlyMap<string, InpNode>,
  link: T | undefined,
): T | undefined {
  if (!link) return undefined;
  for (const [index, name, id] of [
    [1, "Node1", link.from],
    [2, "Node2", link.to],
  ] as const) {
    if (!nodes.has(id)) {
      row.fault("unknown-node", index, `node "${id}" is in none of [JUNCTIONS] [RESERVOIRS] [TANKS]`, name);
    }
  }
  if (link.from === link.to)
    row.fault("same-ends", 2, `starts and ends at node "${link.to}"; right would be two nodes`, "Node2");
  return link;
}

/** Highest water level a node can bring by itself. */
function headOf(node: InpNode): number {
  if (node.kind === "reservoir") return node.headM;
  return node.kind === "tank" ? node.elevationM + node.maximumLevelM : node.elevationM;
}

/** What concerns the file as a whole. */
function checkWhole(network: InpNetwork, findings: InpFindings): void {
  if (!network.nodes.some((node) => node.kind === "junction")) {
    findings.add(
      "no-junctions",
      { row: 1, rule: "[JUNCTIONS]" },
      "[JUNCTIONS] is empty; a network needs at least one junction",
    );
    return;
  }
  if (network.coordinates.size === 0) {
    const message =
      "no node has a place, so nothing can be drawn; right would be [COORDINATES] with a row per node";
    findings.add("no-coordinates", { row: 1, rule: "[COORDINATES]" }, message);
    return;
  }
  for (const node of network.nodes) {
    if (network.coordinates.has(node.id)) continue;
    const message = `${node.kind} "${node.id}" has no row in [COORDINATES]; it is registered and not drawn`;
    findings.add(
      "no-coordinates",
      { row: node.row, rule: "[COORDINATES]", ref: node.id },
      message,
      "warning",
    );
  }
}
