/** Numbers kept of one sender, or of one datastream of one sender. Rates are over the last minute and hour, 1/s. */
export interface Tally {
  readonly handle: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** Taken although a newer one of the datastream had been taken before. */
  readonly late: number;
  /** Taken as uncertain, because the result lies outside of the valid range. */
  readonly outOfRange: number;
  readonly rejected: number;
  /** Phenomenon time of the newest, epoch ms; null before the first. */
  readonly newestMs: number | null;
  /** Server time less phenomenon time when the newest arrived, ms: delay and clock error together. */
  readonly skewMs: number | null;
  /** When something last arrived that was not rejected, epoch ms. */
  readonly lastArrivalMs: number | null;
  readonly perSecondMinute: number;
  readonly perSecondHour: number;
}

const MINUTE_MS = 60_000;
const FIRST_CAPACITY = 1_024;

/**
 * Columns in the order in which a file has them. `accepted` is without those of the running minute, which `minuteCount`
 * has; `lastArrivalMs` without the newest, which came at `newestAtMs`: so an observation changes three of them.
 */
export const TALLY_COLUMNS = [
  ["accepted", Float64Array],
  ["duplicates", Float64Array],
  ["late", Float64Array],
  ["outOfRange", Float64Array],
  ["rejected", Float64Array],
  ["newestMs", Float64Array],
  ["newestAtMs", Float64Array],
  ["lastArrivalMs", Float64Array],
  ["token", Int32Array],
  ["handle", Int32Array],
  ["minute", Int32Array],
  ["minuteCount", Int32Array],
  ["minuteBefore", Int32Array],
  ["hourCount", Int32Array],
  ["hourBefore", Int32Array],
] as const;

type ColumnName = (typeof TALLY_COLUMNS)[number][0];
type WideColumn = Extract<(typeof TALLY_COLUMNS)[number], readonly [string, typeof Float64Array]>[0];
/** One array a column, all of one length. */
export type TallyColumns = {
  [Name in ColumnName]: Name extends WideColumn ? Float64Array : Int32Array;
};

/** Rows of counters by (token, handle), 92 bytes each. */
export interface TallyTable {
  readonly size: number;
  /** Replaced when the table grows: to be read again after rows were asked for. */
  readonly columns: TallyColumns;
  /** The row of a pair, made where there is none, its rate windows brought to `minute` (epoch minutes). */
  rowOf(token: number, handle: number, minute: number): number;
  /** The same for many handles at once. The answer is good until the next call; it may be longer than `n`. */
  rowsOfAll(token: number, handles: ArrayLike<number>, n: number, minute: number): Int32Array;
  rowsOf(token: number): Generator<number>;
  read(row: number, nowMs: number): Tally;
}

/**
 * Creates a table, with what was saved in it.
 *
 * Each handle has a chain of the rows of its senders. Usually there is one, so that finding a row costs two reads; a
 * map by (token, handle) would cost a hash for each observation.
 *
 * @param saved Columns of equal length, as {@link TallyTable.columns} cut to its size.
 */
export function createTallyTable(saved?: TallyColumns): TallyTable {
  let size = 0;
  let columns = makeColumns(FIRST_CAPACITY);
  let next = new Int32Array(FIRST_CAPACITY);
  let head = new Int32Array(FIRST_CAPACITY).fill(-1);

  function find(token: number, handle: number): number {
    let row = handle < head.length ? (head[handle] as number) : -1;
    while (row >= 0 && columns.token[row] !== token) row = next[row] as number;
    return row;
  }

  function add(token: number, handle: number): number {
    if (size === columns.token.length) {
      columns = grow(columns, size * 2);
      const longer = new Int32Array(size * 2);
      longer.set(next);
      next = longer;
    }
    if (handle >= head.length) {
      const longer = new Int32Array(Math.max(handle + 1, head.length * 2)).fill(-1);
      longer.set(head);
      head = longer;
    }
    const row = size++;
    columns.token[row] = token;
    columns.handle[row] = handle;
    next[row] = head[handle] as number;
    head[handle] = row;
    return row;
  }

  function roll(row: number, minute: number): void {
    const c = columns;
    const was = c.minute[row] as number;
    const wasHour = Math.floor(was / 60);
    const hour = Math.floor(minute / 60);
    const hourSum = (c.hourCount[row] as number) + (c.minuteCount[row] as number);
    c.accepted[row] = (c.accepted[row] as number) + (c.minuteCount[row] as number);
    c.minuteBefore[row] = minute - was === 1 ? (c.minuteCount[row] as number) : 0;
    if (hour !== wasHour) c.hourBefore[row] = hour - wasHour === 1 ? hourSum : 0;
    c.hourCount[row] = hour === wasHour ? hourSum : 0;
    c.minuteCount[row] = 0;
    c.minute[row] = minute;
  }

  if (saved) {
    for (let i = 0; i < saved.token.length; i++) {
      const row = add(saved.token[i] as number, saved.handle[i] as number);
      for (const [name] of TALLY_COLUMNS) columns[name][row] = saved[name][i] as number;
    }
  }

  function rowOf(token: number, handle: number, minute: number): number {
    const known = find(token, handle);
    const row = known >= 0 ? known : add(token, handle);
    if (columns.minute[row] !== minute) roll(row, minute);
    return row;
  }

  let rows = new Int32Array(0);

  return {
    get size() {
      return size;
    },
    get columns() {
      return columns;
    },
    rowOf,
    rowsOfAll(token, handles, n, minute) {
      if (rows.length < n) rows = new Int32Array(n);
      let [lastHandle, row] = [-1, -1];
      for (let i = 0; i < n; i++) {
        const handle = handles[i] as number;
        if (handle !== lastHandle) {
          row = head[handle] ?? -1;
          if (row < 0 || columns.token[row] !== token || columns.minute[row] !== minute)
            row = rowOf(token, handle, minute);
          lastHandle = handle;
        }
        rows[i] = row;
      }
      return rows;
    },
    *rowsOf(token) {
      for (let row = 0; row < size; row++) if (columns.token[row] === token) yield row;
    },
    read: (row, nowMs) => readTally(columns, row, nowMs),
  };
}

function readTally(c: TallyColumns, row: number, nowMs: number): Tally {
  const newestMs = c.newestMs[row] as number;
  const newestAtMs = c.newestAtMs[row] as number;
  const lastArrivalMs = Math.max(c.lastArrivalMs[row] as number, newestAtMs);
  return {
    handle: c.handle[row] as number,
    accepted: (c.accepted[row] as number) + (c.minuteCount[row] as number),
    duplicates: c.duplicates[row] as number,
    late: c.late[row] as number,
    outOfRange: c.outOfRange[row] as number,
    rejected: c.rejected[row] as number,
    newestMs: newestMs === 0 ? null : newestMs,
    skewMs: newestMs === 0 ? null : newestAtMs - newestMs,
    lastArrivalMs: lastArrivalMs === 0 ? null : lastArrivalMs,
    ...readRates(c, row, nowMs),
  };
}

/** The window slides over two whole ones: of the one before, the part that it still covers is counted. */
function readRates(c: TallyColumns, row: number, nowMs: number) {
  const was = c.minute[row] as number;
  const minute = Math.floor(nowMs / MINUTE_MS);
  const minuteCount = c.minuteCount[row] as number;
  const hourCount = (c.hourCount[row] as number) + minuteCount;
  const inMinute = slide(minute - was, minuteCount, c.minuteBefore[row] as number, nowMs / MINUTE_MS);
  const hours = Math.floor(minute / 60) - Math.floor(was / 60);
  const inHour = slide(hours, hourCount, c.hourBefore[row] as number, nowMs / MINUTE_MS / 60);
  return { perSecondMinute: inMinute / 60, perSecondHour: inHour / 3_600 };
}

function slide(age: number, count: number, before: number, now: number): number {
  const left = 1 - (now - Math.floor(now));
  if (age === 0) return count + before * left;
  return age === 1 ? count * left : 0;
}

/** Makes columns of zeros. */
export function makeColumns(length: number): TallyColumns {
  const columns = TALLY_COLUMNS.map(([name, Column]) => [name, new Column(length)]);
  return Object.fromEntries(columns) as TallyColumns;
}

function grow(columns: TallyColumns, length: number): TallyColumns {
  const longer = makeColumns(length);
  for (const [name] of TALLY_COLUMNS) longer[name].set(columns[name]);
  return longer;
}
