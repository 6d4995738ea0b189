import type { DatabaseSync } from "node:sqlite";
import type { RetentionVersion } from "@shuicheng/shared/contracts";

/** Who let which retention be in force, when: each change is a row, the last one counts. `body` is JSON. */
export const RETENTION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS retention (version INTEGER PRIMARY KEY, body TEXT NOT NULL);
`;

/** How long observations are kept, and what that was before. A change is on disk when the call returns. */
export interface RetentionStore {
  current(): RetentionVersion | undefined;
  /** The newest first. */
  list(limit: number): readonly RetentionVersion[];
  add(version: RetentionVersion): void;
}

/** Creates the store on an open registry. */
export function createRetentionStore(database: DatabaseSync): RetentionStore {
  const list = database.prepare("SELECT body FROM retention ORDER BY version DESC LIMIT ?");
  const add = database.prepare("INSERT INTO retention (version, body) VALUES (?, ?)");
  const read = (limit: number) =>
    (list.all(limit) as { body: string }[]).map(({ body }) => JSON.parse(body) as RetentionVersion);
  return {
    current: () => read(1)[0],
    list: read,
    add: (version) => void add.run(version.version, JSON.stringify(version)),
  };
}
