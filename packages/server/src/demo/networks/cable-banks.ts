import type { EdgeSection, RoadClass } from "../model/index.ts";

/** A bank of ducts (排管 of the power company, 管块 of the telecoms): rows upon columns in concrete. */
export interface CableBank {
  readonly rows: number;
  readonly columns: number;
  /** Nominal diameter of a duct, mm. */
  readonly ductMm: number;
  readonly material: string;
  /** Survey code of the material (CJJ 61), where it has one. */
  readonly materialCode?: string;
}

/** Wall of a duct and gap to the next, m (spacers of 20 mm). */
const WALL_M = 0.008;
const GAP_M = 0.02;
/** Concrete round the ducts, m. */
const EDGE_M = 0.03;

/** Outer section of a bank, m. */
export function bankSection({ rows, columns, ductMm }: CableBank): Extract<EdgeSection, { shape: "box" }> {
  const across = (count: number) => count * (ductMm / 1000 + 2 * WALL_M) + (count - 1) * GAP_M + 2 * EDGE_M;
  return { shape: "box", widthM: across(columns), heightM: across(rows) };
}

/** How many ducts a bank has. */
export const ductsIn = ({ rows, columns }: CableBank): number => rows * columns;

/** Banks of 10 kV cables by road class: as many ducts of 150 mm as the street's section has room for. */
export const POWER_BANKS: Readonly<Record<RoadClass, CableBank>> = {
  arterial: { rows: 3, columns: 4, ductMm: 150, material: "MPP管" },
  collector: { rows: 3, columns: 4, ductMm: 150, material: "MPP管" },
  local: { rows: 2, columns: 3, ductMm: 150, material: "CPVC管", materialCode: "PVC" },
  lane: { rows: 2, columns: 2, ductMm: 100, material: "CPVC管", materialCode: "PVC" },
};

/** Low-voltage connection of a building. */
export const POWER_SERVICE_BANK: CableBank = {
  ...{ rows: 1, columns: 2, ductMm: 100 },
  ...{ material: "CPVC管", materialCode: "PVC" },
};

/** Telecom banks by road class: 24, 12 or 6 ducts (孔). */
export const TELECOM_BANKS: Readonly<Record<RoadClass, CableBank>> = {
  arterial: { rows: 4, columns: 6, ductMm: 50, material: "PVC格栅管", materialCode: "PVC" },
  collector: { rows: 3, columns: 4, ductMm: 90, material: "PVC管", materialCode: "PVC" },
  local: { rows: 2, columns: 3, ductMm: 110, material: "PVC管", materialCode: "PVC" },
  lane: { rows: 2, columns: 3, ductMm: 75, material: "PVC管", materialCode: "PVC" },
};

/** Telecom connection of a building. */
export const TELECOM_SERVICE_BANK: CableBank = {
  ...{ rows: 1, columns: 2, ductMm: 50 },
  ...{ material: "PVC管", materialCode: "PVC" },
};
