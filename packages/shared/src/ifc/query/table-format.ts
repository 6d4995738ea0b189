/**
 * Bytes of an element table, version 1. All whole numbers are varints (7 bits a byte, low ones first).
 *
 * - *text*: count of UTF-8 bytes, bytes. *GlobalId*: 1 and 128 bits (its 22 base-64 digits, the first has 2), or 0
 *   and a text where it is malformed. *double*: 8 bytes, little-endian.
 * - *decimal*: a byte d from 0 to 9 and the zigzag varint m, the number m / 10^d; or 255 and a double.
 * - *column* of known length: a byte for its mode: 0 plain varints, 1 zigzag differences to the one before, 2 runs
 *   (length, value). *list column* of n rows: n lengths as a column, the number of items, the items as a column.
 * - Row numbers that may be −1, and storeys, are stored plus one.
 *
 * In order: `SCET`, version byte; texts; schema, declared schema; units; classes; objects; storeys; properties; sets;
 * materials; classifications; the five list columns of objects; connections. `encode-table.ts` is the reference.
 */
export const TABLE_MAGIC = "SCET";
export const TABLE_VERSION = 1;

/** How a column is written. */
export const COLUMN_MODES = { plain: 0, deltas: 1, runs: 2 } as const;

/** Decimals that are tried before a number is stored as a double. */
export const MAX_DECIMALS = 9;
export const RAW_NUMBER = 255;

/** Digits of a GlobalId (buildingSMART, IfcGloballyUniqueId). */
export const GLOBAL_ID_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$";

/** Optional numbers of a material's part, by bit. */
export const PART_BITS = { thickness: 1, fraction: 2 } as const;

/** Optional heights of a storey, by bit. */
export const STOREY_BITS = { elevation: 1, placed: 2 } as const;

export const SCHEMAS = ["IFC2X3", "IFC4", "IFC4X3"] as const;
export const MATERIAL_KINDS = ["material", "list", "layers", "profiles", "constituents"] as const;
export const OBJECT_KINDS = [
  "element",
  "spatial",
  "space",
  "opening",
  "port",
  "annotation",
  "grid",
  "alignment",
  "referent",
  "structural",
  "virtual",
  "type",
  "group",
  "project",
] as const;
