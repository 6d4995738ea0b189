import type { DatabaseSync } from "node:sqlite";
import type { Annotation, Uploader } from "@shuicheng/shared/contracts";
import { inTransaction } from "./in-transaction.ts";

/** Where and what an annotation is. Epoch ms. */
export interface AnnotationContent {
  readonly datastreams: readonly string[];
  readonly asset: string | null;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Which annotations are asked for. */
export interface AnnotationQuery {
  /** Those of one of these datastreams or of one of these assets; both undefined: of all. */
  readonly datastreams: readonly string[] | undefined;
  readonly assets: readonly string[] | undefined;
  /** That reach into this stretch, epoch ms, ends included. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Older than the one of this number. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** An annotation with its number, which counts up as they are made. */
export interface NumberedAnnotation {
  readonly number: number;
  readonly annotation: Annotation;
}

/** Annotations of charts. Each change is one transaction, on disk when the call returns. */
export interface AnnotationStore {
  /** The newest first; those that were deleted are left out here and below. */
  list(query: AnnotationQuery): readonly NumberedAnnotation[];
  find(id: string): Annotation | undefined;
  count(): number;
  add(id: string, content: AnnotationContent, change: AnnotationAuthor): void;
  /** Answers false where it is of another version by now, or gone. */
  change(id: string, version: number, content: AnnotationContent, change: AnnotationAuthor): boolean;
  /** Answers false like {@link change}. It can be brought back until `forget`. @param version Undefined: whichever it is. */
  remove(id: string, version: number | undefined, atMs: number): boolean;
  /** Takes a deletion back, where there is one. */
  restore(id: string): void;
  /** Forgets for good what was deleted before a time. */
  forget(beforeMs: number): void;
}

/** Who changed an annotation, and when. */
export interface AnnotationAuthor {
  readonly by: Uploader;
  readonly atMs: number;
}

interface AnnotationRow {
  readonly number: number;
  readonly id: string;
  readonly version: number;
  readonly asset: string | null;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly text: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly changed_by: string;
  readonly changed_at: number;
  /** JSON. */
  readonly datastreams: string;
}

const LISTED = `number, id, version, asset, from_ms, to_ms, text, created_by, created_at, changed_by, changed_at,
  (SELECT json_group_array(datastream ORDER BY place) FROM annotation_datastream
    WHERE annotation = annotation.number) AS datastreams`;
/** Asked for by a parameter of JSON, null for whichever. */
const OF_SUBJECTS = `(:all
  OR number IN (SELECT annotation FROM annotation_datastream
    WHERE datastream IN (SELECT value FROM json_each(:datastreams)))
  OR asset IN (SELECT value FROM json_each(:assets)))`;

/** Creates the store on an open registry. */
export function createAnnotationStore(database: DatabaseSync): AnnotationStore {
  const list = database.prepare(`
    SELECT ${LISTED} FROM annotation
    WHERE deleted_at IS NULL AND ${OF_SUBJECTS} AND from_ms <= :to AND to_ms >= :from
      AND (:before IS NULL OR number < :before)
    ORDER BY number DESC LIMIT :limit`);
  const find = database.prepare(`SELECT ${LISTED} FROM annotation WHERE id = ? AND deleted_at IS NULL`);
  const count = database.prepare("SELECT count(*) AS count FROM annotation WHERE deleted_at IS NULL");
  const add = database.prepare(`
    INSERT INTO annotation (id, version, asset, from_ms, to_ms, text, created_by, created_at, changed_by, changed_at)
    VALUES (:id, 1, :asset, :from, :to, :text, :by, :at, :by, :at)`);
  const addDatastream = database.prepare(
    "INSERT INTO annotation_datastream (datastream, annotation, place) VALUES (?, ?, ?)",
  );
  const change = database.prepare(`
    UPDATE annotation SET version = version + 1, from_ms = :from, to_ms = :to, text = :text,
      changed_by = :by, changed_at = :at
    WHERE id = :id AND deleted_at IS NULL AND version = :version`);
  const remove = database.prepare(`
    UPDATE annotation SET deleted_at = :at
    WHERE id = :id AND deleted_at IS NULL AND (:version IS NULL OR version = :version)`);
  const restore = database.prepare(
    "UPDATE annotation SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL",
  );
  const forget = database.prepare("DELETE FROM annotation WHERE deleted_at < ?");
  return {
    list({ datastreams, assets, fromMs, toMs, before, limit }) {
      const rows = list.all({
        all: datastreams === undefined && assets === undefined ? 1 : 0,
        datastreams: JSON.stringify(datastreams ?? []),
        assets: JSON.stringify(assets ?? []),
        ...{ from: fromMs, to: toMs, before: before ?? null, limit },
      }) as unknown as AnnotationRow[];
      return rows.map((row) => ({ number: row.number, annotation: annotationOf(row) }));
    },
    find(id) {
      const row = find.get(id) as unknown as AnnotationRow | undefined;
      return row && annotationOf(row);
    },
    count: () => (count.get() as { count: number }).count,
    add(id, { datastreams, asset, from, to, text }, { by, atMs }) {
      inTransaction(database, () => {
        const fields = { id, asset, from, to, text, by: JSON.stringify(by), at: atMs };
        const { lastInsertRowid } = add.run(fields);
        datastreams.forEach((datastream, place) => {
          addDatastream.run(datastream, lastInsertRowid, place);
        });
      });
    },
    change: (id, version, { from, to, text }, { by, atMs }) =>
      change.run({ id, version, from, to, text, by: JSON.stringify(by), at: atMs }).changes === 1,
    remove: (id, version, atMs) => remove.run({ id, version: version ?? null, at: atMs }).changes === 1,
    restore: (id) => void restore.run(id),
    forget: (beforeMs) => void forget.run(beforeMs),
  };
}

const annotationOf = (row: AnnotationRow): Annotation => ({
  id: row.id,
  version: row.version,
  datastreams: JSON.parse(row.datastreams) as string[],
  asset: row.asset,
  from: row.from_ms,
  to: row.to_ms,
  text: row.text,
  createdBy: JSON.parse(row.created_by) as Uploader,
  createdAt: row.created_at,
  changedBy: JSON.parse(row.changed_by) as Uploader,
  changedAt: row.changed_at,
});
