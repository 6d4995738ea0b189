import { CLEARANCE_PARTIES, type ClearanceParty } from "./clearance-parties.ts";
import type { Sourced } from "./sourced.ts";

/** What tables 4.1.9 and 4.1.14 of GB 50289-2016 know besides pipes. */
export type ClearanceStructure = "building" | "culvert" | "tram" | "railway";

/**
 * Letters behind the figures below. Neither table of the 2016 edition was read in a scan of its own, so no figure may
 * be quoted to an authority before that.
 */
const SOURCES = {
  R: {
    source: "GB 50289-2016 table 4.1.14 as quoted in m.zhuangpeitu.com/article/59708875.html",
    certainty: "verified",
  },
  G: {
    source: "GB 50028-2006 tables 6.3.3-1 and 6.3.3-2, to which GB 50289-2016 refers",
    certainty: "verified",
  },
  C: {
    source:
      "GB 50289-2016; same value in GB 50289-98 (m.jianbiaoku.com/webarbs/book/9072/236682.shtml, matrix of two programs)",
    certainty: "corroborated",
  },
  K: {
    source: "GB 50289-2016 table 4.1.9 as copied in openBIMAgent constraints.yaml",
    certainty: "corroborated",
  },
  U: { source: "GB 50289-2016, cell not read: general knowledge", certainty: "unverified" },
} as const satisfies Record<string, Omit<Sourced<number>, "value">>;

/**
 * Table 4.1.9, metres between outer walls in plan, as a triangle: row against the columns before it and itself, first
 * column the building. `-`: not limited.
 */
const HORIZONTAL: Readonly<Record<ClearanceParty, string>> = {
  //           building  water      drain recl. gas L B A, sub-high B A     heat power     telecom   trench
  "water-to-200": "1.0U  -",
  "water-over-200": "3.0K -    -",
  drain: "         2.5K  1.0K 1.5K  -",
  reclaimed: "     1.0U  0.5U 0.5U  0.5U  -",
  "gas-low": "     0.7U  0.5C 0.5C  1.0K  0.5U  0.5C",
  "gas-medium-b": "1.0U  0.5C 0.5C  1.2K  0.5U  0.5C 0.5C",
  "gas-medium-a": "1.5U  0.5C 0.5C  1.2K  0.5U  0.5C 0.5C 0.5C",
  "gas-sub-high-b": "5.0U 1.0C 1.0C 1.5K  1.0U  0.5C 0.5C 0.5C 0.5C",
  "gas-sub-high-a": "13.5U 1.5C 1.5C 2.0K 1.5U  0.5C 0.5C 0.5C 0.5C 0.5C",
  heating: "       3.0U  1.5C 1.5C  1.5C  1.0U  1.0G 1.0G 1.0G 1.5G 2.0G  -",
  "power-direct": "0.6U  0.5C 0.5C  0.5K  0.5U  0.5C 0.5C 0.5C 1.0C 1.5C  2.0C 0.25U",
  "power-duct": "  0.6U  0.5C 0.5C  0.5K  0.5U  1.0U 1.0U 1.0U 1.0C 1.5C  2.0C 0.1U 0.1U",
  "telecom-direct": "1.0U 1.0C 1.0C 1.0K  1.0U  0.5C 0.5C 0.5C 1.0C 1.5C  1.0C 0.5C 0.5C  0.5U",
  "telecom-duct": "1.5U  1.0C 1.0C  1.0K  1.0U  1.0C 1.0C 1.0C 1.0C 1.5C  1.0C 0.5C 0.5C  0.5U 0.5U",
  trench: "        0.5U  1.5C 1.5C  1.5C  1.5U  1.0G 1.5G 1.5G 2.0G 4.0G  1.5U 1.0U 1.0U  1.0C 1.0C -",
};

type VerticalParty =
  | "water"
  | "drain"
  | "heating"
  | "gas"
  | "telecom-direct"
  | "telecom-duct"
  | "power-direct"
  | "power-duct"
  | "reclaimed"
  | "trench"
  | Exclude<ClearanceStructure, "building">;

/**
 * Table 4.1.14, metres between outer walls at a crossing (structures: from their base or rail foot), as a triangle in
 * the standard's order: row is the lower, column the upper. It is symmetric where both orders occur. Where copies
 * differ the stricter value stands: telecom-direct under gas (one copy reads 0.15) and power-duct against power-direct.
 */
const VERTICAL: Readonly<Record<VerticalParty, string>> = {
  //           water drain heat  gas   telecom     power       reclaimed
  water: "         0.15R",
  drain: "         0.40R 0.15R",
  heating: "       0.15R 0.15R 0.15R",
  gas: "           0.15R 0.15R 0.15R 0.15R",
  "telecom-direct": "0.50R 0.50R 0.25R 0.50C 0.25R",
  "telecom-duct": "0.15R 0.15R 0.25R 0.15R 0.25R 0.25R",
  "power-direct": "0.50R 0.50R 0.50R 0.50R 0.50R 0.50R 0.50R",
  "power-duct": "  0.25R 0.25R 0.25R 0.15R 0.25R 0.25R 0.50R 0.25R",
  reclaimed: "     0.50R 0.40R 0.15R 0.15R 0.15R 0.15U 0.50R 0.25U 0.15U",
  trench: "        0.15U 0.15U 0.15U 0.15U 0.25U 0.25U 0.50U 0.25U 0.15U -",
  culvert: "       0.15U 0.15U 0.15U 0.15U 0.25U 0.25U 0.50U 0.25U 0.15U -",
  tram: "          1.0U  1.0U  1.0U  1.0U  1.0U  1.0U  1.0U  1.0U  1.0U  -",
  railway: "       1.0U  1.2U  1.2U  1.2U  1.5U  1.5U  1.0U  1.0U  1.0U  -",
};

/** What changes a figure for one pair. */
export interface ClearanceCircumstances {
  /** Larger nominal diameter of two gas pipes, mm: up to 300 they may lie 0.4 m apart. */
  readonly gasDiameterMm?: number;
  /** Highest voltage of the cable, kV: from 35 kV on it keeps 2.0 m from telecom. */
  readonly voltageKv?: number;
  /** A partition plate stands between a direct-buried cable and what crosses it: 0.25 m are enough. */
  readonly hasPartition?: boolean;
}

const HORIZONTAL_CELLS = readTriangle(HORIZONTAL, ["building"]);
const VERTICAL_CELLS = readTriangle(VERTICAL, []);

/**
 * Least horizontal distance between the outer walls of two pipes side by side, or of a pipe and a building's wall or
 * foundation, metres (GB 50289-2016 table 4.1.9). Order does not matter.
 *
 * @returns `undefined` where the table sets no limit.
 */
export function findHorizontalClearance(
  a: ClearanceParty | "building",
  b: ClearanceParty | "building",
  { gasDiameterMm, voltageKv = 0 }: ClearanceCircumstances = {},
): Sourced<number> | undefined {
  if (isGas(a) && isGas(b) && gasDiameterMm !== undefined && gasDiameterMm <= 300)
    return { ...SOURCES.C, value: 0.4 };
  if (voltageKv >= 35 && ((isPower(a) && isTelecom(b)) || (isTelecom(a) && isPower(b))))
    return { ...SOURCES.U, value: 2 };
  return HORIZONTAL_CELLS.get(pairKey(a, b));
}

/**
 * Least vertical distance between the outer walls of two pipes where they cross, metres (GB 50289-2016 table 4.1.14).
 *
 * @returns `undefined` where the table sets no limit.
 */
export function findVerticalClearance(
  lower: ClearanceParty | Exclude<ClearanceStructure, "building">,
  upper: ClearanceParty | Exclude<ClearanceStructure, "building">,
  { hasPartition = false }: ClearanceCircumstances = {},
): Sourced<number> | undefined {
  if (hasPartition && (lower === "power-direct" || upper === "power-direct"))
    return { ...SOURCES.U, value: 0.25 };
  return VERTICAL_CELLS.get(pairKey(toVerticalParty(lower), toVerticalParty(upper)));
}

function toVerticalParty(party: ClearanceParty | Exclude<ClearanceStructure, "building">): VerticalParty {
  if (party === "water-to-200" || party === "water-over-200") return "water";
  return isGas(party) ? "gas" : (party as VerticalParty);
}

const isGas = (party: string) => party.startsWith("gas-");
const isPower = (party: string) => party.startsWith("power-");
const isTelecom = (party: string) => party.startsWith("telecom-");

function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

/** Figures of a triangular table by pair. @throws {RangeError} for a row that is too long or a letter without source. */
function readTriangle(
  rows: Readonly<Record<string, string>>,
  columnsBefore: readonly string[],
): ReadonlyMap<string, Sourced<number>> {
  const cells = new Map<string, Sourced<number>>();
  const columns = [...columnsBefore];
  for (const [party, row] of Object.entries(rows)) {
    columns.push(party);
    for (const [index, text] of row.trim().split(/\s+/).entries()) {
      const column = columns[index];
      if (column === undefined) throw new RangeError(`row ${party} is longer than the triangle`);
      if (text === "-") continue;
      const source = SOURCES[text.slice(-1) as keyof typeof SOURCES];
      const value = Number(text.slice(0, -1));
      if (source === undefined || !(value > 0)) throw new RangeError(`row ${party}: "${text}"`);
      cells.set(pairKey(party, column), { value, ...source });
    }
  }
  return cells;
}

/** Every pair of pipes with its two figures, for lists and exports. */
export function listClearances(): readonly {
  readonly parties: readonly [ClearanceParty, ClearanceParty];
  readonly horizontal: Sourced<number> | undefined;
  readonly vertical: Sourced<number> | undefined;
}[] {
  return CLEARANCE_PARTIES.flatMap((a, index) =>
    CLEARANCE_PARTIES.slice(0, index + 1).map((b) => ({
      parties: [a, b] as const,
      horizontal: findHorizontalClearance(a, b),
      vertical: findVerticalClearance(a, b),
    })),
  );
}
