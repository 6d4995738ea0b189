import { asciiText } from "./ascii.ts";
import { type Charset, detectCharset } from "./charset.ts";
import { createRecordColumns } from "./record-columns.ts";
import { createRowIndex, type RowIndex } from "./row-index.ts";
import { type RecordScan, scanRecords } from "./scan-records.ts";
import type { StepFile } from "./step-file.ts";
import { readStepHeader } from "./step-header.ts";
import { createStepIssues, type StepIssues } from "./step-issues.ts";
import { decodeStepString } from "./step-string.ts";
import { closingApostrophe } from "./step-value.ts";
import { createTypeNames } from "./type-names.ts";

/**
 * Reads a STEP physical file (ISO 10303-21, editions 1 to 3) into columns, in one pass over its bytes.
 *
 * `@ifc-lite/parser` 3.15.0 was tried on the sample files first. It is fast, but takes the records inside comments for
 * live ones (12 containments too many in one file), reads GBK and Shift-JIS as broken UTF-8, cuts lists nested deeper
 * than 100, answers an empty file, a ZIP and plain text with an empty model and no error, knows no line of a defect, and
 * brings 43 MB of packages with a wasm module of 8 MB.
 *
 * Never throws for what is in the file. Issues say what was wrong: `step/empty` and `step/not-step` (nothing was read),
 * `step/truncated`, `step/syntax`, `step/unclosed-string`, `step/unclosed-bracket` (records left out),
 * `step/missing-semicolon`, `step/duplicate-id`, `step/complex-instance`, `step/concatenated`, `step/charset`,
 * `step/undecodable-string`.
 *
 * @param bytes Up to 4 GiB; kept, not copied: they must not change while the result is in use.
 */
export function scanStep(bytes: Uint8Array): StepFile {
  const issues = createStepIssues(bytes);
  const scan: RecordScan = {
    bytes,
    issues,
    records: createRecordColumns(bytes.length),
    typeNames: createTypeNames(),
    headers: [],
    codedRecords: [],
    args: { failure: undefined, failedAt: 0, hasCodedString: false },
    parts: 0,
    isClosed: false,
    lastId: 0,
  };
  const stranger = nameStranger(bytes);
  if (stranger) issues.add({ severity: "error", ...stranger });
  else scanRecords(scan);
  const columns = scan.records.finish();
  const index = createRowIndex(columns.ids);
  if (!stranger) reportWhole(scan, columns, index);
  const charset = detectCharset(sampleOf(scan));
  if (charset === "gb18030" || charset === "shift_jis" || charset === "windows-1252") {
    issues.add({
      code: "step/charset",
      severity: "info",
      message: `Strings hold raw bytes that are not UTF-8; they are read as ${charset}`,
    });
  }
  return {
    bytes,
    charset,
    header: readStepHeader({ bytes, charset }, scan.headers),
    ...columns,
    typeNames: scan.typeNames.names,
    undecodableStrings: countUndecodable(scan, charset, issues),
    issues: issues.finish(),
    rowOf: index.rowOf,
    rowsOfType: createTypeIndex(scan.typeNames.names, columns.types, index.replaced),
  };
}

/** Where a STEP file begins with something else, e.g. a comment or a mail header, its start is looked for this far. */
const MAX_PREFACE_BYTES = 4096;

/** Says what the bytes are where they are no STEP file. */
function nameStranger(bytes: Uint8Array): { code: string; message: string } | undefined {
  const preface = asciiText(bytes, 0, Math.min(bytes.length, MAX_PREFACE_BYTES));
  if (preface.trim() === "" && bytes.length <= MAX_PREFACE_BYTES) {
    return { code: "step/empty", message: "The file is empty" };
  }
  if (/ISO-10303-21|^\s*(HEADER|DATA)\s*;|^\s*#\d+\s*=/i.test(preface)) return undefined;
  const kinds: readonly [RegExp, string][] = [
    [/^PK/, "a ZIP archive"],
    [/^\s*(\u00ef\u00bb\u00bf)?</, "XML or HTML"],
    [/^\s*(\u00ef\u00bb\u00bf)?[[{]/, "JSON"],
    [/^(\u00ff\u00fe|\u00fe\u00ff)/, "UTF-16 text"],
    [/^glTF/, "a glTF binary"],
  ];
  const kind = kinds.find(([pattern]) => pattern.test(preface))?.[1];
  return {
    code: "step/not-step",
    message: `This is no STEP file: it does not begin with ISO-10303-21;${kind ? ` and looks like ${kind}` : ""}`,
  };
}

/** Reports what concerns the file as a whole. */
function reportWhole(
  scan: RecordScan,
  { ids, starts }: { ids: Uint32Array; starts: Uint32Array },
  { replaced }: RowIndex,
): void {
  const { issues } = scan;
  if (!scan.isClosed) {
    issues.add({
      code: "step/truncated",
      severity: "error",
      message: "END-ISO-10303-21; is missing: the end of the file may be lost",
      at: scan.bytes.length,
      ...(scan.lastId === 0 ? {} : { id: scan.lastId }),
    });
  }
  if (scan.parts > 1) {
    issues.add({
      code: "step/concatenated",
      severity: "warning",
      message: `${scan.parts} STEP files stand one after the other; they are read as one, with the first header`,
    });
  }
  for (const row of replaced) {
    const id = ids[row] as number;
    issues.add({
      code: "step/duplicate-id",
      severity: "error",
      message: `#${id} occurs again later; the last one counts`,
      at: starts[row] as number,
      id,
    });
  }
}

/** Enough characters to tell Chinese from Japanese from German. */
const SAMPLE_BYTES = 65_536;

/** Whole argument lists that hold bytes from 0x80 on: a cut would leave half a character behind. */
function sampleOf({ bytes, codedRecords }: RecordScan): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const { start, end } of codedRecords) {
    const part = bytes.subarray(start, end);
    if (!part.some((byte) => byte >= 0x80)) continue;
    parts.push(part);
    length += part.length;
    if (length >= SAMPLE_BYTES) break;
  }
  const sample = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    sample.set(part, offset);
    offset += part.length;
  }
  return sample;
}

function countUndecodable({ bytes, codedRecords }: RecordScan, charset: Charset, issues: StepIssues): number {
  let count = 0;
  for (const { id, start, end } of codedRecords) {
    for (let open = bytes.indexOf(39, start); open >= 0 && open < end; ) {
      const close = closingApostrophe(bytes, open, end);
      let isDefect = false;
      const text = decodeStepString(bytes, open + 1, close, charset, () => {
        isDefect = true;
      });
      if (isDefect) {
        count++;
        issues.add({
          code: "step/undecodable-string",
          severity: "warning",
          message: `A string breaks the encoding rules of ISO 10303-21; shown as: ${text.slice(0, 120)}`,
          at: open,
          ...(id === 0 ? {} : { id }),
        });
      }
      open = bytes.indexOf(39, close + 1);
    }
  }
  return count;
}

/** Rows of each type, sorted once by counting at the first question. */
function createTypeIndex(
  names: readonly string[],
  types: Uint16Array,
  replaced: readonly number[],
): (name: string) => Uint32Array {
  let rows: Uint32Array | undefined;
  const firsts = new Uint32Array(names.length + 1);
  const numbers = new Map(names.map((name, index) => [name, index]));
  const isReplaced = new Set(replaced);
  const none = new Uint32Array(0);

  function sort(): Uint32Array {
    for (let row = 0; row < types.length; row++) {
      if (!isReplaced.has(row))
        firsts[(types[row] as number) + 1] = (firsts[(types[row] as number) + 1] as number) + 1;
    }
    for (let type = 0; type < names.length; type++) {
      firsts[type + 1] = (firsts[type + 1] as number) + (firsts[type] as number);
    }
    const next = firsts.slice();
    const sorted = new Uint32Array(types.length - isReplaced.size);
    for (let row = 0; row < types.length; row++) {
      if (isReplaced.has(row)) continue;
      const type = types[row] as number;
      sorted[next[type] as number] = row;
      next[type] = (next[type] as number) + 1;
    }
    return sorted;
  }

  return (name) => {
    const type = numbers.get(name);
    if (type === undefined) return none;
    rows ??= sort();
    return rows.subarray(firsts[type], firsts[type + 1]);
  };
}
