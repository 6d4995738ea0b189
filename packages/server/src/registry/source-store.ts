import type { DatabaseSync } from "node:sqlite";
import type { SourceInput } from "@shuicheng/shared/contracts";

/** A source as it is kept. */
export interface StoredSource {
  readonly id: number;
  readonly input: SourceInput;
}

/** Sources with a protocol of their own. A change is on disk when the call returns. */
export interface SourceStore {
  list(): readonly StoredSource[];
  find(id: number): StoredSource | undefined;
  add(input: SourceInput): number;
  replace(id: number, input: SourceInput): void;
  remove(id: number): void;
}

/** Creates the store on an open registry. */
export function createSourceStore(database: DatabaseSync): SourceStore {
  const list = database.prepare("SELECT id, input FROM source ORDER BY id");
  const find = database.prepare("SELECT id, input FROM source WHERE id = ?");
  const add = database.prepare("INSERT INTO source (input) VALUES (?)");
  const replace = database.prepare("UPDATE source SET input = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM source WHERE id = ?");
  const sourceOf = ({ id, input }: { id: number; input: string }): StoredSource => ({
    id,
    input: JSON.parse(input) as SourceInput,
  });
  return {
    list: () => (list.all() as { id: number; input: string }[]).map(sourceOf),
    find(id) {
      const row = find.get(id) as { id: number; input: string } | undefined;
      return row && sourceOf(row);
    },
    add: (input) => Number(add.run(JSON.stringify(input)).lastInsertRowid),
    replace: (id, input) => void replace.run(JSON.stringify(input), id),
    remove: (id) => void remove.run(id),
  };
}
