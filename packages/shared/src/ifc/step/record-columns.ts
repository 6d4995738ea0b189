/** Columns of records while they grow. */
export interface RecordColumns {
  add(id: number, type: number, start: number, end: number): void;
  /** The columns, cut to their length. */
  finish(): {
    count: number;
    ids: Uint32Array;
    types: Uint16Array;
    starts: Uint32Array;
    ends: Uint32Array;
  };
}

/** Usual files have a record every 50 to 75 bytes. */
const BYTES_A_RECORD = 50;

/** Makes empty columns with room for the records of a file of `fileBytes` bytes; they grow where that was too little. */
export function createRecordColumns(fileBytes: number): RecordColumns {
  let room = Math.max(64, Math.ceil(fileBytes / BYTES_A_RECORD));
  let count = 0;
  let ids = new Uint32Array(room);
  let types = new Uint16Array(room);
  let starts = new Uint32Array(room);
  let ends = new Uint32Array(room);

  function grow(): void {
    room *= 2;
    const from = { ids, types, starts, ends };
    ids = new Uint32Array(room);
    types = new Uint16Array(room);
    starts = new Uint32Array(room);
    ends = new Uint32Array(room);
    ids.set(from.ids);
    types.set(from.types);
    starts.set(from.starts);
    ends.set(from.ends);
  }

  return {
    add(id, type, start, end) {
      if (count === room) grow();
      ids[count] = id;
      types[count] = type;
      starts[count] = start;
      ends[count++] = end;
    },
    finish: () => ({
      count,
      ids: ids.slice(0, count),
      types: types.slice(0, count),
      starts: starts.slice(0, count),
      ends: ends.slice(0, count),
    }),
  };
}
