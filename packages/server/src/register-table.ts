import type { Layer, LayerKind, Registration, TableImport } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { buildRegistration, type KnownThings, type RowError } from "./registration/build-registration.ts";
import { readTable } from "./registration/read-table.ts";

/** What registering a table stands on. */
export interface TableNeeds extends KnownThings {
  /** @throws {Fault} `registry/*` with `details.index`, the datastream's place */
  register(
    registration: Registration,
    isDryRun: boolean,
  ): Promise<{ layer: Layer; added: number; changed: number; datastreams: number }>;
}

/** A table of datastreams, as it was sent. */
export interface TableUpload {
  readonly bytes: Uint8Array;
  readonly charset: string | undefined;
  readonly layer: { readonly id: string; readonly name?: string; readonly kind?: LayerKind };
}

const MAX_LISTED_ERRORS = 1_000;
/** Rows that only the registry can find to be wrong, e.g. of datastreams that were retired; each costs a try. */
const MAX_TRIES = 20;

/**
 * Registers the good rows of a table, in one transaction.
 *
 * @param isDryRun Does everything and takes it back.
 * @throws {Fault} `request/malformed-body`, `request/unsupported-media-type` of what is no table.
 */
export async function registerTable(
  needs: TableNeeds,
  upload: TableUpload,
  isDryRun: boolean,
): Promise<TableImport> {
  const table = readTable(upload.bytes, upload.charset);
  const refused: RowError[] = [];
  for (;;) {
    const bad = new Set(refused.map(({ row }) => row));
    const rows = table.rows.filter(({ row }) => !bad.has(row));
    const draft = buildRegistration({ ...table, rows }, upload.layer.id, needs);
    const errors = [...draft.errors, ...refused].sort((a, b) => a.row - b.row);
    const report = {
      layer: upload.layer.id,
      rows: table.rows.length,
      badRows: new Set(errors.map(({ row }) => row)).size,
      dryRun: isDryRun,
      errors: errors.slice(0, MAX_LISTED_ERRORS),
      ignoredColumns: [...table.ignored],
    };
    if (draft.rows.length === 0) return { ...report, added: 0, changed: 0, datastreams: 0 };
    try {
      const { assets, datastreams } = draft;
      const registration = { layer: upload.layer, assets: [...assets], datastreams: [...datastreams] };
      const { added, changed, datastreams: count } = await needs.register(registration, isDryRun);
      return { ...report, added, changed, datastreams: count };
    } catch (error) {
      const row = rowOf(error, draft.rows);
      if (row === undefined || refused.length === MAX_TRIES) throw error;
      refused.push(row);
    }
  }
}

function rowOf(error: unknown, rows: readonly number[]): RowError | undefined {
  if (!(error instanceof Fault) || typeof error.details.index !== "number") return undefined;
  const row = rows[error.details.index];
  const message = error.message.replace(/^datastreams\[\d+\] /, "");
  return row === undefined ? undefined : { row, code: error.code, message };
}
