/**
 * Parties of GB 50289-2016 tables 4.1.9 and 4.1.14: what a pipe counts as when its distance to another is judged.
 * `trench` is 管沟, a duct or utility tunnel that can be entered or opened.
 */
export const CLEARANCE_PARTIES = [
  "water-to-200",
  "water-over-200",
  "drain",
  "reclaimed",
  "gas-low",
  "gas-medium-b",
  "gas-medium-a",
  "gas-sub-high-b",
  "gas-sub-high-a",
  "heating",
  "power-direct",
  "power-duct",
  "telecom-direct",
  "telecom-duct",
  "trench",
] as const;

/** One of {@link CLEARANCE_PARTIES}. */
export type ClearanceParty = (typeof CLEARANCE_PARTIES)[number];

/** What is known of a pipe; absent values are taken as the stricter ones where the tables differ. */
export type ClearanceSubject =
  | { readonly kind: "water"; readonly diameterMm?: number }
  | { readonly kind: "storm" | "sewage" | "reclaimed" | "heating" | "tunnel" }
  | { readonly kind: "gas"; readonly pressureMPa?: number }
  | { readonly kind: "power" | "telecom"; readonly isDirectBuried: boolean };

/**
 * Upper ends of the gas grades, MPa (GB 50028): low below 0.01, medium B up to 0.2, medium A 0.4, sub-high B 0.8,
 * sub-high A 1.6.
 */
const GAS_GRADES: readonly (readonly [upToMPa: number, party: ClearanceParty])[] = [
  [0.2, "gas-medium-b"],
  [0.4, "gas-medium-a"],
  [0.8, "gas-sub-high-b"],
  [1.6, "gas-sub-high-a"],
];

/**
 * Finds what a pipe counts as. Water without a diameter counts as over 200 mm, gas without a pressure as sub-high A.
 *
 * @returns `undefined` for gas over 1.6 MPa, which the tables do not cover.
 */
export function findClearanceParty(subject: ClearanceSubject): ClearanceParty | undefined {
  switch (subject.kind) {
    case "water":
      return (subject.diameterMm ?? Number.POSITIVE_INFINITY) <= 200 ? "water-to-200" : "water-over-200";
    case "storm":
    case "sewage":
      return "drain";
    case "reclaimed":
    case "heating":
      return subject.kind;
    case "tunnel":
      return "trench";
    case "gas": {
      const pressureMPa = subject.pressureMPa ?? 1.6;
      if (pressureMPa < 0.01) return "gas-low";
      return GAS_GRADES.find(([upToMPa]) => pressureMPa <= upToMPa)?.[1];
    }
    case "power":
    case "telecom":
      return subject.isDirectBuried ? `${subject.kind}-direct` : `${subject.kind}-duct`;
  }
}
