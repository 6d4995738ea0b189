import type { Issue } from "@shuicheng/shared/issues";

/** One word of a line and where it starts, from 1. */
export interface InpField {
  readonly text: string;
  readonly column: number;
}

/** A line with something on it besides comments. */
export interface InpRow {
  /** From 1. */
  readonly row: number;
  readonly fields: readonly InpField[];
}

/** Sections EPANET 2.2 and 2.3 know. */
const INP_SECTIONS = [
  ...["TITLE", "JUNCTIONS", "RESERVOIRS", "TANKS", "PIPES", "PUMPS", "VALVES", "CONTROLS", "RULES"],
  ...["DEMANDS", "SOURCES", "EMITTERS", "PATTERNS", "CURVES", "QUALITY", "STATUS", "ROUGHNESS", "ENERGY"],
  ...["REACTIONS", "MIXING", "REPORT", "TIMES", "OPTIONS", "COORDINATES", "VERTICES", "LABELS"],
  ...["BACKDROP", "TAGS", "LEAKAGE", "END"],
] as const;
/** Name of a section, without brackets. */
export type InpSection = (typeof INP_SECTIONS)[number];

/** Sections that only a storm-water (SWMM) model has. */
const SWMM_SECTIONS = new Set([
  "SUBCATCHMENTS",
  "RAINGAGES",
  "CONDUITS",
  "OUTFALLS",
  "XSECTIONS",
  "SUBAREAS",
]);

/** Rows by section; a section that comes twice goes on. Text before the first section belongs to none. */
export interface InpText {
  readonly sections: ReadonlyMap<InpSection, readonly InpRow[]>;
  readonly issues: readonly Issue[];
}

/**
 * Decodes the bytes of an INP file: UTF-8 (or UTF-16 with its mark), else GB 18030, in which GBK drawings of
 * Chinese tools read right, else Latin-1, which never fails.
 */
export function decodeInp(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: the next one is asked.
    }
  }
  return new TextDecoder("latin1").decode(bytes);
}

/** Splits a file into sections and words. A file that is no INP at all gives one finding that says so. */
export function splitInp(text: string): InpText {
  const sections = new Map<InpSection, InpRow[]>();
  const issues: Issue[] = [];
  const names: string[] = [];
  let current: InpRow[] | undefined;
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    const row = index + 1;
    const fields = splitLine(line);
    const first = fields[0];
    if (!first) return;
    if (!first.text.startsWith("[")) {
      current?.push({ row, fields });
      return;
    }
    const name = first.text.replace(/^\[|\]$/g, "").toUpperCase();
    names.push(name);
    const section = findSection(name);
    current = section ? (sections.get(section) ?? []) : undefined;
    if (section && current) sections.set(section, current);
    else issues.push(unknownSection(name, row, first.column));
  });
  const refusal = refuse(text, names);
  return refusal ? { sections: new Map(), issues: [refusal] } : { sections, issues };
}

/** Words are parted by blanks and tabs; `"…"` holds one together, `;` starts a comment. */
function splitLine(line: string): InpField[] {
  const fields: InpField[] = [];
  for (const match of line.matchAll(/;.*|"([^"]*)"?|[^\s;"]+/g)) {
    if (match[0].startsWith(";")) break;
    fields.push({ text: match[1] ?? match[0], column: match.index + 1 });
  }
  return fields;
}

/** EPANET reads the first four letters of a section's name. */
function findSection(name: string): InpSection | undefined {
  const exact = INP_SECTIONS.find((section) => section === name);
  if (exact || name.length < 4) return exact;
  return INP_SECTIONS.find((section) => section.length > 3 && section.slice(0, 4) === name.slice(0, 4));
}

function unknownSection(name: string, row: number, column: number): Issue {
  return {
    code: "inp/unknown-section",
    severity: "error",
    row,
    column,
    rule: `[${name}]`,
    message: `EPANET has no section [${name}]; right would be one of ${INP_SECTIONS.map((known) => `[${known}]`).join(" ")}`,
  };
}

function refuse(text: string, names: readonly string[]): Issue | undefined {
  const whole = (code: string, message: string): Issue => ({ code, severity: "error", row: 1, message });
  if (text.trim() === "")
    return whole("inp/empty", "the file is empty; an EPANET INP file starts with [TITLE] or [JUNCTIONS]");
  if (text.includes("\0")) {
    return whole(
      "inp/not-an-inp",
      "this is a binary file; an EPANET INP file is text (in EPANET: File, Export, Network)",
    );
  }
  if (names.some((name) => SWMM_SECTIONS.has(name))) {
    return whole(
      "inp/swmm",
      "this is a SWMM storm-water model (it has [SUBCATCHMENTS], [CONDUITS] or the like); taken now are EPANET water networks with [JUNCTIONS] and [PIPES]",
    );
  }
  if (names.length === 0) {
    return whole(
      "inp/not-an-inp",
      "there is no [SECTION] in this file; an EPANET INP file has [JUNCTIONS], [PIPES], [COORDINATES]",
    );
  }
  if (!names.some((name) => findSection(name) === "JUNCTIONS")) {
    return whole(
      "inp/no-junctions",
      "the section [JUNCTIONS] is missing; a network needs at least one junction",
    );
  }
  return undefined;
}
