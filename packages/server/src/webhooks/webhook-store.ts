import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { WebhookDelivery } from "@shuicheng/shared/contracts";
import type { DatastreamDescription } from "./select-events.ts";
import type { EntryKind, EntryRow, WebhookRow, WebhookSettings } from "./webhook-row.ts";
import {
  NEW_WEBHOOKS_PRAGMAS,
  WEBHOOKS_FORMAT,
  WEBHOOKS_PRAGMAS,
  WEBHOOKS_SCHEMA,
} from "./webhook-schema.ts";

/** Columns that change while a webhook lives. */
type WebhookChanges = Partial<Omit<WebhookRow, "id" | "owner" | "created_at">>;

/** What there was no room for; `items` is null where nobody could count. */
export interface Gap {
  readonly items: number | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** `webhooks.db`, from one thread. */
export interface WebhookStore {
  list(): WebhookRow[];
  find(id: number): WebhookRow | undefined;
  add(webhook: { owner: number | null; settings: WebhookSettings; secret: string; atMs: number }): number;
  change(id: number, changes: WebhookChanges): void;
  /** With all that waits for it. */
  remove(id: number): void;
  /** Appends what is to be told; beyond `limit` items the oldest make room and become a gap. */
  append(id: number, limit: number, entry: Omit<EntryRow, "id">): void;
  /** Tells a webhook, before everything else, what was lost. */
  addGap(id: number, gap: Gap): void;
  /** The oldest entries: as many as hold `rows` items, and {@link MAX_ENTRIES} at most. */
  oldest(id: number, rows: number): EntryRow[];
  removeThrough(id: number, entry: number): void;
  /** Throws away what waits: nobody wants it any more. */
  removeWaiting(id: number): void;
  /** Newest first. */
  deliveries(id: number): WebhookDelivery[];
  addDelivery(id: number, delivery: WebhookDelivery): void;
  descriptions(): Iterable<readonly [number, DatastreamDescription]>;
  describe(handle: number, description: DatastreamDescription): void;
  told(): Iterable<readonly [number, number]>;
  tell(asset: number, status: number): void;
  forgetTold(): void;
  readMeta(key: "taken" | "epoch"): string | undefined;
  writeMeta(key: "taken" | "epoch", value: string): void;
  /** Gives some of what is free back to the file system; cheap where nothing is. */
  giveBack(): void;
  /** Runs `work` in one transaction that outlives a killed process. */
  commit<T>(work: () => T): T;
  /** The same, and on disk when the call returns. */
  commitFully<T>(work: () => T): T;
  close(): void;
}

const MAX_DELIVERIES = 100;
/** 1 MiB. */
const PAGES_GIVEN_BACK = 256;
/** Entries that one message may be made of. */
const MAX_ENTRIES = 200;

/** Opens `webhooks.db`, making it where absent. */
export function openWebhookStore(file: string): WebhookStore {
  const isNew = !existsSync(file);
  const database = new DatabaseSync(file);
  if (isNew) database.exec(NEW_WEBHOOKS_PRAGMAS);
  database.exec(WEBHOOKS_PRAGMAS);
  database.exec(WEBHOOKS_SCHEMA);
  database.exec(`PRAGMA user_version = ${WEBHOOKS_FORMAT}`);
  const sql = (text: string) => database.prepare(text);
  const list = sql("SELECT * FROM webhook ORDER BY id");
  const find = sql("SELECT * FROM webhook WHERE id = ?");
  const add = sql("INSERT INTO webhook (owner, input, secret, created_at) VALUES (?, ?, ?, ?)");
  const removals = ["webhook WHERE id", "entry WHERE webhook", "delivery WHERE webhook"].map((place) =>
    sql(`DELETE FROM ${place} = ?`),
  );
  const append = sql("INSERT INTO entry (webhook, kind, n, from_ms, to_ms, body) VALUES (?, ?, ?, ?, ?, ?)");
  const countWaiting = sql(
    "UPDATE webhook SET waiting = waiting + ? WHERE id = ? RETURNING waiting, first_row",
  );
  const addGap = sql(`
    UPDATE webhook SET gap_items = coalesce(gap_items, 0) + coalesce(:items, 0), lost = lost + coalesce(:items, 0),
      gap_from = min(coalesce(gap_from, :fromMs), :fromMs), gap_to = max(coalesce(gap_to, :toMs), :toMs),
      gap_is_whole = iif(:items IS NULL, 0, gap_is_whole) WHERE id = :id`);
  const dropRows = sql("UPDATE webhook SET waiting = waiting - ?, first_row = 0 WHERE id = ?");
  const oldest = sql(
    "SELECT id, kind, n, from_ms, to_ms, body FROM entry WHERE webhook = ? ORDER BY id LIMIT ?",
  );
  const removeThrough = sql("DELETE FROM entry WHERE webhook = ? AND id <= ?");
  const deliveries = sql(
    "SELECT at, event, type, items, attempt, status, reason, ms FROM delivery WHERE webhook = ? ORDER BY id DESC LIMIT ?",
  );
  const addDelivery = sql(
    "INSERT INTO delivery (webhook, at, event, type, items, attempt, status, reason, ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const trimDeliveries = sql(
    "DELETE FROM delivery WHERE webhook = ?1 AND id <= (SELECT id FROM delivery WHERE webhook = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
  );
  const describe = sql("INSERT OR REPLACE INTO datastream (handle, description) VALUES (?, ?)");
  const tell = sql("INSERT OR REPLACE INTO told (asset, status) VALUES (?, ?)");
  const readMeta = sql("SELECT value FROM meta WHERE key = ?");
  const writeMeta = sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");

  function commit<T>(work: () => T): T {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  /** Whole entries go; the one that just came is smaller than any limit. */
  function makeRoom(id: number, waiting: number, firstRow: number, limit: number): void {
    for (let over = waiting - limit, skipped = firstRow; over > 0; skipped = 0) {
      const [entry] = oldest.all(id, 1) as unknown as EntryRow[];
      if (!entry) return;
      const n = entry.n - skipped;
      removeThrough.run(id, entry.id);
      dropRows.run(n, id);
      addGap.run({ id, items: n, fromMs: entry.from_ms, toMs: entry.to_ms });
      over -= n;
    }
  }

  return {
    list: () => list.all() as unknown as WebhookRow[],
    find: (id) => find.get(id) as unknown as WebhookRow | undefined,
    add: ({ owner, settings, secret, atMs }) =>
      Number(add.run(owner, JSON.stringify(settings), secret, atMs).lastInsertRowid),
    change(id, changes) {
      const names = Object.keys(changes);
      if (names.length === 0) return;
      const values = Object.values(changes) as (string | number | null)[];
      sql(`UPDATE webhook SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`).run(
        ...values,
        id,
      );
    },
    remove: (id) => void commit(() => removals.forEach((removal) => void removal.run(id))),
    append(id, limit, { kind, n, from_ms, to_ms, body }) {
      append.run(id, kind, n, from_ms, to_ms, body);
      const { waiting, first_row } = countWaiting.get(n, id) as { waiting: number; first_row: number };
      if (waiting > limit) makeRoom(id, waiting, first_row, limit);
    },
    addGap: (id, gap) => void addGap.run({ id, ...gap }),
    oldest(id, rows) {
      const entries: EntryRow[] = [];
      let held = 0;
      for (const entry of oldest.iterate(id, MAX_ENTRIES) as unknown as Iterable<EntryRow>) {
        entries.push(entry);
        held += entry.n;
        if (held >= rows) break;
      }
      return entries;
    },
    removeThrough: (id, entry) => void removeThrough.run(id, entry),
    removeWaiting: (id) => void removeThrough.run(id, Number.MAX_SAFE_INTEGER),
    deliveries: (id) => deliveries.all(id, MAX_DELIVERIES) as unknown as WebhookDelivery[],
    addDelivery(id, { at, event, type, items, attempt, status, reason, ms }) {
      addDelivery.run(id, at, event, type, items, attempt, status, reason, ms);
      trimDeliveries.run(id, MAX_DELIVERIES);
    },
    *descriptions() {
      for (const { handle, description } of sql("SELECT * FROM datastream").iterate() as unknown as Iterable<{
        handle: number;
        description: string;
      }>)
        yield [handle, JSON.parse(description) as DatastreamDescription];
    },
    describe: (handle, description) => void describe.run(handle, JSON.stringify(description)),
    *told() {
      for (const { asset, status } of sql("SELECT * FROM told").iterate() as unknown as Iterable<{
        asset: number;
        status: number;
      }>)
        yield [asset, status];
    },
    tell: (asset, status) => void tell.run(asset, status),
    forgetTold: () => database.exec("DELETE FROM told"),
    readMeta: (key) => (readMeta.get(key) as { value: string } | undefined)?.value,
    writeMeta: (key, value) => void writeMeta.run(key, value),
    giveBack: () => database.exec(`PRAGMA incremental_vacuum(${PAGES_GIVEN_BACK})`),
    commit,
    commitFully(work) {
      database.exec("PRAGMA synchronous = FULL");
      try {
        return commit(work);
      } finally {
        database.exec("PRAGMA synchronous = NORMAL");
      }
    },
    close: () => database.close(),
  };
}

/** Makes an entry of items that are told as they are. */
export function buildItemsEntry(
  kind: Exclude<EntryKind, "observations">,
  items: readonly object[],
  atMs: number,
): Omit<EntryRow, "id"> {
  const body = new TextEncoder().encode(JSON.stringify(items));
  return { kind, n: items.length, from_ms: atMs, to_ms: atMs, body };
}
