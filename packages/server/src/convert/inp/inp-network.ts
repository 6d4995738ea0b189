import type { InpUnits } from "./units.ts";

/** A place in the drawing of an INP file: its own units, no CRS. */
export type DrawingPoint = readonly [x: number, y: number];

/** Pipe head-loss formulas of EPANET: Hazen-Williams, Darcy-Weisbach, Chezy-Manning. */
export type HeadLossFormula = "H-W" | "D-W" | "C-M";

interface InpElement {
  /** As the file writes it; nodes and links have separate name spaces and case matters. */
  readonly id: string;
  /** Line of the file, from 1. */
  readonly row: number;
}

/** Where demand is taken. Elevation has the datum of the file, which EPANET does not name. */
export interface InpJunction extends InpElement {
  readonly kind: "junction";
  readonly elevationM: number;
  /** Sum over demand categories, before patterns and the demand multiplier. */
  readonly baseDemandLS: number;
  readonly pattern: string | undefined;
}

/** A source of fixed head. */
export interface InpReservoir extends InpElement {
  readonly kind: "reservoir";
  readonly headM: number;
  readonly pattern: string | undefined;
}

/** Storage; levels are above the bottom. */
export interface InpTank extends InpElement {
  readonly kind: "tank";
  /** Of the bottom. */
  readonly elevationM: number;
  readonly initialLevelM: number;
  readonly minimumLevelM: number;
  readonly maximumLevelM: number;
  readonly diameterM: number;
  readonly minimumVolumeM3: number;
  readonly volumeCurve: string | undefined;
}

export type InpNode = InpJunction | InpReservoir | InpTank;

interface InpLinkBase extends InpElement {
  readonly from: string;
  readonly to: string;
}

export interface InpPipe extends InpLinkBase {
  readonly kind: "pipe";
  readonly lengthM: number;
  /** Inside. */
  readonly diameterMm: number;
  /** Of the network's formula: H-W factor, D-W roughness in mm, Manning's n. */
  readonly roughness: number;
  readonly minorLoss: number;
  /** `OPEN`, `CLOSED` or `CV` (check valve). */
  readonly status: string;
}

export interface InpPump extends InpLinkBase {
  readonly kind: "pump";
  readonly headCurve: string | undefined;
  readonly powerKw: number | undefined;
  /** Relative to the curve's speed. */
  readonly speed: number;
  readonly pattern: string | undefined;
  readonly status: string;
}

export interface InpValve extends InpLinkBase {
  readonly kind: "valve";
  readonly diameterMm: number;
  readonly valveType: string;
  /** Metres of water for PRV, PSV, PBV; L/s for FCV; a coefficient for TCV, percent for PCV; a curve's id for GPV. */
  readonly setting: number | string;
  readonly minorLoss: number;
  readonly status: string;
}

export type InpLink = InpPipe | InpPump | InpValve;

/** A water network as the file has it, in SI units. */
export interface InpNetwork {
  readonly title: string;
  /** EPANET's word for the file's flow unit, which also names its unit system. */
  readonly flowUnit: string;
  /** What the values of curves are to be multiplied by; all else is converted. */
  readonly units: InpUnits;
  readonly headLoss: HeadLossFormula;
  readonly nodes: readonly InpNode[];
  readonly links: readonly InpLink[];
  /** By node id. */
  readonly coordinates: ReadonlyMap<string, DrawingPoint>;
  /** By link id, from start to end, without the end nodes. */
  readonly vertices: ReadonlyMap<string, readonly DrawingPoint[]>;
  /** Points of each curve as the file has them: units depend on the curve's use. */
  readonly curves: ReadonlyMap<string, readonly DrawingPoint[]>;
  /** By `node:<id>` or `link:<id>`. */
  readonly tags: ReadonlyMap<string, string>;
  /** Of all reservoirs and full tanks, pumps not counted. */
  readonly highestHeadM: number;
  /** How often results are reported: the report time step, else the hydraulic one. */
  readonly reportIntervalMs: number;
}
