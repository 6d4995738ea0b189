import type { DatabaseSync } from "node:sqlite";
import type { HandPlaceInput } from "@shuicheng/shared/contracts";

/** What the registry keeps of a model. */
export interface StoredModel {
  readonly id: string;
  readonly name: string;
  /** Number of the current revision. */
  readonly revision: number;
  /** Where a person put it; wins over what its file says. */
  readonly handPlace: HandPlaceInput | undefined;
  readonly createdAtMs: number;
}

/** One revision. `record` is plain JSON whose shape is the writer's. */
export interface StoredRevision<R> {
  readonly model: string;
  readonly revision: number;
  /** Of the IFC file, hexadecimal. */
  readonly sha256: string;
  readonly record: R;
}

/** Models and their revisions. Writing is inside the caller's transaction. */
export interface ModelStore {
  /** Those in use, by id. */
  list(): readonly StoredModel[];
  find(id: string): StoredModel | undefined;
  /** Highest revision that an id ever had, also before it was deleted; 0 for none. */
  lastRevision(id: string): number;
  findRevision<R>(id: string, revision: number): StoredRevision<R> | undefined;
  /** Newest first. */
  revisions<R>(id: string): readonly StoredRevision<R>[];
  /** The model in use that has a revision of this file. */
  findBySha256(sha256: string): { readonly model: string; readonly revision: number } | undefined;
  /** Adds the model, or makes it one again. */
  put(model: StoredModel): void;
  putRevision(revision: StoredRevision<unknown>): void;
  /** Takes it out of all lists and forgets what its revisions were, and the views that were saved of it. */
  remove(id: string): void;
}

interface ModelRow {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly hand_place: string | null;
  readonly created_at: number;
}

interface RevisionRow {
  readonly model: string;
  readonly revision: number;
  readonly sha256: string;
  readonly record: string;
}

/** Creates the store on an open registry. */
export function createModelStore(database: DatabaseSync): ModelStore {
  const list = database.prepare("SELECT * FROM model WHERE is_deleted = 0 ORDER BY id");
  const find = database.prepare("SELECT * FROM model WHERE is_deleted = 0 AND id = ?");
  const last = database.prepare("SELECT revision FROM model WHERE id = ?");
  const revision = database.prepare("SELECT * FROM model_revision WHERE model = ? AND revision = ?");
  const revisions = database.prepare("SELECT * FROM model_revision WHERE model = ? ORDER BY revision DESC");
  const bySha256 = database.prepare(`
    SELECT model, model_revision.revision FROM model_revision JOIN model ON model.id = model_revision.model
    WHERE sha256 = ? AND is_deleted = 0 ORDER BY model_revision.revision DESC LIMIT 1`);
  const put = database.prepare(`
    INSERT INTO model (id, name, revision, hand_place, created_at) VALUES (:id, :name, :revision, :handPlace, :createdAt)
    ON CONFLICT (id) DO UPDATE SET name = :name, revision = :revision, hand_place = :handPlace, is_deleted = 0`);
  const putRevision = database.prepare(
    "INSERT OR REPLACE INTO model_revision (model, revision, sha256, record) VALUES (?, ?, ?, ?)",
  );
  const remove = database.prepare("UPDATE model SET is_deleted = 1, hand_place = NULL WHERE id = ?");
  const removeRevisions = database.prepare("DELETE FROM model_revision WHERE model = ?");
  const removeViews = database.prepare("DELETE FROM model_view WHERE model = ?");
  /** Records are large, asked for with each list and seldom written. By model and revision. */
  const read = new Map<string, StoredRevision<unknown>>();
  const readRevision = <R>(row: RevisionRow): StoredRevision<R> => {
    const key = `${row.model}/${row.revision}`;
    const known = read.get(key) ?? revisionOf<R>(row);
    read.set(key, known);
    return known as StoredRevision<R>;
  };
  return {
    list: () => (list.all() as unknown as ModelRow[]).map(modelOf),
    find(id) {
      const row = find.get(id) as ModelRow | undefined;
      return row && modelOf(row);
    },
    lastRevision: (id) => (last.get(id) as { revision: number } | undefined)?.revision ?? 0,
    findRevision<R>(id: string, number: number) {
      const known = read.get(`${id}/${number}`);
      if (known) return known as StoredRevision<R>;
      const row = revision.get(id, number) as RevisionRow | undefined;
      return row && readRevision<R>(row);
    },
    revisions: <R>(id: string) => (revisions.all(id) as unknown as RevisionRow[]).map(readRevision<R>),
    findBySha256: (sha256) => bySha256.get(sha256) as { model: string; revision: number } | undefined,
    put({ id, name, revision: number, handPlace, createdAtMs }) {
      const place = handPlace ? JSON.stringify(handPlace) : null;
      put.run({ id, name, revision: number, handPlace: place, createdAt: createdAtMs });
    },
    putRevision({ model, revision: number, sha256, record }) {
      putRevision.run(model, number, sha256, JSON.stringify(record));
      read.delete(`${model}/${number}`);
    },
    remove(id) {
      read.clear();
      removeRevisions.run(id);
      removeViews.run(id);
      remove.run(id);
    },
  };
}

const modelOf = (row: ModelRow): StoredModel => ({
  id: row.id,
  name: row.name,
  revision: row.revision,
  handPlace: row.hand_place === null ? undefined : (JSON.parse(row.hand_place) as HandPlaceInput),
  createdAtMs: row.created_at,
});

const revisionOf = <R>({ model, revision, sha256, record }: RevisionRow): StoredRevision<R> => ({
  ...{ model, revision, sha256 },
  record: JSON.parse(record) as R,
});
