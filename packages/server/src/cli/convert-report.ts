import type { ModelHealth, ModelPlacement, NotDrawn } from "@shuicheng/shared/ifc";
import { lineOfFinding } from "./import-report.ts";

/** Longer lists are in `health.json`. */
const MAX_LISTED = 12;

const REASON_WORDS: Readonly<Record<NotDrawn["reason"], string>> = {
  "no-representation": "no representation",
  hidden: "in a tileset of their own, shown when asked for",
  "part-of-alignment": "part of an alignment that is drawn as a whole",
  "no-geometry": "no body and no curve",
  "empty-representation": "an empty representation",
  "missing-record": "their representation points at records that are missing",
  "no-length": "a curve without length",
  "no-layout": "neither a curve nor a layout that is understood",
  "unreadable-body": "a body whose lists do not fit together",
  failed: "web-ifc failed at them",
  "timed-out": "took too long to mesh",
  "not-finite": "coordinates that are no numbers",
};

/** Model health in words, line by line: the counts, why what is not drawn, where it stands, what was found. */
export function linesOfHealth(name: string, health: ModelHealth): string[] {
  const { products, withRepresentation, drawn, drawnFromAxis, notDrawn, placement, units } = health;
  const missing = notDrawn.reduce((sum, { count }) => sum + count, 0);
  return [
    `${name}: ${health.schema === "" ? "schema not named" : health.schema}, lengths in ${units.length}; ${count(products, "product")}, ${number(withRepresentation)} with a representation`,
    `drawn ${number(drawn)}, from axis or curve ${number(drawnFromAxis)}, not drawn ${number(missing)}`,
    ...listed(notDrawn.map(lineOfNotDrawn), "more kinds"),
    ...linesOfPlacement(placement),
    ...linesOfDefects(health),
    ...listed(
      health.findings.map((finding) => lineOf(name, finding)),
      "more findings",
    ),
  ];
}

function listed(lines: readonly string[], what: string): string[] {
  const rest = lines.length - MAX_LISTED;
  return [
    ...lines.slice(0, MAX_LISTED).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${number(rest)} ${what}: see health.json`] : []),
  ];
}

function lineOf(file: string, finding: ModelHealth["findings"][number]): string {
  const ref = finding.ref === undefined || finding.message.includes(finding.ref) ? "" : ` (${finding.ref})`;
  return `${lineOfFinding(finding.row === undefined ? finding : { ...finding, file })}${ref}`;
}

const lineOfNotDrawn = ({ type, count: many, reason, detail }: NotDrawn) =>
  `${number(many)} ${type}: ${REASON_WORDS[reason]}${detail === undefined ? "" : ` (${detail})`}`;

const RULE_WORDS: Readonly<Record<ModelPlacement["rule"], string>> = {
  "by-hand": "by hand",
  "map-conversion": "by its map conversion",
  "property-set": "by ePSet_MapConversion",
  "survey-coordinates": "by its own coordinates",
  site: "by IfcSite",
  none: "nowhere",
};

function linesOfPlacement({ rule, crs, lon, lat, heightM, headingDeg, assumed }: ModelPlacement): string[] {
  // Why, and what would help, is among the findings.
  if (lon === null || lat === null || heightM === null) return ["stands nowhere yet"];
  const place = `${lon.toFixed(7)}°, ${lat.toFixed(7)}° (lon, lat), ${heightM.toFixed(2)} m`;
  const how = `${RULE_WORDS[rule]}${crs === undefined ? "" : ` in ${crs}`}`;
  return [
    `stands at ${place}, y axis at ${headingDeg.toFixed(2)}° from north, ${how}`,
    ...assumed.map(({ message }) => `  assumed: ${message}`),
  ];
}

function linesOfDefects(health: ModelHealth): string[] {
  const defects = [
    [health.parserErrors, "error", " logged by web-ifc"],
    [health.missingGlobalIds, "missing GlobalId", ""],
    [health.duplicateGlobalIds, "duplicate GlobalId", ""],
    [health.undecodableStrings, "undecodable string", ""],
  ] as const;
  const words = defects
    .filter(([many]) => many > 0)
    .map(([many, what, rest]) => `${count(many, what)}${rest}`);
  return words.length === 0 ? [] : [words.join(", ")];
}

/** What a conversion came to in files. */
export interface ConversionOutcome {
  readonly tiles: { readonly tiles: number; readonly bytes: number; readonly triangles: number };
  readonly tableBytes: number;
  readonly ifcBytes: number;
  readonly seconds: number;
}

/** Tiles, bytes and time in one line. */
export function lineOfOutcome({ tiles, tableBytes, ifcBytes, seconds }: ConversionOutcome): string {
  const bytes = tiles.bytes + tableBytes;
  const share = ((100 * bytes) / Math.max(1, ifcBytes)).toFixed(1);
  return `${count(tiles.tiles, "tile")}, ${count(tiles.triangles, "triangle")}; ${number(Math.ceil(bytes / 1000))} kB with the element table, ${share} % of the IFC; ${seconds.toFixed(1)} s`;
}

const number = (n: number) => n.toLocaleString("en");
const count = (n: number, what: string) => `${number(n)} ${what}${n === 1 ? "" : "s"}`;
