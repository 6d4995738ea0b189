import { type Mesh, MeshBuilder } from "./mesh.ts";
import { add, cross, normalize, scale, subtract, type Vector3 } from "./vector3.ts";

/** Shapes that tell the classes of a network apart without words: all in the box ±½, z up, y forward. */
export const NODE_SHAPES = ["ball", "cylinder", "basin", "arrow", "bow-tie"] as const;
/** `ball` junction · `cylinder` tank · `basin` reservoir · `arrow` pump, pointing along its flow · `bow-tie` valve. */
export type NodeShape = (typeof NODE_SHAPES)[number];

const TANK_SIDES = 20;
const CONE_SIDES = 10;

const BUILDERS: Record<NodeShape, () => Mesh> = {
  ball: buildBall,
  cylinder: () => buildFrustum(TANK_SIDES, 0.5, 0.5),
  // Wider at the top: a basin seen from the side is not a tank, and it is square from above.
  basin: () => buildFrustum(4, 0.32, Math.SQRT1_2),
  arrow: () => buildArrow(),
  "bow-tie": () => buildBowTie(),
};
const built = new Map<NodeShape, Mesh>();

/** The unit mesh of a shape: built once, shared, not to be written to. */
export function unitShape(shape: NodeShape): Mesh {
  const known = built.get(shape);
  if (known) return known;
  const mesh = BUILDERS[shape]();
  built.set(shape, mesh);
  return mesh;
}

/** A sphere of diameter 1: an octahedron with each face split in four, 18 vertices and 32 triangles. */
function buildBall(): Mesh {
  const builder = new MeshBuilder();
  const indexOf = new Map<string, number>();
  const vertex = (direction: Vector3): number => {
    const key = direction.map((value) => value.toFixed(6)).join();
    const known = indexOf.get(key);
    if (known !== undefined) return known;
    const added = builder.addVertex(scale(direction, 0.5), direction);
    indexOf.set(key, added);
    return added;
  };
  for (const x of [1, -1]) {
    for (const y of [1, -1]) {
      for (const z of [1, -1]) {
        const corners: Vector3[] = [
          [x, 0, 0],
          [0, y, 0],
          [0, 0, z],
        ];
        if (x * y * z < 0) corners.reverse();
        const [a, b, c] = corners as [Vector3, Vector3, Vector3];
        const [ab, bc, ca] = [normalize(add(a, b)), normalize(add(b, c)), normalize(add(c, a))];
        for (const face of [
          [a, ab, ca],
          [ab, b, bc],
          [ca, bc, c],
          [ab, bc, ca],
        ] as [Vector3, Vector3, Vector3][]) {
          builder.addTriangle(vertex(face[0]), vertex(face[1]), vertex(face[2]));
        }
      }
    }
  }
  return builder.build();
}

/** An upright prism, or a cone's stump: radii in the plane, height 1 along z. Round from 8 sides on, else flat faces. */
function buildFrustum(sides: number, bottomRadius: number, topRadius: number): Mesh {
  const builder = new MeshBuilder();
  const corner = (k: number, radius: number, z: number): Vector3 => {
    const angleRad = (2 * Math.PI * (k + 0.5)) / sides;
    return [radius * Math.cos(angleRad), radius * Math.sin(angleRad), z];
  };
  const ring = (radius: number, z: number) => Array.from({ length: sides }, (_, k) => corner(k, radius, z));
  const bottom = ring(bottomRadius, -0.5);
  const top = ring(topRadius, 0.5);
  addWall(builder, bottom, top, sides >= 8);
  builder.addPolygon(top, [0, 0, 1]);
  builder.addPolygon(bottom.toReversed(), [0, 0, -1]);
  return builder.build();
}

/** Quads between two rings of equal length, counter-clockwise seen from the second. */
function addWall(
  builder: MeshBuilder,
  from: readonly Vector3[],
  to: readonly Vector3[],
  isRound: boolean,
): void {
  const sides = from.length;
  for (let k = 0; k < sides; k++) {
    const [a, b] = [from[k] as Vector3, from[(k + 1) % sides] as Vector3];
    const [c, d] = [to[(k + 1) % sides] as Vector3, to[k] as Vector3];
    const flat = normalize(cross(subtract(b, a), subtract(d, a)));
    const first = builder.vertexCount;
    for (const corner of [a, b, c, d]) {
      builder.addVertex(corner, isRound ? normalize([corner[0], corner[1], 0]) : flat);
    }
    builder.addTriangle(first, first + 1, first + 2);
    builder.addTriangle(first, first + 2, first + 3);
  }
}

/** A cone lying along y, pointing forward: the pump of a process drawing. */
function buildArrow(): Mesh {
  const builder = new MeshBuilder();
  addCone(builder, -0.5, 0.5);
  return builder.build();
}

/** Two cones, point to point along y: the valve of a process drawing. */
function buildBowTie(): Mesh {
  const builder = new MeshBuilder();
  addCone(builder, -0.5, 0);
  addCone(builder, 0.5, 0);
  return builder.build();
}

/** A cone of base diameter 1 from the base at `baseY` to the point at `tipY`. */
function addCone(builder: MeshBuilder, baseY: number, tipY: number): void {
  const axisSign = Math.sign(tipY - baseY);
  const ring = Array.from({ length: CONE_SIDES }, (_, k): Vector3 => {
    const angleRad = (-2 * Math.PI * k * axisSign) / CONE_SIDES;
    return [0.5 * Math.cos(angleRad), baseY, 0.5 * Math.sin(angleRad)];
  });
  const tip: Vector3 = [0, tipY, 0];
  for (let k = 0; k < CONE_SIDES; k++) {
    const [a, b] = [ring[k] as Vector3, ring[(k + 1) % CONE_SIDES] as Vector3];
    builder.addPolygon([a, b, tip], normalize(cross(subtract(b, a), subtract(tip, a))));
  }
  builder.addPolygon(ring.toReversed(), [0, -axisSign, 0]);
}
