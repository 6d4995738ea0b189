import { closeSync, existsSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "@shuicheng/shared/faults";

/** A data folder held by this process alone. */
export interface DataFolder {
  readonly path: string;
  release(): void;
}

/** Byte offset of `user_version` in an SQLite file's header (https://www.sqlite.org/fileformat.html, 1.3). */
const USER_VERSION_OFFSET = 60;

/**
 * Takes a data folder, making it where absent. Formats are read from the files' headers before anything is
 * opened, so a folder of a newer release stays as it is.
 *
 * @param formats File name → highest format this release reads.
 * @throws {Fault} `data/newer-version`, `data/unreadable`, or `data/locked` while another process holds it.
 */
export function takeDataFolder(path: string, formats: Readonly<Record<string, number>>): DataFolder {
  for (const [file, known] of Object.entries(formats)) {
    const format = readFormat(join(path, file));
    if (format > known) {
      throw new Fault(
        "data/newer-version",
        `${join(path, file)} has format ${format}, this version reads up to ${known}: start the newer version, or name another folder with --data`,
        { file, format, known },
      );
    }
  }
  try {
    makeFolder(path);
    return lock(path);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      "data/unreadable",
      `--data ${path} cannot be used as a folder (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}): name a folder that exists or can be made`,
      { path },
      { cause: error },
    );
  }
}

/**
 * Makes a folder level by level. Node's own `recursive` tries again for ever where an existing parent answers "no
 * such file", as `/proc` does.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** An exclusive transaction on a file of its own: the operating system lets go of it however the process ends. */
function lock(path: string): DataFolder {
  const database = new DatabaseSync(join(path, "lock.db"));
  try {
    database.exec("PRAGMA busy_timeout = 2000; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw new Fault(
      "data/locked",
      `--data ${path} is in use by another Shuicheng process: stop it, or name another folder`,
      { path },
      { cause: error },
    );
  }
  return { path, release: () => database.close() };
}

function readFormat(file: string): number {
  if (!existsSync(file)) return 0;
  const descriptor = openSync(file, "r");
  try {
    const header = Buffer.alloc(100);
    const length = readSync(descriptor, header, 0, 100, 0);
    if (length === 0) return 0;
    if (length < 100 || header.toString("latin1", 0, 15) !== "SQLite format 3") {
      throw new Fault(
        "data/unreadable",
        `${file} is not a database of this program; restore it from a backup`,
        { file },
      );
    }
    return header.readUInt32BE(USER_VERSION_OFFSET);
  } finally {
    closeSync(descriptor);
  }
}
