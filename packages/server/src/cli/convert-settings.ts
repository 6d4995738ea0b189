import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Fault } from "@shuicheng/shared/faults";
import type { HandPlace } from "@shuicheng/shared/ifc";
import { parseHandPlace, toHandPlace } from "../convert/index.ts";
import { readFlags } from "./read-flags.ts";

/** What `npm run convert` was asked to do. */
export interface ConvertSettings {
  readonly file: string;
  /** Without folders: what messages call it. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly place: HandPlace | undefined;
  readonly crs: string | undefined;
}

const FLAGS = {
  out: { type: "string" },
  place: { type: "string" },
  crs: { type: "string" },
} as const;

const USAGE =
  "npm run convert -- building.ifc --out folder [--place lon,lat[,height[,heading]]] [--crs EPSG:4549]";

/** What a conversion writes besides `tiles`; a folder with one of these may be written anew. */
const OWN_FILES = ["health.json", "elements.bin", "tileset.json"];

/**
 * Reads the command line of `npm run convert`.
 *
 * @throws {Fault} `config/unknown-setting`, `config/invalid-value`, `model/invalid-placement`: one line that says which
 * and what would be right.
 */
export function parseConvertSettings(argv: readonly string[]): ConvertSettings {
  const { flags, files } = readFlags(argv, FLAGS, USAGE);
  const [file, second] = files;
  if (file === undefined) throw invalid(`no file is named; right would be: ${USAGE}`);
  if (second !== undefined) throw invalid(`one file at a time: ${quoted(second)} is one too many`);
  if (!isPath(file) || statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw invalid(`${quoted(file)}: there is no such file`);
  const place = parseHandPlace(flags.place);
  return {
    file,
    name: basename(file),
    folder: readFolder(flags.out),
    place: place && toHandPlace(place),
    crs: flags.crs,
  };
}

/** A folder that is not there, empty, or of an earlier conversion: nobody's files are deleted. */
function readFolder(out: string | undefined): string {
  if (out === undefined || out === "") throw invalid(`--out is missing; right would be: ${USAGE}`);
  if (!isPath(out)) throw invalid(`--out ${quoted(out)} holds characters that no path has`);
  const folder = resolve(out);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw invalid(`--out ${quoted(out)} is a file; right would be a folder`);
  if (found && readdirSync(folder).length > 0 && !OWN_FILES.some((name) => existsSync(resolve(folder, name))))
    throw invalid(`--out ${quoted(out)} holds other files; right would be a new or empty folder`);
  return folder;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const isPath = (text: string) => !/[\u0000-\u001f]/.test(text);

/** For a terminal: control characters are shown, not done. */
const quoted = (text: string) => JSON.stringify(text);

const invalid = (message: string) => new Fault("config/invalid-value", message);
