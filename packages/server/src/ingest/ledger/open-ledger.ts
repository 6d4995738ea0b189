import { createLedger, type Ledger, type LedgerNeeds } from "./ledger.ts";
import { encodeLedger } from "./ledger-codec.ts";
import { readLedgerFile, replaceFile } from "./ledger-file.ts";

/** A ledger and the file that it is kept in. */
export interface OpenLedger {
  readonly ledger: Ledger;
  /** Writes the file where something has changed; a failure is told and tried again with the next call. */
  save(): Promise<void>;
}

/**
 * Opens the ledger of a data folder. Of a process that is killed the counts since the last save are lost; observations
 * never depend on it.
 *
 * @param options `onProblem` is told, in words, of a file that cannot be read or written.
 */
export function openLedger(
  path: string,
  needs: LedgerNeeds,
  options: { onProblem(what: string, reason: unknown): void },
): OpenLedger {
  const saved = readLedgerFile(path, (reason) =>
    options.onProblem("the ledger cannot be read; its counters begin anew", reason),
  );
  const ledger = createLedger(needs, saved);
  let savedChanges = ledger.changes;
  let last: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const { changes } = ledger;
    if (changes === savedChanges) return;
    try {
      await replaceFile(path, encodeLedger(ledger.save()));
      savedChanges = changes;
    } catch (error) {
      options.onProblem("the ledger cannot be saved", error);
    }
  }

  return {
    ledger,
    save() {
      last = last.then(write);
      return last;
    },
  };
}
