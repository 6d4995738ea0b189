import type { RoadClass } from "./town.ts";
import type { UtilityKind } from "./utility-network.ts";

/**
 * Where things lie across a road, metres from its centre line; positive is to the right of the road's direction
 * (south of east-west roads, east of north-south roads). Distances hold GB 50289-2016 table 4.1.9 between outer walls
 * for the largest section that the class allows.
 */
export interface StreetSection {
  /** Half the carriageway. */
  readonly kerbM: number;
  /** Half the right of way. */
  readonly halfWidthM: number;
  /** Nearest that a building's wall comes to the centre line. */
  readonly setbackM: number;
  /** Main of each utility; heating lists the supply, `heatingReturn` the return. Absent: not laid in this class. */
  readonly mains: Readonly<Partial<Record<Exclude<UtilityKind, "tunnel"> | "heatingReturn", number>>>;
  /** Largest outer size of a main in this class, metres (box: width, height). */
  readonly largest: Readonly<Record<Exclude<UtilityKind, "tunnel">, number>>;
}

/** Sections by road class. Tunnels run beside boundary roads, outside of everything else. */
export const STREET_SECTIONS: Readonly<Record<RoadClass, StreetSection>> = {
  arterial: {
    kerbM: 13.5,
    halfWidthM: 25,
    setbackM: 30,
    mains: {
      storm: -4,
      water: -9,
      heating: -13,
      heatingReturn: -14.6,
      power: -19,
      sewage: 4,
      gas: 10,
      telecom: 16,
    },
    largest: { storm: 1.8, sewage: 1.5, water: 0.84, gas: 0.43, heating: 0.78, power: 0.9, telecom: 0.6 },
  },
  collector: {
    kerbM: 8,
    halfWidthM: 18,
    setbackM: 22,
    mains: {
      storm: -2.5,
      water: -6.5,
      heating: -10,
      heatingReturn: -11.2,
      power: -15,
      sewage: 2.5,
      gas: 7,
      telecom: 12,
    },
    largest: { storm: 1.5, sewage: 1.0, water: 0.43, gas: 0.33, heating: 0.56, power: 0.8, telecom: 0.6 },
  },
  local: {
    kerbM: 5,
    halfWidthM: 12,
    setbackM: 15,
    mains: {
      storm: -1.5,
      water: -4.5,
      heating: -7,
      heatingReturn: -7.9,
      power: -10.5,
      sewage: 1.5,
      gas: 5,
      telecom: 8.5,
    },
    largest: { storm: 1.0, sewage: 0.8, water: 0.23, gas: 0.22, heating: 0.42, power: 0.6, telecom: 0.5 },
  },
  lane: {
    kerbM: 3.5,
    halfWidthM: 6,
    setbackM: 7,
    mains: { storm: -0.9, water: -3, power: -4.6, sewage: 0.9, gas: 3, telecom: 4.6 },
    largest: { storm: 0.8, sewage: 0.5, water: 0.18, gas: 0.16, heating: 0, power: 0.4, telecom: 0.4 },
  },
};

/**
 * Who lies above whom, as depths below ground, metres. Only what crosses must be kept apart, so depths come in levels:
 *
 * - **mains**: pressure pipes and cable banks along east-west roads everywhere, along north-south roads between
 *   junctions. Tops at `topM` of {@link MAIN_TOP_M}; no bottom deeper than `mainsBottomM`.
 * - **dips and services**: north-south mains while they are within an east-west road's right of way (plus
 *   `dipMarginM`), and every service connection (a riser at its main, then level to the building). Services of one
 *   street are parallel, and so are north-south mains: they need no order among themselves. Tops at `dipTopM`, no
 *   bottom deeper than `dipBottomM`.
 * - **storm**: tops at `stormTopM` or deeper.
 * - **sewage**: wherever it crosses a storm drain, `drainGapM` or more below its outer bottom.
 *
 * So nothing of one level can touch another, and vertical clearances of GB 50289-2016 table 4.1.14 hold at each crossing.
 * The least gap, 0.25 m between mains and what dips under them, is the table's largest value there: cables lie in banks
 * of protective pipes.
 */
export const DEPTH_LEVELS = {
  mainsBottomM: 1.95,
  dipTopM: 2.2,
  dipBottomM: 3.05,
  stormTopM: 3.45,
  drainGapM: 0.2,
  dipMarginM: 3,
} as const;

/** Depth of the top of a main on the straight, metres: never less than GB 50289-2016 table 4.1.1 asks for. */
export const MAIN_TOP_M: Readonly<Record<Exclude<UtilityKind, "tunnel" | "storm" | "sewage">, number>> = {
  telecom: 0.9,
  power: 1.0,
  gas: 1.0,
  heating: 1.1,
  water: 1.1,
};
