import type { Issue } from "../../issues.ts";
import type { Charset } from "./charset.ts";

/** What the HEADER section says (ISO 10303-21, clause 8). Strings are decoded; absent ones are empty. */
export interface StepHeader {
  /** Of FILE_DESCRIPTION, e.g. `ViewDefinition [CoordinationView_V2.0]`. */
  readonly descriptions: readonly string[];
  /** Names of FILE_SCHEMA as written, e.g. `IFC4X3_ADD2`. */
  readonly schemas: readonly string[];
  readonly fileName: string;
  /** As written; ISO 8601 where the writer kept the standard. */
  readonly timeStamp: string;
  readonly authors: readonly string[];
  readonly organizations: readonly string[];
  readonly preprocessorVersion: string;
  readonly originatingSystem: string;
  readonly authorization: string;
}

/**
 * A STEP physical file (ISO 10303-21) as columns of records over its own bytes: nothing is copied and no string is
 * made until somebody asks. Columns are in file order and of length `count`.
 *
 * A `#id` that occurs twice keeps both rows; the last one is the valid one, as web-ifc has it, and `rowOf` and
 * `rowsOfType` answer only that one.
 */
export interface StepFile {
  readonly bytes: Uint8Array;
  readonly header: StepHeader;
  /** How raw bytes from 0x80 on are read. */
  readonly charset: Charset;
  /** Number of records. */
  readonly count: number;
  /** `#id` of each record. */
  readonly ids: Uint32Array;
  /** Index into `typeNames`. */
  readonly types: Uint16Array;
  /** Upper case, e.g. `IFCWALL`. */
  readonly typeNames: readonly string[];
  /** Byte offset of the first argument, after the opening bracket. */
  readonly starts: Uint32Array;
  /** Byte offset of the closing bracket. */
  readonly ends: Uint32Array;
  /** Strings of the whole file that the standard's rules do not decode; they are kept as they stand. */
  readonly undecodableStrings: number;
  /** Defects of syntax and encoding with line and `#id`, at most a hundred of a code. */
  readonly issues: readonly Issue[];
  /** Row of `#id`, −1 where absent. */
  rowOf(id: number): number;
  /** Rows of exactly this type (upper case), in file order. */
  rowsOfType(name: string): Uint32Array;
}
