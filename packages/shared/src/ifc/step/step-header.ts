import { ASCII, skipBlank } from "./ascii.ts";
import { type ArgumentScan, endOfArguments } from "./skip-arguments.ts";
import type { StepFile, StepHeader } from "./step-file.ts";
import { readValues, type StepValue } from "./step-value.ts";

/** One entity of the HEADER section, as places in the file. */
export interface HeaderEntity {
  /** Upper case, e.g. `FILE_NAME`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the entity that begins at `at`, or undefined where there is none. */
export function findHeaderEntity(
  bytes: Uint8Array,
  at: number,
  name: string,
  scan: ArgumentScan,
): HeaderEntity | undefined {
  const bracket = skipBlank(bytes, at + name.length, bytes.length);
  if (bytes[bracket] !== ASCII.open) return undefined;
  const end = endOfArguments(bytes, bracket + 1, scan);
  return end < 0 ? undefined : { name: name.toUpperCase(), start: bracket + 1, end };
}

/** Reads what the header's entities say; those that are absent leave empty values. */
export function readStepHeader(
  file: Pick<StepFile, "bytes" | "charset">,
  entities: readonly HeaderEntity[],
): StepHeader {
  const argumentsOf = (name: string): readonly StepValue[] => {
    const entity = entities.find((one) => one.name === name);
    return entity ? readValues(file, entity.start, entity.end) : [];
  };
  const description = argumentsOf("FILE_DESCRIPTION");
  const fileName = argumentsOf("FILE_NAME");
  const schema = argumentsOf("FILE_SCHEMA");
  return {
    descriptions: textsOf(description[0]),
    schemas: textsOf(schema[0]),
    fileName: textOf(fileName[0]),
    timeStamp: textOf(fileName[1]),
    authors: textsOf(fileName[2]),
    organizations: textsOf(fileName[3]),
    preprocessorVersion: textOf(fileName[4]),
    originatingSystem: textOf(fileName[5]),
    authorization: textOf(fileName[6]),
  };
}

function textOf(value: StepValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: StepValue | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === "string" && one !== "");
}
