import { setImmediate as breathe } from "node:timers/promises";
import { Fault } from "@shuicheng/shared/faults";
import type { CityEntities } from "./entities/city-entities.ts";
import type { ObservationSet } from "./entities/observation-sets.ts";
import { evaluate, isMatch } from "./filter/evaluate-filter.ts";
import { type Expression, pathsOf } from "./filter/expression.ts";
import { type FilterValue, sortOrder } from "./filter/filter-values.ts";
import { findRequiredText } from "./filter/find-bounds.ts";
import type { OrderBy, StaQuery } from "./read-query.ts";
import type { Row, RowSource } from "./row.ts";

/** A page of a set. */
export interface RowPage {
  readonly rows: readonly Row[];
  /** How many match in all, where that was asked. */
  readonly count: number | undefined;
  /** How to go on, in place of `$skip` and `$skiptoken`; undefined on the last page. */
  readonly next: { readonly skip: number; readonly after: string | undefined } | undefined;
}

/** Rows looked at for one page; what is left follows by a link, so that no request runs for ever. */
const MAX_SCANNED = 200_000;
/** Rows that an order of our own making holds at once. */
const MAX_SORTED = 20_000;
/** Rows looked at to count, or to put in order, at most. */
const MAX_SCANNED_WHOLE = 5_000_000;
/** Other work goes on after this many rows: some milliseconds' worth. */
const ROWS_BETWEEN_BREATHS = 500;

/**
 * Collects the page of a set that a query asks for: filter, order, skip, top, in this order (OGC 18-088, 9.3.1).
 *
 * @throws {Fault} `sta/too-demanding` for an order of more rows than fit in memory.
 */
export async function collectRows(
  source: RowSource,
  query: StaQuery,
  entities: CityEntities,
  nowMs: number,
): Promise<RowPage> {
  const narrow = narrowed(source, query.filter, nowMs);
  const collect = new Collect(narrow, query, entities, nowMs);
  const page = await (collect.rows ? collect.inOrder() : collect.sorted());
  const count = query.isCounted ? await collect.count() : undefined;
  return { ...page, count };
}

const isObservationSet = (source: RowSource): source is ObservationSet => "newestFirst" in source;

function narrowed(source: RowSource, filter: Expression | undefined, nowMs: number): RowSource {
  if (isObservationSet(source)) return source.narrow(filter, nowMs);
  const id = findRequiredText(filter, "id") ?? findRequiredText(filter, "@iot.id");
  if (id === undefined) return source;
  return {
    ...source,
    async *rows(after) {
      const row = await source.find(id);
      if (row && row.cursor !== after) yield row;
    },
  };
}

/** What a query asks of one set. */
class Collect {
  /** The rows in the order that is asked for, where they can be read so. */
  readonly rows: (() => Iterable<Row> | AsyncIterable<Row>) | undefined;
  readonly #source: RowSource;
  readonly #query: StaQuery;
  readonly #entities: CityEntities;
  readonly #nowMs: number;
  readonly #isCompletedFirst: boolean;

  constructor(source: RowSource, query: StaQuery, entities: CityEntities, nowMs: number) {
    this.#source = source;
    this.#query = query;
    this.#entities = entities;
    this.#nowMs = nowMs;
    this.rows = rowsInOrder(source, query);
    this.#isCompletedFirst = source.set === "Datastreams" && readsTimes(query);
  }

  #isWanted(row: Row): boolean {
    const { filter } = this.#query;
    return !filter || isMatch(filter, (path) => this.#entities.readPath(row, path), this.#nowMs);
  }

  async *#scan(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row> {
    let scanned = 0;
    for await (const row of rows) {
      if (++scanned % ROWS_BETWEEN_BREATHS === 0) await breathe();
      yield this.#isCompletedFirst ? await this.#entities.complete(row) : row;
    }
  }

  async inOrder(): Promise<Omit<RowPage, "count">> {
    const { top } = this.#query;
    const rows: Row[] = [];
    let { skip } = this.#query;
    let last = this.#query.after;
    let scanned = 0;
    if (top === 0) return { rows, next: undefined };
    for await (const row of this.#scan(this.rows?.() ?? [])) {
      if (scanned++ >= MAX_SCANNED) return { rows, next: { skip, after: last } };
      const isWanted = this.#isWanted(row);
      if (isWanted && skip === 0 && rows.length === top) return { rows, next: { skip: 0, after: last } };
      last = row.cursor;
      if (!isWanted) continue;
      if (skip > 0) skip--;
      else rows.push(row);
      // Whether the newest value has one before it would take reading history: the link says that there may be.
      if (rows.length === top && this.#isLatestOnly) return { rows, next: { skip: 0, after: last } };
    }
    return { rows, next: undefined };
  }

  get #isLatestOnly(): boolean {
    return this.#query.top === 1 && this.#source.set === "Observations" && this.#query.orderBy.length > 0;
  }

  async sorted(): Promise<Omit<RowPage, "count">> {
    const { orderBy, skip, top } = this.#query;
    const most = skip + top + 1;
    if (most > MAX_SORTED)
      throw tooDemanding(`$skip and $top reach row ${most}; in this order, ${MAX_SORTED} is the last`);
    const best: { row: Row; keys: readonly FilterValue[] }[] = [];
    let scanned = 0;
    for await (const row of this.#scan(this.#source.rows())) {
      if (++scanned > MAX_SCANNED_WHOLE)
        throw tooDemanding("too many rows to put in this order; narrow them by $filter");
      if (!this.#isWanted(row)) continue;
      const keys = orderBy.map(({ by }) => this.#keyOf(row, by));
      const last = best[most - 1];
      if (last && compareKeys(keys, last.keys, orderBy) >= 0) continue;
      best.splice(placeIn(best, keys, orderBy), 0, { row, keys });
      if (best.length > most) best.pop();
    }
    const rows = best.slice(skip, skip + top).map((one) => one.row);
    return {
      rows,
      next: best.length > skip + top && top > 0 ? { skip: skip + top, after: undefined } : undefined,
    };
  }

  #keyOf(row: Row, by: Expression): FilterValue {
    return evaluate(by, (path) => this.#entities.readPath(row, path), this.#nowMs)[0] ?? null;
  }

  async count(): Promise<number> {
    const { filter } = this.#query;
    // Observations are narrowed to the times that a filter names; other sets are not.
    const isAll = !filter || (isObservationSet(this.#source) && isTimeOnly(filter));
    if (isAll && this.#source.count) return this.#source.count();
    let count = 0;
    let scanned = 0;
    for await (const row of this.#scan(this.#source.rows())) {
      if (++scanned > MAX_SCANNED_WHOLE) throw tooDemanding("too many rows to count; narrow them by $filter");
      if (this.#isWanted(row)) count++;
    }
    return count;
  }
}

const tooDemanding = (message: string) => new Fault("sta/too-demanding", message);

/** Without an order, or in that of time: the order in which observations are kept. */
function rowsInOrder(source: RowSource, { orderBy, after }: StaQuery): Collect["rows"] {
  const [first] = orderBy;
  if (!first) return () => source.rows(after);
  if (!isObservationSet(source) || !isPath(first.by, "phenomenonTime")) return undefined;
  // Whatever else the order says decides nothing within a datastream: times are unique there.
  const isDecided = orderBy.length === 1 || source.isInOrderOfTime;
  if (!isDecided) return undefined;
  if (first.isDescending) return () => source.newestFirst(after);
  return source.isInOrderOfTime ? () => source.rows(after) : undefined;
}

const isPath = (expression: Expression, name: string) =>
  expression.kind === "path" && expression.segments.join("/") === name;

/** Whether a filter is no more than the range of time that the set is narrowed to already. */
function isTimeOnly(filter: Expression): boolean {
  if (filter.kind !== "binary") return false;
  if (filter.operator === "and") return isTimeOnly(filter.left) && isTimeOnly(filter.right);
  // "gt" and "lt" leave the end of the range out, which the range has in it.
  const isClosed = filter.operator === "ge" || filter.operator === "le";
  return (
    isClosed &&
    isPath(filter.left, "phenomenonTime") &&
    filter.right.kind === "time" &&
    filter.right.time.startMs === filter.right.time.endMs
  );
}

const readsTimes = ({ filter, orderBy }: StaQuery) =>
  [filter, ...orderBy.map((one) => one.by)].some(
    (expression) =>
      expression && [...pathsOf(expression)].some(({ segments }) => segments[0] === "phenomenonTime"),
  );

function compareKeys(
  a: readonly FilterValue[],
  b: readonly FilterValue[],
  orderBy: readonly OrderBy[],
): number {
  for (const [i, { isDescending }] of orderBy.entries()) {
    const order = sortOrder(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return isDescending ? -order : order;
  }
  return 0;
}

/** Behind all that are not after it, so that equal ones stay in the order of the set. */
function placeIn(
  best: readonly { readonly keys: readonly FilterValue[] }[],
  keys: readonly FilterValue[],
  orderBy: readonly OrderBy[],
): number {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys((best[middle] as { keys: readonly FilterValue[] }).keys, keys, orderBy) <= 0)
      low = middle + 1;
    else high = middle;
  }
  return low;
}
