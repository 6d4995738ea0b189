import type { Attribute, LayerKind } from "@shuicheng/shared/contracts";
import type { SpacePoint } from "./plane.ts";

/** Utilities of the demo city. */
export type UtilityKind = Extract<
  LayerKind,
  "water" | "storm" | "sewage" | "gas" | "heating" | "power" | "telecom" | "tunnel"
>;

/** What a node is drawn as. */
export type NodeDrawing =
  /** A joint of pipes: a small ball. */
  | { readonly shape: "joint" }
  /** A shaft from the ground down to `bottomM` (orthometric). */
  | { readonly shape: "shaft"; readonly diameterM: number; readonly bottomM: number }
  /** A valve on the axis. */
  | { readonly shape: "valve" }
  /** A pump on the axis. */
  | { readonly shape: "pump" }
  /** A cabinet, box or small house, standing on the ground. */
  | { readonly shape: "box"; readonly sizeM: readonly [width: number, length: number, height: number] }
  /** A hydrant, meter or post on the ground. */
  | { readonly shape: "post"; readonly heightM: number; readonly diameterM: number }
  /** A round tank or basin on the ground. */
  | { readonly shape: "tank"; readonly diameterM: number; readonly heightM: number };

/** A point of a network (管点): joint, manhole, valve, hydrant, station, … */
export interface NetworkNode {
  readonly id: string;
  /** Key of the catalogue's asset classes. */
  readonly class: string;
  /** Empty where the id is name enough. */
  readonly name: string;
  readonly nameEn: string;
  /** On the axis of its pipes; for gravity pipes on the invert of the lowest. */
  readonly at: SpacePoint;
  /** Ground above it, metres orthometric. */
  readonly groundM: number;
  readonly drawing: NodeDrawing;
  /** Everything else that is known, with units. Depth and ground level are added from `at` and `groundM`. */
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Index of the building that is served here. */
  readonly building?: number;
}

/** Outer size of a pipe, duct or compartment, metres. */
export type EdgeSection =
  | { readonly shape: "round"; readonly outerDiameterM: number }
  | { readonly shape: "box"; readonly widthM: number; readonly heightM: number };

/** A line of a network (管段) between two of its nodes. */
export interface NetworkEdge {
  readonly id: string;
  /** `pipe`, `duct`, `compartment`, `abandoned-pipe`, … Key of the catalogue's asset classes. */
  readonly class: string;
  readonly from: string;
  readonly to: string;
  readonly role: "trunk" | "distribution" | "service";
  /**
   * Axis of the section (middle of the round or of the box), at least two points, from node to node. For gravity
   * pipes too: the invert is half an inner diameter lower.
   */
  readonly path: readonly SpacePoint[];
  readonly section: EdgeSection;
  /** Nominal diameter DN, mm; for boxes the height. Larger is drawn in coarser tiles. */
  readonly diameterMm: number;
  /** Length along the path, metres. */
  readonly lengthM: number;
  /** Least ground-to-top distance along it, metres. */
  readonly coverM: number;
  /** Index of the street it lies in, where it lies in one. */
  readonly street?: number;
  /** Material, year, pressure, slope, burial method, owner, …: everything else, with units. */
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** One utility, connected from its sources to its services, planted isolated parts apart. */
export interface UtilityNetwork {
  readonly kind: UtilityKind;
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
  /** Ids of nodes that feed it (plants, gates, substations); for drains its outfalls and treatment plants. */
  readonly sources: readonly string[];
}

/** A defect put in on purpose, for checks to find. */
export interface PlantedDefect {
  readonly code:
    | "clearance-horizontal"
    | "clearance-vertical"
    | "cover"
    | "slope"
    | "mixed-sewer"
    | "isolated";
  /** The assets that show it: two for clearances and mixed sewers (the wrong connection first), else one or more. */
  readonly assets: readonly string[];
  /** What is there and what would be right, e.g. 0.31 and 0.7, in `unit`. */
  readonly actual?: number;
  readonly required?: number;
  readonly unit?: string;
  readonly lonDeg: number;
  readonly latDeg: number;
}
