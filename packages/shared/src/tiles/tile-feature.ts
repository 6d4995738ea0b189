import type { NodeShape } from "./node-shapes.ts";
import type { Vector3 } from "./vector3.ts";

/** A pipe's axis in the layer's ENU frame, metres, and its outer radius. */
export interface TubePart {
  readonly pathEnuM: readonly Vector3[];
  readonly radiusM: number;
  /** Eight where absent; the thin ones of a large network do with fewer. */
  readonly sides?: number;
}

/** A duct, culvert or compartment: an upright box section along its middle, in the layer's ENU frame. */
export interface DuctPart {
  readonly pathEnuM: readonly Vector3[];
  /** Outer size, metres. */
  readonly widthM: number;
  readonly heightM: number;
}

/** A {@link NodeShape} standing somewhere in the layer's ENU frame. */
export interface ShapePart {
  readonly shape: NodeShape;
  /** Middle of its box, metres. */
  readonly centreEnuM: Vector3;
  /** Unit vector away from the earth: on a wide layer not quite the frame's z. */
  readonly upEnu: Vector3;
  /** Where its y points, at right angles to up as far as possible; any direction when absent. */
  readonly forwardEnu?: Vector3;
  /** Width, length, height, metres. */
  readonly sizeM: Vector3;
}

/** A footprint carried up: a building, a park, a deck. */
export interface PrismPart {
  /** Corners of the base in the layer's ENU frame, counter-clockwise from above, not closed, simple. */
  readonly ringEnuM: readonly Vector3[];
  /** Unit vector away from the earth. */
  readonly upEnu: Vector3;
  readonly heightM: number;
}

/** One asset as it is drawn. */
export interface TileFeature {
  /** Index of the asset within its layer: the row of the status texture. */
  readonly featureIndex: number;
  /** Larger is drawn from farther off: for pipes the diameter in mm. */
  readonly importance: number;
  readonly tubes?: readonly TubePart[];
  readonly ducts?: readonly DuctPart[];
  readonly shapes?: readonly ShapePart[];
  readonly prisms?: readonly PrismPart[];
}
