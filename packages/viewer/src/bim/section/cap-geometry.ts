import { BufferAttribute, BufferGeometry, DynamicDrawUsage } from "three";
import type { ClipPlane, Triple } from "../stage/stage-contract.ts";
import type { CapLook } from "./cap-look.ts";
import type { MeshCut } from "./cut-mesh.ts";
import { type PlaneAxes, pointOnPlane } from "./cut-plane.ts";

/** What is cut of a model, and how it looks. */
export interface ModelCut extends MeshCut {
  readonly look: CapLook;
}

/** Filled cuts of one plane and the lines round them, for the graphics card; written anew at each move. */
export interface CapGeometry {
  readonly faces: BufferGeometry;
  readonly lines: BufferGeometry;
  write(cuts: readonly ModelCut[], plane: ClipPlane, axes: PlaneAxes): void;
  dispose(): void;
}

/** Makes geometry that grows as needed and is never made smaller. */
export function createCapGeometry(): CapGeometry {
  const faces = new BufferGeometry();
  const lines = new BufferGeometry();
  let room = { corners: 0, indices: 0, ends: 0 };
  return {
    faces,
    lines,
    write(cuts, plane, axes) {
      const need = countOf(cuts);
      if (need.corners > room.corners || need.indices > room.indices || need.ends > room.ends) {
        room = { corners: 2 * need.corners, indices: 2 * need.indices, ends: 2 * need.ends };
        makeRoom(faces, lines, room);
      }
      fill(faces, lines, cuts, plane, axes);
      faces.setDrawRange(0, need.indices);
      lines.setDrawRange(0, need.ends);
    },
    dispose() {
      faces.dispose();
      lines.dispose();
    },
  };
}

interface Room {
  readonly corners: number;
  readonly indices: number;
  readonly ends: number;
}

function countOf(cuts: readonly MeshCut[]): Room {
  let [corners, indices, ends] = [0, 0, 0];
  for (const { faces, open } of cuts) {
    for (const { polygons } of faces) {
      for (const { points, triangles } of polygons) {
        corners += points.length / 2;
        indices += triangles.length;
        ends += points.length;
      }
    }
    for (const { points } of open) ends += points.length - 2;
  }
  return { corners, indices, ends };
}

function makeRoom(faces: BufferGeometry, lines: BufferGeometry, { corners, indices, ends }: Room): void {
  // Frees the buffers of the old attributes on the graphics card.
  faces.dispose();
  lines.dispose();
  const own = (array: Float32Array | Uint8Array, size: number, isNormalized = false) =>
    new BufferAttribute(array, size, isNormalized).setUsage(DynamicDrawUsage);
  faces.setAttribute("position", own(new Float32Array(3 * corners), 3));
  faces.setAttribute("place", own(new Float32Array(2 * corners), 2));
  faces.setAttribute("colour", own(new Uint8Array(4 * corners), 4, true));
  faces.setIndex(new BufferAttribute(new Uint32Array(indices), 1).setUsage(DynamicDrawUsage));
  lines.setAttribute("position", own(new Float32Array(3 * ends), 3));
}

function fill(
  faces: BufferGeometry,
  lines: BufferGeometry,
  cuts: readonly ModelCut[],
  plane: ClipPlane,
  axes: PlaneAxes,
): void {
  const index = faces.getIndex();
  if (!index) return;
  const [positions, places, colours, ends] = [
    faces.getAttribute("position"),
    faces.getAttribute("place"),
    faces.getAttribute("colour"),
    lines.getAttribute("position"),
  ].map((attribute) => attribute?.array as Float32Array | Uint8Array) as [
    Float32Array,
    Float32Array,
    Uint8Array,
    Float32Array,
  ];
  const indices = index.array as Uint32Array;
  let [corner, at, end] = [0, 0, 0];
  const addLine = (from: Triple, to: Triple): void => {
    ends.set(from, 3 * end);
    ends.set(to, 3 * end + 3);
    end += 2;
  };
  for (const cut of cuts) {
    for (const { row, colour, polygons } of cut.faces) {
      const look = cut.look(row, colour);
      for (const { points, triangles, holes } of polygons) {
        const first = corner;
        for (let k = 0; k < points.length; k += 2, corner++) {
          const [u, v] = [points[k] as number, points[k + 1] as number];
          positions.set(pointOnPlane(plane, axes, u, v), 3 * corner);
          places[2 * corner] = u;
          places[2 * corner + 1] = v;
          for (let byte = 0; byte < 4; byte++) colours[4 * corner + byte] = (look >>> (24 - 8 * byte)) & 255;
        }
        for (const vertex of triangles) indices[at++] = first + vertex;
        const rings = [0, ...holes, points.length / 2];
        for (let ring = 0; ring + 1 < rings.length; ring++) {
          const [from, to] = [rings[ring] as number, rings[ring + 1] as number];
          for (let k = from; k < to; k++) {
            const next = k + 1 < to ? k + 1 : from;
            addLine(cornerAt(positions, first + k), cornerAt(positions, first + next));
          }
        }
      }
    }
    for (const { points } of cut.open) {
      for (let k = 0; k + 3 < points.length; k += 2) {
        addLine(
          pointOnPlane(plane, axes, points[k] as number, points[k + 1] as number),
          pointOnPlane(plane, axes, points[k + 2] as number, points[k + 3] as number),
        );
      }
    }
  }
  for (const name of ["position", "place", "colour"]) faces.getAttribute(name).needsUpdate = true;
  index.needsUpdate = true;
  lines.getAttribute("position").needsUpdate = true;
}

const cornerAt = (positions: Float32Array, corner: number): Triple => [
  positions[3 * corner] as number,
  positions[3 * corner + 1] as number,
  positions[3 * corner + 2] as number,
];
