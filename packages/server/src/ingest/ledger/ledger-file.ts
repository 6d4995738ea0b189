import { readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { decodeLedger, type SavedLedger } from "./ledger-codec.ts";

/**
 * Reads a saved ledger.
 *
 * @returns undefined where there is none; also where it cannot be read, which `onDamaged` is told: counters begin anew
 * rather than keep a server from its start.
 */
export function readLedgerFile(path: string, onDamaged: (reason: string) => void): SavedLedger | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") onDamaged((error as Error).message);
    return undefined;
  }
  const saved = decodeLedger(bytes);
  if (!saved) onDamaged("it is damaged or of another version");
  return saved;
}

/** Writes a file whole or not at all: beside it, synchronised, then put in its place. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.new`;
  try {
    const file = await open(beside, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Without it the new name may be lost with the power. Windows opens no folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
