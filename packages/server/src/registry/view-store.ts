import type { DatabaseSync } from "node:sqlite";
import type { SavedView, Uploader, ViewContent } from "@shuicheng/shared/contracts";

/** Views that are saved of models. Each change is one transaction, on disk when the call returns. */
export interface ViewStore {
  /** In the order in which they were made; those that were deleted are left out here and below. */
  list(model: string): readonly SavedView[];
  find(model: string, id: string): SavedView | undefined;
  content(model: string, id: string): ViewContent | undefined;
  /** JPEG; undefined where there is none. */
  thumbnail(model: string, id: string): Uint8Array | undefined;
  count(model: string): number;
  add(model: string, id: string, content: ViewContent, change: ViewAuthor): void;
  /** Answers false where the view is of another version by now, or gone. */
  replace(model: string, id: string, version: number, content: ViewContent, change: ViewAuthor): boolean;
  /** Answers false like {@link replace}. It can be brought back until `forget`. @param version Undefined: whichever it is. */
  remove(model: string, id: string, version: number | undefined, atMs: number): boolean;
  /** Takes a deletion back, where there is one. */
  restore(model: string, id: string): void;
  /** Forgets for good what was deleted before a time. */
  forget(beforeMs: number): void;
}

/** Who changed a view, and when. */
export interface ViewAuthor {
  readonly by: Uploader;
  readonly atMs: number;
}

interface ViewRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly changed_by: string;
  readonly changed_at: number;
  readonly model_revision: number | null;
  readonly shapes: number;
  readonly has_thumbnail: number;
}

const LISTED = `id, version, name, created_by, created_at, changed_by, changed_at, model_revision, shapes,
  thumbnail IS NOT NULL AS has_thumbnail`;
const IN_USE = "model = :model AND id = :id AND deleted_at IS NULL";

/** Creates the store on an open registry. */
export function createViewStore(database: DatabaseSync): ViewStore {
  const list = database.prepare(
    `SELECT ${LISTED} FROM model_view WHERE model = ? AND deleted_at IS NULL ORDER BY number`,
  );
  const find = database.prepare(`SELECT ${LISTED} FROM model_view WHERE ${IN_USE}`);
  const content = database.prepare(`SELECT content FROM model_view WHERE ${IN_USE}`);
  const thumbnail = database.prepare(`SELECT thumbnail FROM model_view WHERE ${IN_USE}`);
  const count = database.prepare(
    "SELECT count(*) AS count FROM model_view WHERE model = ? AND deleted_at IS NULL",
  );
  const add = database.prepare(`
    INSERT INTO model_view (id, model, version, name, created_by, created_at, changed_by, changed_at, model_revision,
      shapes, thumbnail, content)
    VALUES (:id, :model, 1, :name, :by, :at, :by, :at, :revision, :shapes, :thumbnail, :content)`);
  const replace = database.prepare(`
    UPDATE model_view SET version = version + 1, name = :name, changed_by = :by, changed_at = :at,
      model_revision = :revision, shapes = :shapes, thumbnail = :thumbnail, content = :content
    WHERE ${IN_USE} AND version = :version`);
  const remove = database.prepare(
    `UPDATE model_view SET deleted_at = :at WHERE ${IN_USE} AND (:version IS NULL OR version = :version)`,
  );
  const restore = database.prepare(
    "UPDATE model_view SET deleted_at = NULL WHERE model = :model AND id = :id AND deleted_at IS NOT NULL",
  );
  const forget = database.prepare("DELETE FROM model_view WHERE deleted_at < ?");
  return {
    list: (model) => (list.all(model) as unknown as ViewRow[]).map(viewOf),
    find(model, id) {
      const row = find.get({ model, id }) as unknown as ViewRow | undefined;
      return row && viewOf(row);
    },
    content(model, id) {
      const row = content.get({ model, id }) as { content: string } | undefined;
      return row && (JSON.parse(row.content) as ViewContent);
    },
    thumbnail(model, id) {
      const row = thumbnail.get({ model, id }) as { thumbnail: Uint8Array | null } | undefined;
      return row?.thumbnail ?? undefined;
    },
    count: (model) => (count.get(model) as { count: number }).count,
    add: (model, id, view, change) => void add.run({ model, id, ...columnsOf(view, change) }),
    replace: (model, id, version, view, change) =>
      replace.run({ model, id, version, ...columnsOf(view, change) }).changes === 1,
    remove: (model, id, version, atMs) =>
      remove.run({ model, id, version: version ?? null, at: atMs }).changes === 1,
    restore: (model, id) => void restore.run({ model, id }),
    forget: (beforeMs) => void forget.run(beforeMs),
  };
}

/** The thumbnail is a column of its own too, so that asking for it reads no lists of elements. */
const columnsOf = (content: ViewContent, { by, atMs }: ViewAuthor) => ({
  name: content.name,
  by: JSON.stringify(by),
  at: atMs,
  revision: content.models[0]?.revision ?? null,
  shapes: content.markup.length,
  thumbnail: content.thumbnail === null ? null : Buffer.from(content.thumbnail, "base64"),
  content: JSON.stringify(content),
});

const viewOf = (row: ViewRow): SavedView => ({
  id: row.id,
  version: row.version,
  name: row.name,
  createdBy: JSON.parse(row.created_by) as Uploader,
  createdAt: row.created_at,
  changedBy: JSON.parse(row.changed_by) as Uploader,
  changedAt: row.changed_at,
  modelRevision: row.model_revision,
  hasThumbnail: row.has_thumbnail === 1,
  shapes: row.shapes,
});
