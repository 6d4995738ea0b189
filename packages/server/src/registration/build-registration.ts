import type {
  Asset,
  AssetInput,
  Datastream,
  DatastreamInput,
  Limits,
  TableImport,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { groundHeightM, isGroundKnown } from "@shuicheng/shared/geo";
import {
  readCategories,
  readClass,
  readIdentifier,
  readNumber,
  readProperty,
  readResultType,
  readUnit,
  readWords,
  resultTypeOf,
} from "./read-cells.ts";
import type { Table, TableRow } from "./read-table.ts";
import { TABLE_COLUMNS, type TableColumnKey } from "./table-columns.ts";

/** What is registered already. */
export interface KnownThings {
  findDatastream(id: string): Datastream | undefined;
  findAsset(id: string): Asset | undefined;
}

export type RowError = TableImport["errors"][number];

/** What a table asks to be registered, and which rows it cannot be done for. */
export interface RegistrationDraft {
  readonly assets: readonly AssetInput[];
  readonly datastreams: readonly DatastreamInput[];
  /** Row of each datastream. */
  readonly rows: readonly number[];
  readonly errors: readonly RowError[];
}

/** A year: the longest that a registration takes. */
const MAX_INTERVAL_S = 31_536_000;
const MS = 1_000;

/** A cell of a row: undefined where the table has no such column, empty where it says nothing. */
type Cells = (key: TableColumnKey) => string | undefined;

/**
 * Makes a registration of a table's good rows. A column that the table does not have leaves what is registered as it is;
 * an empty cell takes it away.
 *
 * @param layer Assets that are new or change belong to it.
 */
export function buildRegistration(table: Table, layer: string, known: KnownThings): RegistrationDraft {
  const assets = new Map<string, AssetInput>();
  const datastreams = new Map<string, DatastreamInput>();
  const rows: number[] = [];
  const errors: RowError[] = [];
  for (const row of table.rows) {
    const reader = createRowReader(row);
    const read = readRow(reader, { layer, known, assets });
    if (read.datastream && datastreams.has(read.datastream.id))
      reader.fail("datastream", "registry/conflict", `${read.datastream.id} stands in a row above as well`);
    if (reader.errors.length > 0 || !read.datastream) {
      errors.push(...reader.errors);
      continue;
    }
    if (read.asset) assets.set(read.asset.id, read.asset);
    datastreams.set(read.datastream.id, read.datastream);
    rows.push(row.row);
  }
  return { assets: [...assets.values()], datastreams: [...datastreams.values()], rows, errors };
}

type RowReader = ReturnType<typeof createRowReader>;

function createRowReader({ row, cells }: TableRow) {
  const errors: RowError[] = [];
  const cell: Cells = (key) => cells.get(key);

  function fail(key: TableColumnKey, code: string, message: string): undefined {
    errors.push({ row, column: TABLE_COLUMNS[key].en, code, message });
    return undefined;
  }

  return {
    errors,
    cell,
    fail,
    /** What a cell says; `kept` where there is no such column, undefined where it is empty or wrong. */
    read<T>(key: TableColumnKey, kept: T | undefined, parse: (text: string) => T): T | undefined {
      const text = cell(key);
      if (text === undefined) return kept;
      if (text === "") return undefined;
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        return fail(key, error.code, error.message);
      }
    },
  };
}

interface RowContext {
  readonly layer: string;
  readonly known: KnownThings;
  /** Of the rows above. */
  readonly assets: ReadonlyMap<string, AssetInput>;
}

function readRow(reader: RowReader, context: RowContext) {
  const id = reader.read("datastream", undefined, readIdentifier);
  if (id === undefined) {
    if (reader.cell("datastream") === "") reader.fail("datastream", "request/invalid", "the id is missing");
    return {};
  }
  const before = context.known.findDatastream(id);
  const assetId = reader.read("asset", before?.asset, readIdentifier);
  if (assetId === undefined) {
    if (!reader.cell("asset"))
      reader.fail("asset", "request/invalid", "name the asset that the datastream observes");
    return {};
  }
  const asset = readAsset(reader, assetId, context);
  return { asset, datastream: readDatastream(reader, id, assetId, before) };
}

const ASSET_COLUMNS = ["assetClass", "assetName", "lon", "lat", "heightM"] as const;

/** The asset as it is to be; undefined where it stays as it is. */
function readAsset(
  reader: RowReader,
  id: string,
  { layer, known, assets }: RowContext,
): AssetInput | undefined {
  const registered = known.findAsset(id);
  const before: AssetInput | undefined = assets.get(id) ?? (registered && inputOf(registered));
  // An empty cell says nothing of an asset: it may stand in several rows.
  const given = (key: (typeof ASSET_COLUMNS)[number]) => (reader.cell(key) ? key : undefined);
  if (before && !ASSET_COLUMNS.some(given)) return undefined;
  const cell = <T>(key: (typeof ASSET_COLUMNS)[number], kept: T | undefined, parse: (text: string) => T) =>
    given(key) ? reader.read(key, kept, parse) : kept;
  const assetClass = cell("assetClass", before?.class, readClass);
  const name = cell("assetName", before?.name, (text) => readWords(text, 256));
  const position = readPosition(reader, cell, before?.position);
  if (assetClass === undefined) {
    if (!reader.cell("assetClass"))
      reader.fail(
        "assetClass",
        "registry/invalid",
        `asset ${id} is not registered: name its class to add it`,
      );
    return undefined;
  }
  const asset: AssetInput = {
    id,
    class: assetClass,
    ...(name === undefined ? {} : { name }),
    ...(position === undefined ? {} : { position }),
    ...(before?.attributes ? { attributes: before.attributes } : {}),
  };
  if (before && JSON.stringify(asset) === JSON.stringify(before)) return undefined;
  if (registered && registered.layer !== layer) {
    const message = `asset ${id} belongs to layer ${registered.layer} and is not changed under ${layer}`;
    return reader.fail("asset", "registry/conflict", message);
  }
  const above = assets.get(id);
  const isContrary = above && ASSET_COLUMNS.some((key) => given(key) && isChanged(key, above, asset));
  if (isContrary) reader.fail("asset", "registry/conflict", `a row above says otherwise of asset ${id}`);
  return asset;
}

function isChanged(key: (typeof ASSET_COLUMNS)[number], above: AssetInput, asset: AssetInput): boolean {
  if (key === "assetClass") return above.class !== asset.class;
  if (key === "assetName") return above.name !== undefined && above.name !== asset.name;
  return above.position !== undefined && above.position[key] !== asset.position?.[key];
}

const inputOf = ({ id, class: assetClass, name, position, attributes }: Asset): AssetInput => ({
  id,
  class: assetClass,
  name,
  ...(position ? { position } : {}),
  attributes,
});

function readPosition(
  reader: RowReader,
  cell: <T>(key: "lon" | "lat" | "heightM", kept: T | undefined, parse: (text: string) => T) => T | undefined,
  before: AssetInput["position"],
): AssetInput["position"] {
  const lon = cell("lon", before?.lon, (text) => readNumber(text, -180, 180));
  const lat = cell("lat", before?.lat, (text) => readNumber(text, -90, 90));
  if ((lon === undefined) !== (lat === undefined)) {
    const missing = lon === undefined ? "lon" : "lat";
    if (!reader.cell(missing)) reader.fail(missing, "request/invalid", "a place needs both lon and lat");
  }
  if (lon === undefined || lat === undefined) return undefined;
  const heightM = cell("heightM", before?.heightM, (text) => readNumber(text, -12_000, 9_000));
  if (heightM !== undefined) return { lon, lat, heightM };
  if (isGroundKnown(lon, lat)) return { lon, lat, heightM: Math.round(groundHeightM(lon, lat) * 100) / 100 };
  if (!reader.cell("heightM"))
    reader.fail("heightM", "request/invalid", "the height is missing, in metres; no ground is known there");
  return undefined;
}

function readDatastream(
  reader: RowReader,
  id: string,
  asset: string,
  before: Datastream | undefined,
): DatastreamInput | undefined {
  const { read, cell, fail } = reader;
  const observedProperty = read("observedProperty", before?.observedProperty, readProperty);
  if (observedProperty === undefined) {
    if (!cell("observedProperty"))
      fail("observedProperty", "request/invalid", "say what is observed, e.g. pressure (压力)");
    return undefined;
  }
  const name = read("name", before?.name, (text) => readWords(text, 256));
  const resultType =
    read("resultType", before?.resultType, readResultType) ??
    before?.resultType ??
    resultTypeOf(observedProperty);
  const categories = read("categories", before?.categories, readCategories) ?? [];
  const unit = read("unit", before?.unit ?? undefined, readUnit);
  const min = read("rangeMin", before?.range.min ?? undefined, readPlainNumber);
  const max = read("rangeMax", before?.range.max ?? undefined, readPlainNumber);
  const limits = readLimits(reader, before?.limits ?? {});
  const interval = read("expectedIntervalS", seconds(before?.expectedIntervalMs), readSeconds);
  const staleAfter = read("staleAfterS", seconds(before?.staleAfterMs), readSeconds);
  const decimals = read("decimals", before?.decimals, (text) => readNumber(text, 0, 9));
  checkAgainst(reader, before, resultType, categories);
  if (min !== undefined && max !== undefined && min > max)
    fail("rangeMax", "request/invalid", `${max} is less than rangeMin, ${min}`);
  if (decimals !== undefined && !Number.isInteger(decimals))
    fail("decimals", "request/invalid", "a whole number from 0 to 9 is right");
  return {
    ...{ id, asset, observedProperty, resultType, limits },
    ...(name === undefined ? {} : { name }),
    ...(categories.length > 0 ? { categories } : {}),
    ...(unit === undefined ? {} : { unit }),
    range: { min: min ?? null, max: max ?? null },
    ...(interval === undefined ? {} : { expectedIntervalMs: interval * MS }),
    ...(staleAfter === undefined ? {} : { staleAfterMs: staleAfter * MS }),
    ...(decimals === undefined ? {} : { decimals }),
  };
}

/** Stored results are numbers whose meaning is the type, and the order of categories. */
function checkAgainst(
  { fail }: RowReader,
  before: Datastream | undefined,
  resultType: string,
  categories: readonly string[],
): void {
  if (resultType === "category" && categories.length === 0)
    fail("categories", "request/invalid", "a category datastream needs its categories, with | between them");
  if (before && before.resultType !== resultType)
    fail("resultType", "registry/conflict", `it is ${before.resultType} and cannot become ${resultType}`);
  if (before && !before.categories.every((category, i) => categories[i] === category))
    fail(
      "categories",
      "registry/conflict",
      `they may only be appended to; registered are ${before.categories.join("|")}`,
    );
}

const LIMITS = ["LL", "L", "H", "HH"] as const;

function readLimits({ read, fail }: RowReader, before: Limits): Limits {
  const limits: Limits = {};
  let [lower, last] = [undefined as TableColumnKey | undefined, Number.NEGATIVE_INFINITY];
  for (const key of LIMITS) {
    const value = read(key, before[key], readPlainNumber);
    if (value === undefined) continue;
    if (value < last && lower) fail(key, "request/invalid", `${value} is less than ${lower}, ${last}`);
    [lower, last] = [key, value];
    limits[key] = value;
  }
  return limits;
}

const readPlainNumber = (text: string) => readNumber(text);
const readSeconds = (text: string) => readNumber(text, 0.001, MAX_INTERVAL_S);
const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / MS);
