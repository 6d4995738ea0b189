import { type Mesh, MeshBuilder } from "./mesh.ts";
import { add, cross, normalize, scale, subtract, type Vector3 } from "./vector3.ts";

/** Shapes that tell the classes of a network apart without words: all in the box ±½, z up, y forward. */
export const NODE_SHAPES = ["ball", "cylinder", "basin", "arrow", "bow-tie", "box", "shaft", "post"] as const;
/**
 * `ball` junction · `cylinder` tank · `basin` reservoir · `arrow` pump, pointing along its flow · `bow-tie` valve ·
 * `box` cabinet or small house · `shaft` manhole · `post` hydrant, meter, mast.
 */
export type NodeShape = (typeof NODE_SHAPES)[number];

const TANK_SIDES = 20;
/** Tens of thousands stand in a city. */
const SHAFT_SIDES = 10;
const POST_SIDES = 6;
const CONE_SIDES = 10;

const BUILDERS: Record<NodeShape, () => Mesh> = {
  ball: buildBall,
  cylinder: () => buildRound(TANK_SIDES),
  // Wider at the top: a basin seen from the side is not a tank, and it is square from above.
  basin: () => buildFourSided(0.32, Math.SQRT1_2),
  arrow: () => buildCones([[-0.5, 0.5]]),
  // Two cones, point to point: the valve of a process drawing.
  "bow-tie": () =>
    buildCones([
      [-0.5, 0],
      [0.5, 0],
    ]),
  box: () => buildFourSided(Math.SQRT1_2, Math.SQRT1_2),
  shaft: () => buildRound(SHAFT_SIDES),
  post: () => buildRound(POST_SIDES),
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

const put = (builder: MeshBuilder, at: Vector3, normal: Vector3) =>
  builder.addVertex(at[0], at[1], at[2], normal[0], normal[1], normal[2]);

function putPolygon(builder: MeshBuilder, corners: readonly Vector3[], normal: Vector3): void {
  for (const corner of corners) put(builder, corner, normal);
  builder.closePolygon(corners.length);
}

/** A sphere of diameter 1: an octahedron with each face split in four, 18 vertices and 32 triangles. */
function buildBall(): Mesh {
  const builder = new MeshBuilder();
  const indexOf = new Map<string, number>();
  const vertex = (direction: Vector3): number => {
    const key = direction.map((value) => value.toFixed(6)).join();
    const known = indexOf.get(key);
    if (known !== undefined) return known;
    const added = put(builder, scale(direction, 0.5), direction);
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

/** Corners of a regular polygon, counter-clockwise seen from above, none of them on an axis. */
const ringOf = (sides: number, radius: number, z: number): Vector3[] =>
  Array.from({ length: sides }, (_, k) => {
    const angleRad = (2 * Math.PI * (k + 0.5)) / sides;
    return [radius * Math.cos(angleRad), radius * Math.sin(angleRad), z];
  });

/** An upright cylinder whose wall is lit as a round one. */
function buildRound(sides: number): Mesh {
  const builder = new MeshBuilder();
  const [bottom, top] = [ringOf(sides, 0.5, -0.5), ringOf(sides, 0.5, 0.5)];
  for (let k = 0; k < sides; k++) {
    const [low, high] = [bottom[k] as Vector3, top[k] as Vector3];
    const outward = normalize([low[0], low[1], 0]);
    put(builder, low, outward);
    put(builder, high, outward);
  }
  for (let k = 0; k < sides; k++) {
    const [here, beside] = [2 * k, 2 * ((k + 1) % sides)];
    builder.addTriangle(here, beside, beside + 1);
    builder.addTriangle(here, beside + 1, here + 1);
  }
  putPolygon(builder, top, [0, 0, 1]);
  putPolygon(builder, bottom.toReversed(), [0, 0, -1]);
  return builder.build();
}

/** A four-sided block with flat walls, from corners at one distance to corners at another. */
function buildFourSided(bottomRadius: number, topRadius: number): Mesh {
  const builder = new MeshBuilder();
  const [bottom, top] = [ringOf(4, bottomRadius, -0.5), ringOf(4, topRadius, 0.5)];
  for (let k = 0; k < 4; k++) {
    const [a, b] = [bottom[k] as Vector3, bottom[(k + 1) % 4] as Vector3];
    const [c, d] = [top[(k + 1) % 4] as Vector3, top[k] as Vector3];
    putPolygon(builder, [a, b, c, d], normalize(cross(subtract(b, a), subtract(d, a))));
  }
  putPolygon(builder, top, [0, 0, 1]);
  putPolygon(builder, bottom.toReversed(), [0, 0, -1]);
  return builder.build();
}

/** Cones of base diameter 1 lying along y, from the base at the first figure to the point at the second. */
function buildCones(spans: readonly (readonly [baseY: number, tipY: number])[]): Mesh {
  const builder = new MeshBuilder();
  for (const [baseY, tipY] of spans) addCone(builder, baseY, tipY);
  return builder.build();
}

function addCone(builder: MeshBuilder, baseY: number, tipY: number): void {
  const axisSign = Math.sign(tipY - baseY);
  const ring = Array.from({ length: CONE_SIDES }, (_, k): Vector3 => {
    const angleRad = (-2 * Math.PI * k * axisSign) / CONE_SIDES;
    return [0.5 * Math.cos(angleRad), baseY, 0.5 * Math.sin(angleRad)];
  });
  const tip: Vector3 = [0, tipY, 0];
  for (let k = 0; k < CONE_SIDES; k++) {
    const [a, b] = [ring[k] as Vector3, ring[(k + 1) % CONE_SIDES] as Vector3];
    putPolygon(builder, [a, b, tip], normalize(cross(subtract(b, a), subtract(tip, a))));
  }
  putPolygon(builder, ring.toReversed(), [0, -axisSign, 0]);
}
