import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CityOrder } from "../model/index.ts";
import { findTileSetDamage, isDemoTileset, sha256, tilesetUrl } from "./tile-sets.ts";

/** Folder of the demo in a data folder. */
const demoFolder = (dataFolder: string) => join(dataFolder, "demo");
const RECORD = "demo.json";
const RECORD_FORMAT = 2;

/** Documents of the city beside its layers; names carry the key, so that two cities never mix. */
const DEMO_DOCUMENTS = ["base-map", "defects"] as const;
export type DemoDocument = (typeof DEMO_DOCUMENTS)[number];
const documentName = (document: DemoDocument, key: string) => `${document}.${key}.json`;

/** What `demo.json` says; written when everything else is. */
export interface DemoRecord extends CityOrder {
  readonly format: typeof RECORD_FORMAT;
  readonly key: string;
  /** Layers that were published, those without a tile too. */
  readonly layers: readonly { readonly id: string; readonly hasTiles: boolean }[];
  /** SHA-256 of each document. */
  readonly documents: Readonly<Record<DemoDocument, string>>;
}

/** What there is of a city. */
export interface FoundDemo {
  /** Of the city asked for; undefined when there is none of this key. */
  readonly record: DemoRecord | undefined;
  /** Layers to be built again, with the reason. */
  readonly damaged: ReadonlyMap<string, string>;
  /** The documents have to be written again. */
  readonly lacksDocuments: boolean;
}

/** Where the data folder, its tiles and the registry are asked. */
export interface DemoPlace {
  readonly dataFolder: string;
  readonly tilesFolder: string;
  findLayer(id: string): { readonly tileset: string | null } | undefined;
}

/**
 * Looks what there is of the city with this key: the record, the documents, each layer's publication and every byte of
 * its tiles (0.1 s for a city of scale 1, 50 MB). A layer that somebody replaced with a model of his own is not missed.
 */
export async function findDemo(place: DemoPlace, key: string): Promise<FoundDemo> {
  const record = readRecord(place.dataFolder);
  if (record?.key !== key) return { record: undefined, damaged: new Map(), lacksDocuments: true };
  const damaged = new Map<string, string>();
  for (const { id, hasTiles } of record.layers) {
    const published = place.findLayer(id);
    if (published?.tileset && !isDemoTileset(id, published.tileset)) continue;
    const isPublished =
      published !== undefined && published.tileset === (hasTiles ? tilesetUrl(id, key) : null);
    const reason = isPublished ? await findTileSetDamage(place.tilesFolder, id, key) : "not published";
    if (reason !== undefined) damaged.set(id, reason);
  }
  const contents = await Promise.all(
    DEMO_DOCUMENTS.map((document) =>
      readFile(documentFile(place.dataFolder, document, key)).catch(() => undefined),
    ),
  );
  const lacksDocuments = DEMO_DOCUMENTS.some((document, i) => {
    const content = contents[i];
    return !content || sha256(content) !== record.documents[document];
  });
  return { record, damaged, lacksDocuments };
}

/** Where a document of a city lies. */
export const documentFile = (dataFolder: string, document: DemoDocument, key: string) =>
  join(demoFolder(dataFolder), documentName(document, key));

/** Writes a document whole and answers its SHA-256. */
export function writeDocument(
  dataFolder: string,
  document: DemoDocument,
  key: string,
  value: unknown,
): string {
  const bytes = Buffer.from(JSON.stringify(value));
  writeWhole(documentFile(dataFolder, document, key), bytes, demoFolder(dataFolder));
  return sha256(bytes);
}

/** Writes the record and deletes documents of other cities. */
export function writeRecord(dataFolder: string, record: Omit<DemoRecord, "format">): void {
  const folder = demoFolder(dataFolder);
  const whole: DemoRecord = { format: RECORD_FORMAT, ...record };
  writeWhole(join(folder, RECORD), Buffer.from(`${JSON.stringify(whole)}\n`), folder);
  const current = new Set(DEMO_DOCUMENTS.map((document) => documentName(document, record.key)));
  for (const name of readdirSync(folder)) {
    const isDocument = DEMO_DOCUMENTS.some((document) => name.startsWith(`${document}.`));
    if (isDocument && !current.has(name)) rmSync(join(folder, name));
  }
}

/** Forgets the city: until its record is written again nothing counts as built. */
export function dropRecord(dataFolder: string): void {
  rmSync(join(demoFolder(dataFolder), RECORD), { force: true });
}

function readRecord(dataFolder: string): DemoRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(join(demoFolder(dataFolder), RECORD), "utf8")) as DemoRecord;
    return record.format === RECORD_FORMAT ? record : undefined;
  } catch {
    // Not there, or cut short: as good as none.
    return undefined;
  }
}

function writeWhole(file: string, bytes: Uint8Array, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
}
