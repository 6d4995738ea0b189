import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { assetIdOf, createElementKeys, type ModelElement } from "@shuicheng/shared/contracts";
import { decodeElementTable, describeElement, type ElementTable, findElements } from "@shuicheng/shared/ifc";
import { NO_STOREY } from "@shuicheng/shared/tiles";
import { serveCalls } from "../../threads/serve-calls.ts";
import type { ElementDetail, ElementFilter, ElementPage, ElementSource } from "./element-query.ts";
import { MODEL_FILES } from "./model-folder.ts";

if (!parentPort) throw new TypeError("element-reader.worker.ts runs as a worker thread");

/** Tables held in memory: a model of 100,000 elements takes some 60 MB. */
const MAX_OPEN_TABLES = 4;

interface OpenTable {
  readonly table: ElementTable;
  readonly keys: readonly string[];
  readonly rows: ReadonlyMap<string, number>;
  readonly features: Uint32Array;
  readonly boundsM: Float64Array;
}

/** In order of use, the last used at the end. */
const tables = new Map<string, OpenTable>();

const methods = {
  /** Reads a table, so that the first question need not wait for it. */
  warm(source: ElementSource): void {
    open(source);
  },

  list(source: ElementSource, filter: ElementFilter, after: number, limit: number): ElementPage {
    const opened = open(source);
    const rows = findElements(opened.table, {
      ...(filter.class === undefined ? {} : { class: filter.class }),
      ...(filter.storey === undefined ? {} : { storey: filter.storey }),
      ...(filter.property === undefined ? {} : { properties: [filter.property] }),
      ...(filter.text === undefined ? {} : { text: filter.text }),
    });
    const from = rows.findIndex((row) => row > after);
    const page = from < 0 ? rows.subarray(0, 0) : rows.subarray(from, from + limit);
    return {
      items: Array.from(page, (row) => elementOf(source.modelId, opened, row)),
      total: rows.length,
      next: from >= 0 && from + limit < rows.length ? page.at(-1) : undefined,
    };
  },

  /** Number of each feature's storey by feature index, as the tiles have it; `NO_STOREY` for none and for gaps. */
  storeys(source: ElementSource): Uint16Array {
    const { table, features } = open(source);
    const top = features.reduce((most, feature) => Math.max(most, feature + 1), 0);
    const storeys = new Uint16Array(top).fill(NO_STOREY);
    features.forEach((feature, row) => {
      storeys[feature] = table.objects.storey[row] as number;
    });
    return storeys;
  },

  find(source: ElementSource, key: string): ElementDetail | undefined {
    const opened = open(source);
    const row = opened.rows.get(key);
    if (row === undefined) return undefined;
    const boundsM = opened.boundsM.subarray(6 * row, 6 * row + 6);
    return {
      ...describeElement(opened.table, row),
      key,
      asset: assetIdOf(source.modelId, key),
      featureIndex: opened.features[row] as number,
      boundsM: Number.isNaN(boundsM[0]) ? null : [...boundsM],
    };
  },
};

/** What the thread serves. */
export type ElementReaderMethods = typeof methods;

function open({ folder }: ElementSource): OpenTable {
  const known = tables.get(folder);
  const opened = known ?? read(folder);
  tables.delete(folder);
  tables.set(folder, opened);
  for (const oldest of tables.keys()) {
    if (tables.size <= MAX_OPEN_TABLES) break;
    tables.delete(oldest);
  }
  return opened;
}

function read(folder: string): OpenTable {
  const table = decodeElementTable(readFileSync(join(folder, MODEL_FILES.table)));
  const keys = createElementKeys()(table.objects.globalId.slice(0, table.objects.elementCount));
  const column = (name: string) => new Uint8Array(readFileSync(join(folder, name))).buffer;
  return {
    table,
    keys,
    rows: new Map(keys.map((key, row) => [key, row])),
    features: new Uint32Array(column(MODEL_FILES.features)),
    boundsM: new Float64Array(column(MODEL_FILES.bounds)),
  };
}

function elementOf(modelId: string, { table, keys, features }: OpenTable, row: number): ModelElement {
  const { objects, texts, classes, storeys } = table;
  const text = (column: Uint32Array) => texts[column[row] as number] || null;
  const typeRow = objects.typeRow[row] as number;
  const key = keys[row] as string;
  const className = classes[objects.classIndex[row] as number]?.name ?? "";
  return {
    key,
    globalId: objects.globalId[row] || null,
    asset: assetIdOf(modelId, key),
    featureIndex: features[row] as number,
    class: className,
    name: text(objects.name) ?? text(objects.longName) ?? className,
    predefinedType: text(objects.predefinedType),
    tag: text(objects.tag),
    type: typeRow < 0 ? null : texts[objects.name[typeRow] as number] || null,
    storey: storeys[objects.storey[row] as number]?.name ?? null,
  };
}

serveCalls(parentPort, methods);
