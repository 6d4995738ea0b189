/** Reads an IFC file by pattern, independently of the reader: for walls that are extruded outlines with rectangular openings. */
export interface IfcLines {
  /** Arguments of `#id`, as they stand between the outer brackets. */
  of(id: number): string;
  /** Ids of a type. */
  idsOf(type: string): readonly number[];
}

export function ifcLines(text: string): IfcLines {
  const lines = new Map<number, string>();
  const types = new Map<string, number[]>();
  for (const [, id, type = "", inside = ""] of text.matchAll(/^#(\d+)=\s*(\w+)\((.*)\);\r?$/gm)) {
    lines.set(Number(id), inside);
    types.set(type, [...(types.get(type) ?? []), Number(id)]);
  }
  return { of: (id) => lines.get(id) ?? "", idsOf: (type) => types.get(type) ?? [] };
}

/** Numbers of all references in a line. */
export const referencesIn = (line: string): number[] =>
  [...line.matchAll(/#(\d+)/g)].map(([, id]) => Number(id));
const numbersIn = (line: string): number[] => [...line.matchAll(/-?\d+\.\d*(?:E-?\d+)?/g)].map(Number);

/** A wall of an extruded outline, in its own coordinates, in the file's unit. */
export interface ExtrudedWall {
  readonly outline: readonly (readonly number[])[];
  readonly depth: number;
  readonly openings: readonly {
    readonly x: number;
    readonly z: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/** What the file says of a wall; undefined where it is built otherwise. */
export function extrudedWall(lines: IfcLines, wall: number): ExtrudedWall | undefined {
  const [, placement, shape] = referencesIn(lines.of(wall).replace(/'[^']*'/g, ""));
  const body = referencesIn(lines.of(shape ?? 0)).find((id) => lines.of(id).includes("'SweptSolid'"));
  const solid = referencesIn(lines.of(body ?? 0)).at(-1);
  const [profile] = referencesIn(lines.of(solid ?? 0));
  const polyline = referencesIn(lines.of(profile ?? 0)).at(-1);
  const outline = referencesIn(lines.of(polyline ?? 0)).map((id) => numbersIn(lines.of(id)));
  const depth = numbersIn(lines.of(solid ?? 0)).at(-1);
  if (outline.length < 4 || depth === undefined || placement === undefined) return undefined;
  const openings = lines
    .idsOf("IFCRELVOIDSELEMENT")
    .map((id) => referencesIn(lines.of(id)).slice(-2))
    .filter(([of]) => of === wall)
    .map(([, opening]) => openingOf(lines, opening ?? 0));
  return { outline: outline.slice(0, -1), depth, openings };
}

/** From its placement in the wall and its box: x from, z from, width, height. */
function openingOf(lines: IfcLines, opening: number): ExtrudedWall["openings"][number] {
  const [, placement, shape] = referencesIn(lines.of(opening).replace(/'[^']*'/g, ""));
  const [, axis] = referencesIn(lines.of(placement ?? 0));
  const [point] = referencesIn(lines.of(axis ?? 0));
  const [x = 0, , z = 0] = numbersIn(lines.of(point ?? 0));
  const boxShape = referencesIn(lines.of(shape ?? 0)).find((id) => lines.of(id).includes("'BoundingBox'"));
  const box = referencesIn(lines.of(boxShape ?? 0)).at(-1) ?? 0;
  const [width = 0, , height = 0] = numbersIn(lines.of(box));
  const [corner] = referencesIn(lines.of(box));
  const [dx = 0, , dz = 0] = numbersIn(lines.of(corner ?? 0));
  return { x: x + dx, z: z + dz, width, height };
}
