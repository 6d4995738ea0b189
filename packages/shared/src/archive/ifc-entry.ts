import { Fault } from "../faults.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** IFC text packs 5 to 20 times; a bomb a thousand times. */
const MAX_RATIO = 100;
/** Below this the ratio says nothing: blanks at the start of a file pack well. */
const RATIO_FROM_BYTES = 4 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

/** The IFC file of an archive. */
export interface IfcEntry extends ZipEntry {
  /** Its name without folders: text to show. */
  readonly fileName: string;
  /** Else it is stored as it is. */
  readonly isDeflated: boolean;
}

/**
 * Chooses the one IFC file of an archive (ifcZIP, buildingSMART).
 *
 * @throws {Fault} `model/not-ifc` where there is none, `model/broken-archive` where there are several or it cannot be
 * unpacked, `model/archive-too-large` where it is larger than `maxBytes` by its own account.
 */
export function chooseIfcEntry(entries: readonly ZipEntry[], maxBytes: number): IfcEntry {
  const models = entries.filter(({ name }) => /\.ifc$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name));
  const [only] = models;
  if (!only) {
    const has = entries.some(({ name }) => /\.ifcxml$/i.test(name))
      ? "only ifcXML, which is not read"
      : "no .ifc file";
    throw new Fault("model/not-ifc", `the archive holds ${has}; right would be one IFC file (STEP)`);
  }
  if (models.length > 1) {
    const names = models.slice(0, 3).map(({ name }) => `"${baseName(name)}"`);
    const message = `the archive holds ${models.length} IFC files (${names.join(", ")} …); bring each by itself`;
    throw new Fault("model/broken-archive", message, { models: models.length });
  }
  if (only.isEncrypted) throw brokenEntry(only, "is encrypted");
  if (only.method !== STORED && only.method !== DEFLATED)
    throw brokenEntry(only, `is packed by method ${only.method}; deflate is read`);
  if (only.bytes > maxBytes) throw tooLarge(only, maxBytes);
  return { ...only, fileName: baseName(only.name), isDeflated: only.method === DEFLATED };
}

/** Counts what comes out of an archive, while it does. */
export interface UnpackMeter {
  /**
   * @param crc32 Of all that has come out, these included.
   * @throws {Fault} `model/archive-too-large` for a bomb, `model/broken-archive` for more than was declared.
   */
  take(bytes: number, crc32: number): void;
  /** @throws {Fault} `model/broken-archive` where something is missing or differs from its checksum. */
  finish(): void;
}

/** A meter for the unpacking of an entry: what grows beyond its limits is stopped while it grows. */
export function createUnpackMeter(entry: ZipEntry, maxBytes: number): UnpackMeter {
  let out = 0;
  let sum = 0;
  return {
    take(bytes, crc32) {
      out += bytes;
      sum = crc32;
      const isBomb = out > RATIO_FROM_BYTES && out > MAX_RATIO * entry.compressedBytes;
      if (out > maxBytes || isBomb) throw tooLarge(entry, maxBytes);
      if (out > entry.bytes) throw brokenEntry(entry, "holds more than its list says");
    },
    finish() {
      if (out !== entry.bytes || sum !== entry.crc32)
        throw brokenEntry(entry, "is damaged: its checksum differs");
    },
  };
}

/** The fault of an entry that cannot be unpacked. */
export function brokenEntry({ name }: Pick<ZipEntry, "name">, what: string): Fault {
  return new Fault("model/broken-archive", `the archive cannot be read: "${baseName(name)}" ${what}`);
}

const baseName = (name: string) => name.split(/[\\/]/).at(-1) ?? "";

const tooLarge = ({ name, bytes }: ZipEntry, maxBytes: number) =>
  new Fault(
    "model/archive-too-large",
    `"${baseName(name)}" unpacks to more than is taken: at most ${Math.floor(maxBytes / 1024 / 1024)} MiB and ${MAX_RATIO} times its packed size`,
    { bytes, maxBytes },
  );
