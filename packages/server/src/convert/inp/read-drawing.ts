import type { DrawingPoint } from "./inp-network.ts";
import type { InpRowReader } from "./inp-row-reader.ts";

/** Reads [COORDINATES], by node id. A row of a node that is not there is left out with a warning. */
export function readCoordinates(
  rows: readonly InpRowReader[],
  nodeIds: ReadonlySet<string>,
): Map<string, DrawingPoint> {
  const coordinates = new Map<string, DrawingPoint>();
  for (const row of rows) {
    if (!row.hasAtLeast(3, "Node X-Coord Y-Coord")) continue;
    if (!nodeIds.has(row.id)) {
      row.fault(
        "unknown-node",
        0,
        `node "${row.id}" has a place but is nowhere else in the file; the row is left out`,
        "Node",
        "warning",
      );
      continue;
    }
    coordinates.set(row.id, [row.number(1, "X-Coord", "any"), row.number(2, "Y-Coord", "any")]);
  }
  return coordinates;
}

/** Reads [VERTICES], by link id, in the order of the file. */
export function readVertices(
  rows: readonly InpRowReader[],
  linkIds: ReadonlySet<string>,
): Map<string, DrawingPoint[]> {
  const vertices = new Map<string, DrawingPoint[]>();
  for (const row of rows) {
    if (!row.hasAtLeast(3, "Link X-Coord Y-Coord")) continue;
    if (!linkIds.has(row.id)) {
      row.fault(
        "unknown-link",
        0,
        `link "${row.id}" has a vertex but is nowhere else in the file; the row is left out`,
        "Link",
        "warning",
      );
      continue;
    }
    const points = vertices.get(row.id) ?? [];
    points.push([row.number(1, "X-Coord", "any"), row.number(2, "Y-Coord", "any")]);
    vertices.set(row.id, points);
  }
  return vertices;
}

/** Reads [CURVES], by curve id. */
export function readCurves(rows: readonly InpRowReader[]): Map<string, DrawingPoint[]> {
  const curves = new Map<string, DrawingPoint[]>();
  for (const row of rows) {
    if (!row.hasAtLeast(3, "ID X-Value Y-Value")) continue;
    const points = curves.get(row.id) ?? [];
    points.push([row.number(1, "X-Value", "any"), row.number(2, "Y-Value", "any")]);
    curves.set(row.id, points);
  }
  return curves;
}

/** Reads [TAGS], by `node:<id>` or `link:<id>`. */
export function readTags(rows: readonly InpRowReader[]): Map<string, string> {
  const tags = new Map<string, string>();
  for (const row of rows) {
    const kind = row.text(0).toLowerCase();
    if ((kind === "node" || kind === "link") && row.fields.length >= 3) {
      tags.set(
        `${kind}:${row.text(1)}`,
        row.fields
          .slice(2)
          .map((field) => field.text)
          .join(" "),
      );
    }
  }
  return tags;
}
