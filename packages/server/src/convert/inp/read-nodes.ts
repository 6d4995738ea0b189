import type { InpJunction, InpNode, InpReservoir, InpTank } from "./inp-network.ts";
import type { InpRowReader } from "./inp-row-reader.ts";
import type { InpUnits } from "./units.ts";

/** One row of [JUNCTIONS]. */
export function readJunction(row: InpRowReader, units: InpUnits): InpJunction {
  return {
    kind: "junction",
    id: row.id,
    row: row.row,
    elevationM: row.number(1, "Elevation", "any") * units.toM,
    baseDemandLS: row.number(2, "Demand", "any") * units.toLS,
    pattern: row.optionalText(3),
  };
}

/** One row of [RESERVOIRS], or of [TANKS] with three words at most, as EPANET takes it. */
export function readReservoir(row: InpRowReader, units: InpUnits): InpReservoir | undefined {
  if (!row.hasAtLeast(2, "ID Head [Pattern]")) return undefined;
  return {
    kind: "reservoir",
    id: row.id,
    row: row.row,
    headM: row.number(1, "Head", "any") * units.toM,
    pattern: row.optionalText(2),
  };
}

/** One row of [TANKS]. */
export function readTank(row: InpRowReader, units: InpUnits): InpNode | undefined {
  if (row.fields.length <= 3) return readReservoir(row, units);
  if (!row.hasAtLeast(6, "ID Elevation InitLevel MinLevel MaxLevel Diameter [MinVol] [VolCurve]"))
    return undefined;
  const tank: InpTank = {
    kind: "tank",
    id: row.id,
    row: row.row,
    elevationM: row.number(1, "Elevation", "any") * units.toM,
    initialLevelM: row.number(2, "InitLevel", "not-negative") * units.toM,
    minimumLevelM: row.number(3, "MinLevel", "not-negative") * units.toM,
    maximumLevelM: row.number(4, "MaxLevel", "not-negative") * units.toM,
    diameterM: row.number(5, "Diameter", "not-negative") * units.toM,
    minimumVolumeM3: row.number(6, "MinVol", "not-negative") * units.toM3,
    volumeCurve: row.optionalText(7),
  };
  if (tank.minimumLevelM > tank.maximumLevelM) {
    row.fault(
      "invalid-levels",
      3,
      `MinLevel ${row.text(3)} is above MaxLevel ${row.text(4)}; right would be MinLevel ≤ InitLevel ≤ MaxLevel`,
      "MinLevel",
    );
  }
  return tank;
}

/** Rows of [DEMANDS]: they replace the demand of [JUNCTIONS]; several for one junction add up. */
export function applyDemands(
  nodes: Map<string, InpNode>,
  rows: readonly InpRowReader[],
  units: InpUnits,
): void {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (row.id.toUpperCase() === "MULTIPLY") continue;
    if (!row.hasAtLeast(2, "Junction Demand [Pattern] [Category]")) continue;
    const node = nodes.get(row.id);
    if (!node) row.fault("unknown-node", 0, `junction "${row.id}" is not in [JUNCTIONS]`, "Junction");
    else sums.set(row.id, (sums.get(row.id) ?? 0) + row.number(1, "Demand", "any") * units.toLS);
  }
  for (const [id, baseDemandLS] of sums) {
    const node = nodes.get(id);
    if (node?.kind === "junction") nodes.set(id, { ...node, baseDemandLS });
  }
}
