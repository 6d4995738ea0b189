import type { Reading } from "./reading.ts";

/** Classes whose arguments are numbers and lists of them only (a name at most). */
const COORDINATE_CLASSES = [
  "IFCCARTESIANPOINT",
  "IFCDIRECTION",
  "IFCCARTESIANPOINTLIST3D",
  "IFCCARTESIANPOINTLIST2D",
];

/** 1 for a byte that no number, list, `$` or blank has. */
const IS_STRANGE = new Uint8Array(256).fill(1);
for (const code of " \t\r\n0123456789+-.eE,()$") IS_STRANGE[code.charCodeAt(0)] = 0;

/**
 * Reports points and directions that hold something that is no number: `NaN`, `1.#QNAN`, `INF`. Their shapes cannot be
 * right, and the renderer would say nothing.
 */
export function findBadCoordinates({ step, issues }: Reading): void {
  const { bytes } = step;
  for (const name of COORDINATE_CLASSES) {
    for (const row of step.rowsOfType(name)) {
      const start = step.starts[row] as number;
      const end = step.ends[row] as number;
      let i = start;
      while (i < end && IS_STRANGE[bytes[i] as number] === 0) i++;
      if (i === end || isHarmless(bytes, i, end)) continue;
      issues.add({
        code: "ifc/bad-coordinate",
        severity: "error",
        message: `${name} holds something that is no number`,
        at: i,
        id: step.ids[row] as number,
      });
    }
  }
}

/** A tag list (IFC4x3) or a comment may hold any letter. */
function isHarmless(bytes: Uint8Array, from: number, end: number): boolean {
  const text = new TextDecoder("windows-1252").decode(bytes.subarray(from, end));
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\/|'[^']*'/g, "");
  return !/[^\s0-9+\-.eE,()$]/.test(bare);
}
