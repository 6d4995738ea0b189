import type { DatabaseSync } from "node:sqlite";
import {
  type DatastreamInput,
  DEFAULT_EXPECTED_INTERVAL_MS,
  type Limits,
  type ResultType,
  STALE_INTERVALS,
  type Unit,
  type ValidRange,
} from "@shuicheng/shared/contracts";

/** A stored datastream; `handle` is the number that log records and chunks name it by. */
export interface RegisteredDatastream {
  readonly handle: number;
  readonly id: string;
  readonly assetNumber: number;
  readonly name: string;
  readonly observedProperty: string;
  readonly resultType: ResultType;
  readonly categories: readonly string[];
  readonly unit: Unit | null;
  readonly range: ValidRange;
  readonly limits: Limits;
  readonly expectedIntervalMs: number;
  readonly staleAfterMs: number;
  readonly decimals: number;
}

/** Datastreams, all held in memory: each observation looks one up by id. */
export interface DatastreamStore {
  find(id: string): RegisteredDatastream | undefined;
  findByHandle(handle: number): RegisteredDatastream | undefined;
  /** One that is hidden: its observations are still stored under its handle. */
  findRetired(id: string): RegisteredDatastream | undefined;
  /** In order of handle, those in use. */
  list(): Iterable<RegisteredDatastream>;
  ofAsset(assetNumber: number): readonly RegisteredDatastream[];
  /** All handles are below this, those of retired datastreams too. */
  handleCount(): number;
  /** Inserts or changes. Inside the caller's transaction. */
  upsert(
    assetNumber: number,
    input: DatastreamInput,
  ): { datastream: RegisteredDatastream; isChanged: boolean };
  /** Lets a datastream in use observe another asset; everything else of it stays. Inside the caller's transaction. */
  rebind(id: string, assetNumber: number): RegisteredDatastream;
  /** Hides a datastream; its observations stay. */
  retire(id: string): void;
  /** Reads all again, after a rolled-back transaction. */
  reload(): void;
}

interface DatastreamRow {
  readonly handle: number;
  readonly id: string;
  readonly asset: number;
  readonly name: string;
  readonly observed_property: string;
  readonly result_type: ResultType;
  readonly categories: string;
  readonly unit: string | null;
  readonly range: string;
  readonly limits: string;
  readonly expected_interval_ms: number;
  readonly stale_after_ms: number;
  readonly decimals: number;
  readonly is_retired: number;
}

const DEFAULT_DECIMALS = 2;

/** Creates the store on an open registry. */
export function createDatastreamStore(database: DatabaseSync): DatastreamStore {
  const select = database.prepare("SELECT * FROM datastream WHERE is_retired = 0 ORDER BY handle");
  const selectOne = database.prepare("SELECT * FROM datastream WHERE id = ?");
  const rebind = database.prepare("UPDATE datastream SET asset = ? WHERE id = ?");
  const retire = database.prepare("UPDATE datastream SET is_retired = 1 WHERE id = ?");
  // Handles start at 0 so that the twin's arrays have no hole; retired ones still count.
  const upsert = database.prepare(`
    INSERT INTO datastream (handle, id, asset, name, observed_property, result_type, categories, unit, range, limits,
      expected_interval_ms, stale_after_ms, decimals)
    VALUES ((SELECT coalesce(max(handle) + 1, 0) FROM datastream), :id, :asset, :name, :observedProperty, :resultType,
      :categories, :unit, :range, :limits, :expectedIntervalMs, :staleAfterMs, :decimals)
    ON CONFLICT (id) DO UPDATE SET asset = :asset, name = :name, observed_property = :observedProperty,
      result_type = :resultType, categories = :categories, unit = :unit, range = :range, limits = :limits,
      expected_interval_ms = :expectedIntervalMs, stale_after_ms = :staleAfterMs, decimals = :decimals, is_retired = 0`);
  const handleCount = database.prepare("SELECT coalesce(max(handle) + 1, 0) AS n FROM datastream");
  let byId = new Map<string, RegisteredDatastream>();
  let byHandle: (RegisteredDatastream | undefined)[] = [];
  let byAsset = new Map<number, RegisteredDatastream[]>();

  const hold = (datastream: RegisteredDatastream) => {
    release(byId.get(datastream.id));
    byId.set(datastream.id, datastream);
    byHandle[datastream.handle] = datastream;
    const siblings = byAsset.get(datastream.assetNumber);
    if (siblings) siblings.push(datastream);
    else byAsset.set(datastream.assetNumber, [datastream]);
  };
  const release = (datastream: RegisteredDatastream | undefined) => {
    if (!datastream) return;
    byId.delete(datastream.id);
    byHandle[datastream.handle] = undefined;
    const siblings = byAsset.get(datastream.assetNumber) ?? [];
    byAsset.set(
      datastream.assetNumber,
      siblings.filter((other) => other.handle !== datastream.handle),
    );
  };
  const reload = () => {
    byId = new Map();
    byHandle = [];
    byAsset = new Map();
    for (const row of select.iterate() as unknown as Iterable<DatastreamRow>) hold(datastreamOf(row));
  };
  reload();

  return {
    find: (id) => byId.get(id),
    findByHandle: (handle) => byHandle[handle],
    findRetired(id) {
      const row = selectOne.get(id) as DatastreamRow | undefined;
      return row?.is_retired === 1 ? datastreamOf(row) : undefined;
    },
    *list() {
      for (const datastream of byHandle) if (datastream) yield datastream;
    },
    ofAsset: (assetNumber) => byAsset.get(assetNumber) ?? [],
    handleCount: () => (handleCount.get() as { n: number }).n,
    upsert(assetNumber, input) {
      const before = byId.get(input.id);
      upsert.run({ asset: assetNumber, ...columnsOf(input) });
      const datastream = datastreamOf(selectOne.get(input.id) as unknown as DatastreamRow);
      const isChanged = !before || JSON.stringify(before) !== JSON.stringify(datastream);
      if (isChanged) hold(datastream);
      return { datastream, isChanged };
    },
    rebind(id, assetNumber) {
      rebind.run(assetNumber, id);
      const datastream = datastreamOf(selectOne.get(id) as unknown as DatastreamRow);
      hold(datastream);
      return datastream;
    },
    retire(id) {
      retire.run(id);
      release(byId.get(id));
    },
    reload,
  };
}

function columnsOf(input: DatastreamInput) {
  const expectedIntervalMs = input.expectedIntervalMs ?? DEFAULT_EXPECTED_INTERVAL_MS;
  const { HH, H, L, LL } = input.limits ?? {};
  return {
    id: input.id,
    name: input.name ?? input.id,
    observedProperty: input.observedProperty,
    resultType: input.resultType ?? "number",
    categories: JSON.stringify(input.categories ?? []),
    unit: input.unit ? JSON.stringify(input.unit) : null,
    range: JSON.stringify({ min: input.range?.min ?? null, max: input.range?.max ?? null }),
    limits: JSON.stringify({ HH, H, L, LL }),
    expectedIntervalMs,
    staleAfterMs: input.staleAfterMs ?? expectedIntervalMs * STALE_INTERVALS,
    decimals: input.decimals ?? DEFAULT_DECIMALS,
  };
}

/** Thousands of datastreams share a few units, ranges and limits: each text is read once and its value shared. */
const shared = new Map<string, unknown>();

function readShared<T>(text: string): T {
  let value = shared.get(text);
  if (value === undefined) {
    value = JSON.parse(text);
    shared.set(text, value);
  }
  return value as T;
}

function datastreamOf(row: DatastreamRow): RegisteredDatastream {
  return {
    handle: row.handle,
    id: row.id,
    assetNumber: row.asset,
    name: row.name,
    observedProperty: row.observed_property,
    resultType: row.result_type,
    categories: readShared<readonly string[]>(row.categories),
    unit: row.unit === null ? null : readShared<Unit>(row.unit),
    range: readShared<ValidRange>(row.range),
    limits: readShared<Limits>(row.limits),
    expectedIntervalMs: row.expected_interval_ms,
    staleAfterMs: row.stale_after_ms,
    decimals: row.decimals,
  };
}
