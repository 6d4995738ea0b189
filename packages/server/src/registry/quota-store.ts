import type { DatabaseSync } from "node:sqlite";

/** How much a token may send; null: as much as it likes. */
export interface StoredQuota {
  readonly token: number;
  /** Observations a second. */
  readonly perSecond: number | null;
  /** Observations a day. */
  readonly perDay: number | null;
  /** True: what is beyond is refused. */
  readonly isHard: boolean;
}

/** Quotas of tokens. A change is on disk when the call returns. */
export interface QuotaStore {
  list(): readonly StoredQuota[];
  put(quota: StoredQuota): void;
}

interface QuotaRow {
  readonly token: number;
  readonly perSecond: number | null;
  readonly perDay: number | null;
  readonly isHard: number;
}

/** Creates the store on an open registry. */
export function createQuotaStore(database: DatabaseSync): QuotaStore {
  const list = database.prepare(
    "SELECT token, per_second AS perSecond, per_day AS perDay, is_hard AS isHard FROM token_quota",
  );
  const put = database.prepare(
    "INSERT OR REPLACE INTO token_quota (token, per_second, per_day, is_hard) VALUES (?, ?, ?, ?)",
  );
  return {
    list: () => (list.all() as unknown as QuotaRow[]).map((row) => ({ ...row, isHard: row.isHard === 1 })),
    put: ({ token, perSecond, perDay, isHard }) => void put.run(token, perSecond, perDay, isHard ? 1 : 0),
  };
}
