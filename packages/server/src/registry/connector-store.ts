import type { DatabaseSync } from "node:sqlite";
import type { PullInput } from "@shuicheng/shared/contracts";

/** A fetch as it is kept. */
export interface StoredPull {
  readonly id: number;
  readonly input: PullInput;
}

/** Documents that are fetched on a schedule. A change is on disk when the call returns. */
export interface ConnectorStore {
  list(): readonly StoredPull[];
  find(id: number): StoredPull | undefined;
  add(input: PullInput): number;
  replace(id: number, input: PullInput): void;
  remove(id: number): void;
}

/** Creates the store on an open registry. */
export function createConnectorStore(database: DatabaseSync): ConnectorStore {
  const list = database.prepare("SELECT id, input FROM connector ORDER BY id");
  const find = database.prepare("SELECT id, input FROM connector WHERE id = ?");
  const add = database.prepare("INSERT INTO connector (input) VALUES (?)");
  const replace = database.prepare("UPDATE connector SET input = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM connector WHERE id = ?");
  const pullOf = ({ id, input }: { id: number; input: string }): StoredPull => ({
    id,
    input: JSON.parse(input) as PullInput,
  });
  return {
    list: () => (list.all() as { id: number; input: string }[]).map(pullOf),
    find(id) {
      const row = find.get(id) as { id: number; input: string } | undefined;
      return row && pullOf(row);
    },
    add: (input) => Number(add.run(JSON.stringify(input)).lastInsertRowid),
    replace: (id, input) => void replace.run(JSON.stringify(input), id),
    remove: (id) => void remove.run(id),
  };
}
