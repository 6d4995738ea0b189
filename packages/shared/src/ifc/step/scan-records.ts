import { ASCII, endOfComment, isDigit, isKeywordCode, skipBlank } from "./ascii.ts";
import type { RecordColumns } from "./record-columns.ts";
import { type ArgumentScan, beginsRecord, endOfArguments } from "./skip-arguments.ts";
import { findHeaderEntity, type HeaderEntity } from "./step-header.ts";
import type { StepIssues } from "./step-issues.ts";
import type { TypeNames } from "./type-names.ts";

/** What the pass over the bytes gathers. */
export interface RecordScan {
  readonly bytes: Uint8Array;
  readonly records: RecordColumns;
  readonly typeNames: TypeNames;
  readonly issues: StepIssues;
  readonly headers: HeaderEntity[];
  /** Argument lists (start, end) that hold strings with a backslash or a byte from 0x80 on, with their `#id` (0: header). */
  readonly codedRecords: { readonly id: number; readonly start: number; readonly end: number }[];
  readonly args: ArgumentScan;
  /** `ISO-10303-21;` seen so far: files written one after the other into one have several. */
  parts: number;
  /** The last part has its `END-ISO-10303-21;`. */
  isClosed: boolean;
  /** Of the last record, 0 before the first. */
  lastId: number;
}

/** Sections of edition 3 that hold no records of ours. */
const SKIPPED_SECTIONS = new Set(["ANCHOR", "REFERENCE", "SIGNATURE"]);
/** `#id` is kept in 32 bits. */
const MAX_ID = 0xffff_ffff;

/**
 * Goes over the file once and adds every record to the columns. Sections are looked at leniently: a record counts
 * wherever it stands. After a defect the scan goes on with the next line that begins like a record.
 */
export function scanRecords(scan: RecordScan): void {
  const { bytes } = scan;
  const end = bytes.length;
  for (let i = skipBlank(bytes, 0, end); i < end; i = skipBlank(bytes, i, end)) {
    const code = bytes[i] as number;
    if (code === ASCII.numberSign) i = scanRecord(scan, i);
    else if (isKeywordCode(code)) i = scanKeyword(scan, i);
    else if (code === ASCII.semicolon) i++;
    else i = skipStray(scan, i);
  }
}

/** Position after the record that begins at `at`, or where to go on after a defect. */
function scanRecord(scan: RecordScan, at: number): number {
  const { bytes } = scan;
  const end = bytes.length;
  let i = at + 1;
  let id = 0;
  for (; isDigit(bytes[i]); i++) id = id * 10 + ((bytes[i] as number) - ASCII.zero);
  const hasId = i > at + 1 && id > 0 && id <= MAX_ID;
  i = skipBlank(bytes, i, end);
  if (i >= end) return truncated(scan, at, end);
  if (!hasId || bytes[i] !== ASCII.equals) return malformed(scan, at, hasId ? id : undefined);
  const nameStart = skipBlank(bytes, i + 1, end);
  let nameEnd = nameStart;
  while (isKeywordCode(bytes[nameEnd])) nameEnd++;
  i = skipBlank(bytes, nameEnd, end);
  if (i >= end) return truncated(scan, at, end);
  if (bytes[i] !== ASCII.open) return malformed(scan, at, id);
  scan.lastId = id;
  return scanArguments(scan, { at, id, nameStart, nameEnd, start: i + 1 });
}

interface RecordHead {
  readonly at: number;
  readonly id: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly start: number;
}

function scanArguments(scan: RecordScan, head: RecordHead): number {
  const { bytes, args, issues } = scan;
  const { at, id, start } = head;
  args.hasCodedString = false;
  const close = endOfArguments(bytes, start, args);
  if (close < 0) return unclosed(scan, head);
  if (head.nameEnd === head.nameStart) {
    issues.add({
      code: "step/complex-instance",
      severity: "warning",
      message: "An instance of several types at once is not read",
      at,
      id,
    });
  } else {
    const type = scan.typeNames.indexOf(bytes, head.nameStart, head.nameEnd);
    if (type < 0) return malformed(scan, at, id);
    scan.records.add(id, type, start, close);
    if (args.hasCodedString) scan.codedRecords.push({ id, start, end: close });
  }
  const next = skipBlank(bytes, close + 1, bytes.length);
  if (bytes[next] === ASCII.semicolon) return next + 1;
  issues.add({
    code: "step/missing-semicolon",
    severity: "warning",
    message: "A semicolon is missing after the closing bracket; the record was read",
    at: close,
    id,
  });
  return next;
}

/** Reports why a record has no end and answers where to go on. */
function unclosed(scan: RecordScan, { at, id, start }: RecordHead): number {
  const { bytes, args, issues } = scan;
  if (args.failure === "truncated") return truncated(scan, at, bytes.length);
  const isString = args.failure === "unclosed-string";
  issues.add({
    code: isString ? "step/unclosed-string" : "step/unclosed-bracket",
    severity: "error",
    message: isString
      ? "A string has no closing apostrophe; the record was left out"
      : "A bracket is not closed before the semicolon; the record was left out",
    at: isString ? args.failedAt : at,
    id,
  });
  const line = nextRecordLine(bytes, start);
  return isString ? line : Math.min(line, args.failedAt + 1);
}

function truncated(scan: RecordScan, at: number, end: number): number {
  const after = scan.lastId === 0 ? "before the first record" : `after #${scan.lastId}`;
  scan.issues.add({
    code: "step/truncated",
    severity: "error",
    message: `The file ends in the middle of a record, ${after}`,
    at,
    ...(scan.lastId === 0 ? {} : { id: scan.lastId }),
  });
  scan.isClosed = true;
  return end;
}

function malformed(scan: RecordScan, at: number, id: number | undefined): number {
  scan.issues.add({
    code: "step/syntax",
    severity: "error",
    message: "This is no record of the form #id=TYPE(…); it was left out",
    at,
    ...(id === undefined ? {} : { id }),
  });
  return nextRecordLine(scan.bytes, at + 1);
}

/** Position after a section's keyword, a header entity or other text that begins like a keyword. */
function scanKeyword(scan: RecordScan, at: number): number {
  const { bytes, args } = scan;
  let end = at;
  while (isKeywordCode(bytes[end])) end++;
  const name = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 64))).toUpperCase();
  if (name === "ISO-10303-21") {
    scan.parts++;
    scan.isClosed = false;
  } else if (name === "END-ISO-10303-21") scan.isClosed = true;
  else if (SKIPPED_SECTIONS.has(name)) return endOfSection(bytes, end);
  else if (name.startsWith("FILE_")) {
    args.hasCodedString = false;
    const entity = findHeaderEntity(bytes, at, name, args);
    if (!entity) return malformed(scan, at, undefined);
    scan.headers.push(entity);
    if (args.hasCodedString) scan.codedRecords.push({ id: 0, ...entity });
    return entity.end + 1;
  } else if (name !== "HEADER" && name !== "DATA" && name !== "ENDSEC") return skipStray(scan, at);
  // DATA may have a list of parameters (edition 2 and later).
  const next = skipBlank(bytes, end, bytes.length);
  if (bytes[next] !== ASCII.open) return next;
  const close = endOfArguments(bytes, next + 1, args);
  return close < 0 ? next + 1 : close + 1;
}

function endOfSection(bytes: Uint8Array, from: number): number {
  for (let i = bytes.indexOf(69, from); i >= 0; i = bytes.indexOf(69, i + 1)) {
    if (String.fromCharCode(...bytes.subarray(i, i + 7)) === "ENDSEC;") return i;
  }
  return bytes.length;
}

/** Leaves out the rest of a line that begins no record; between two parts writers put lines of dashes. */
function skipStray(scan: RecordScan, at: number): number {
  const { bytes } = scan;
  if (!scan.isClosed) {
    scan.issues.add({
      code: "step/syntax",
      severity: "error",
      message: "This text belongs to no record; the rest of its line was left out",
      at,
    });
  }
  const newline = bytes.indexOf(ASCII.newline, at);
  return newline < 0 ? bytes.length : newline + 1;
}

/** Start of the next line from `from` on that begins like a record or a section's end, outside comments. */
function nextRecordLine(bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  for (let i = bytes.indexOf(ASCII.newline, from); i >= 0; i = bytes.indexOf(ASCII.newline, i + 1)) {
    if (beginsRecord(bytes, i + 1)) return i + 1;
    if (bytes[i + 1] === ASCII.slash && bytes[i + 2] === ASCII.asterisk) {
      i = endOfComment(bytes, i + 1, end) - 1;
    } else if (bytes[i + 1] === 69 && (bytes[i + 2] as number) === 78) return i + 1;
  }
  return end;
}
