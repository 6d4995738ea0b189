import { statSync } from "node:fs";
import { basename, extname } from "node:path";
import { Fault } from "@shuicheng/shared/faults";
import { parseCrs, parseHandPlace, parsePlace } from "../convert/index.ts";
import { readFlags } from "./read-flags.ts";

/** What `npm run import` was asked to do. */
export interface ImportSettings {
  readonly kind: "network" | "model";
  readonly file: string;
  /** Name without folders: what findings and the layer are called by. */
  readonly name: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
  /** Empty: by what the file says, which only a model's does. */
  readonly place: string;
  /** Id of a network's layer. */
  readonly layer: string | undefined;
  /** Of a model: the CRS that its coordinates are in. */
  readonly crs: string | undefined;
  /** The model that the file is a new revision of. */
  readonly model: string | undefined;
  /** Take a model's file that is there already. */
  readonly isAgain: boolean;
}

const FLAGS = {
  url: { type: "string" },
  token: { type: "string" },
  place: { type: "string" },
  layer: { type: "string" },
  crs: { type: "string" },
  model: { type: "string" },
  again: { type: "boolean" },
} as const;

/** Where a server listens unless it was told otherwise. */
const DEFAULT_URL = "http://127.0.0.1:8080";

const USAGE =
  "npm run import -- Net3.inp --place lon,lat[,height[,heading]] --token … [--url …] [--layer id], or: npm run import -- school.ifc --token … [--url …] [--place …] [--crs EPSG:4549] [--model id] [--again]";

const KINDS: Readonly<Record<string, ImportSettings["kind"]>> = {
  ".inp": "network",
  ".ifc": "model",
  ".ifczip": "model",
};

/**
 * Reads the command line of `npm run import`; `SHUICHENG_URL` and `SHUICHENG_TOKEN` stand in for their flags.
 *
 * @throws {Fault} `config/unknown-setting`, `config/invalid-value`, `network/unsupported-format`,
 * `network/invalid-placement`, `model/invalid-placement`: one line that says which and what would be right.
 */
export function parseImportSettings(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): ImportSettings {
  const { flags, files } = readFlags(argv, FLAGS, USAGE);
  const [file, second] = files;
  if (file === undefined) throw invalid(`no file is named; right would be: ${USAGE}`);
  if (second !== undefined) throw invalid(`one file at a time: "${second}" is one too many`);
  const kind = KINDS[extname(file).toLowerCase()];
  if (!kind) {
    throw new Fault(
      "network/unsupported-format",
      `${file} is not taken: this version reads EPANET networks (.inp) and models (.ifc, .ifczip)`,
    );
  }
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw invalid(`${file}: there is no such file`);
  const token = flags.token ?? environment.SHUICHENG_TOKEN;
  if (token === undefined || token === "") {
    throw invalid("--token is missing; an administrator makes one on the page or with POST /api/v1/tokens");
  }
  // Refused here as the server would, before anything is sent.
  if (kind === "network") parsePlace(flags.place);
  else {
    parseHandPlace(flags.place);
    parseCrs(flags.crs);
  }
  requireFlagsOf(kind, flags);
  return {
    kind,
    file,
    name: basename(file),
    url: readUrl(flags.url ?? environment.SHUICHENG_URL ?? DEFAULT_URL),
    token,
    place: flags.place ?? "",
    layer: flags.layer,
    crs: flags.crs,
    model: flags.model,
    isAgain: flags.again === true,
  };
}

/** A flag that would be passed over in silence is refused. */
function requireFlagsOf(
  kind: ImportSettings["kind"],
  flags: Readonly<Partial<Record<keyof typeof FLAGS, unknown>>>,
): void {
  const strange = kind === "model" ? (["layer"] as const) : (["crs", "model", "again"] as const);
  const found = strange.find((flag) => flags[flag] !== undefined);
  if (found) throw invalid(`--${found} says nothing of a ${kind}; right would be: ${USAGE}`);
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, "");
  throw invalid(`--url "${text}" is no address; right would be e.g. ${DEFAULT_URL}`);
}

const invalid = (message: string) => new Fault("config/invalid-value", message);
