import type { HeadLossFormula, InpLink, InpPipe, InpPump, InpValve } from "./inp-network.ts";
import type { InpRowReader } from "./inp-row-reader.ts";
import type { InpUnits } from "./units.ts";

const VALVE_TYPES = ["PRV", "PSV", "PBV", "FCV", "TCV", "GPV", "PCV"];
const STATUSES = ["OPEN", "CLOSED", "CV"];

/** One row of [PIPES]. */
export function readPipe(row: InpRowReader, units: InpUnits, headLoss: HeadLossFormula): InpPipe | undefined {
  if (!row.hasAtLeast(6, "ID Node1 Node2 Length Diameter Roughness [MinorLoss] [Status]")) return undefined;
  // The seventh word may already be the status.
  const isStatusEarly = row.fields.length === 7 && !row.isNumber(6);
  const minorLoss = isStatusEarly ? 0 : row.number(6, "MinorLoss", "not-negative");
  const roughness = row.number(5, "Roughness", "positive", 1);
  return {
    kind: "pipe",
    id: row.id,
    row: row.row,
    from: row.text(1),
    to: row.text(2),
    lengthM: row.number(3, "Length", "positive") * units.toM,
    diameterMm: row.number(4, "Diameter", "positive") * units.toMm,
    roughness: headLoss === "D-W" ? roughness * units.roughnessToMm : roughness,
    minorLoss,
    status: readStatus(row, isStatusEarly ? 6 : 7),
  };
}

function readStatus(row: InpRowReader, index: number): string {
  const status = row.text(index).toUpperCase();
  if (status === "" || STATUSES.includes(status)) return status || "OPEN";
  row.fault(
    "unknown-status",
    index,
    `status "${row.text(index)}"; right would be OPEN, CLOSED or CV`,
    "Status",
  );
  return "OPEN";
}

/** One row of [PUMPS]: words in pairs, or in the old format just a power. */
export function readPump(row: InpRowReader, units: InpUnits): InpPump | undefined {
  if (!row.hasAtLeast(4, "ID Node1 Node2 HEAD curve | POWER value [SPEED value] [PATTERN id]"))
    return undefined;
  let headCurve: string | undefined;
  let powerKw: number | undefined;
  let pattern: string | undefined;
  let speed = 1;
  if (row.isNumber(3)) powerKw = row.number(3, "Power", "positive") * units.toKw;
  else {
    for (let index = 3; index < row.fields.length; index += 2) {
      const word = row.text(index).toUpperCase();
      const isMissing = row.fields[index + 1] === undefined;
      if (word.startsWith("HEAD") && !isMissing) headCurve = row.text(index + 1);
      else if (word.startsWith("PATT") && !isMissing) pattern = row.text(index + 1);
      else if (word.startsWith("POWE") && !isMissing) {
        powerKw = row.number(index + 1, "Power", "positive") * units.toKw;
      } else if (word.startsWith("SPEE") && !isMissing)
        speed = row.number(index + 1, "Speed", "not-negative", 1);
      else
        row.fault(
          "unknown-word",
          index,
          `"${row.text(index)}"; right would be HEAD, POWER, SPEED or PATTERN, each with its value`,
        );
    }
  }
  const ends = { from: row.text(1), to: row.text(2) };
  return {
    kind: "pump",
    id: row.id,
    row: row.row,
    ...ends,
    headCurve,
    powerKw,
    speed,
    pattern,
    status: "OPEN",
  };
}

/** One row of [VALVES]. */
export function readValve(row: InpRowReader, units: InpUnits): InpValve | undefined {
  if (!row.hasAtLeast(6, "ID Node1 Node2 Diameter Type Setting [MinorLoss]")) return undefined;
  const valveType = row.text(4).toUpperCase();
  if (!VALVE_TYPES.includes(valveType)) {
    row.fault(
      "unknown-valve",
      4,
      `valve type "${row.text(4)}"; right would be one of ${VALVE_TYPES.join(" ")}`,
      "Type",
    );
  }
  return {
    kind: "valve",
    id: row.id,
    row: row.row,
    from: row.text(1),
    to: row.text(2),
    diameterMm: row.number(3, "Diameter", "positive") * units.toMm,
    valveType,
    setting:
      valveType === "GPV" ? row.text(5) : row.number(5, "Setting", "any") * settingFactor(valveType, units),
    minorLoss: row.number(6, "MinorLoss", "not-negative"),
    status: "ACTIVE",
  };
}

function settingFactor(valveType: string, units: InpUnits): number {
  if (valveType === "PRV" || valveType === "PSV" || valveType === "PBV") return units.pressureToM;
  return valveType === "FCV" ? units.toLS : 1;
}

/** Rows of [STATUS]: `OPEN`, `CLOSED`, or a number, which is a pump's speed or a valve's setting. */
export function applyStatus(
  links: Map<string, InpLink>,
  rows: readonly InpRowReader[],
  units: InpUnits,
): void {
  for (const row of rows) {
    if (!row.hasAtLeast(2, "Link OPEN | CLOSED | setting")) continue;
    const link = links.get(row.id);
    const status = row.text(1).toUpperCase();
    if (!link)
      row.fault("unknown-link", 0, `link "${row.id}" is in none of [PIPES] [PUMPS] [VALVES]`, "Link");
    else if (status === "OPEN" || status === "CLOSED" || status === "ACTIVE")
      links.set(row.id, { ...link, status });
    else if (link.kind === "pump")
      links.set(row.id, { ...link, speed: row.number(1, "Setting", "not-negative", 1) });
    else if (link.kind === "valve" && link.valveType !== "GPV") {
      links.set(row.id, {
        ...link,
        setting: row.number(1, "Setting", "any") * settingFactor(link.valveType, units),
      });
    } else if (link.kind === "pipe")
      row.fault("unknown-status", 1, `status "${row.text(1)}"; right would be OPEN or CLOSED`);
  }
}
