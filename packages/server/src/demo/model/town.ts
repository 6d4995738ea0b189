import type { Attribute, BaseMap } from "@shuicheng/shared/contracts";
import type { PlanePoint } from "./plane.ts";

/**
 * Classes of roads, widest first. A road keeps one class along its whole length, so that what lies under it can run
 * through.
 */
export const ROAD_CLASSES = ["arterial", "collector", "local", "lane"] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/**
 * A named road: a chain of junctions. Roads belong to one of two families, so that at a junction at most two roads
 * meet, one of each. `east-west` roads are listed from west to east, `north-south` from south to north, and nowhere
 * turn more than 25° from their axis: "left" and "right" then mean the same along the whole road.
 */
export interface Road {
  readonly index: number;
  readonly name: string;
  readonly nameEn: string;
  readonly family: "east-west" | "north-south";
  readonly roadClass: RoadClass;
  /** Junction indices in order, at least two. */
  readonly junctions: readonly number[];
  /** Street indices in order: street i joins junctions i and i + 1. */
  readonly streets: readonly number[];
}

/** Where roads cross, end or bend. */
export interface Junction {
  readonly index: number;
  readonly at: PlanePoint;
  /** Index of the road of each family that passes or ends here; null where there is none. */
  readonly eastWest: number | null;
  readonly northSouth: number | null;
}

/** A straight piece of a road between two of its junctions, in the road's direction. */
export interface Street {
  readonly index: number;
  readonly road: number;
  readonly from: number;
  readonly to: number;
  readonly lengthM: number;
  /** Over water: nothing is built along it, pipes hang under the deck. */
  readonly isBridge: boolean;
}

/** Uses of buildings, by the words of GB 50137 where it has them. */
export const BUILDING_USES = [
  "residential",
  "commercial",
  "office",
  "industrial",
  "hospital",
  "school",
  "culture",
  "sports",
  "government",
  "fire-station",
  "station",
  "utility",
  "heritage",
] as const;
export type BuildingUse = (typeof BUILDING_USES)[number];

/** A building: a footprint carried up. */
export interface Building {
  readonly index: number;
  readonly id: string;
  /** Empty for the nameless many. */
  readonly name: string;
  readonly nameEn: string;
  readonly use: BuildingUse;
  /** Footprint, counter-clockwise, not closed, simple; at least three corners. */
  readonly ring: readonly PlanePoint[];
  readonly storeys: number;
  readonly heightM: number;
  /** Year of completion. */
  readonly year: number;
  /** Who is there on a working day. */
  readonly people: number;
  /** E.g. `柳园南路12号`. */
  readonly address: string;
  /** E.g. `12 Liuyuan South Road`. */
  readonly addressEn: string;
  /** District code or local id of the functional zone. */
  readonly district: string;
  /** Must not lose water, heat or power: hospitals, schools, fire stations, … */
  readonly isCritical: boolean;
  /** The street it stands on. Service connections come from there. */
  readonly street: number;
  /** Metres along the street from its `from` junction to the foot of the connection. */
  readonly chainageM: number;
  /** Side of the street, looking in the street's direction. */
  readonly side: "left" | "right";
  /**
   * Index of the building through which this one is served; its own index for those that have service connections
   * of their own (about one in six: yards and estates share theirs). Leads on one side of a street are at least 8 m apart by chainage, and so are
   * leads of opposite sides.
   */
  readonly lead: number;
}

/** A thing of the street: signal, camera, message sign, park, bridge, … */
export interface Facility {
  readonly id: string;
  /** Key of the catalogue's asset classes. */
  readonly class: string;
  readonly name: string;
  readonly nameEn: string;
  readonly at: PlanePoint;
  /** Height of its foot above the ground, metres. */
  readonly aboveGroundM: number;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly junction?: number;
  readonly street?: number;
  /** Drawn as an outline (park, bridge deck) where given. */
  readonly ring?: readonly PlanePoint[];
}

/** What stands on the ground: everything the networks are laid for. */
export interface Town {
  readonly seed: number;
  readonly scale: number;
  readonly roads: readonly Road[];
  readonly junctions: readonly Junction[];
  readonly streets: readonly Street[];
  readonly buildings: readonly Building[];
  readonly facilities: readonly Facility[];
  readonly baseMap: BaseMap;
  /** Water a drain may fall into, as lines of the plane (shores), with a name. */
  readonly shores: readonly {
    readonly name: string;
    readonly nameEn: string;
    readonly kind: "lake" | "canal" | "river";
    /** Closed ring of the water's outline. */
    readonly ring: readonly PlanePoint[];
    /** Surface, metres orthometric. */
    readonly levelM: number;
  }[];
}
