import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { type AssetInput, createElementKeys } from "@shuicheng/shared/contracts";
import { groundHeightM, isGroundKnown, openWorldGeoid } from "@shuicheng/shared/geo";
import { boxOnEarth, decodeElementTable, type ElementTable, placeModel } from "@shuicheng/shared/ifc";
import { rootTransform } from "@shuicheng/shared/tiles";
import { serveCalls } from "../../threads/serve-calls.ts";
import { findChanged, type SignedElements, signElements } from "./element-signatures.ts";
import {
  buildModelAssets,
  buildModelMoves,
  type ModelAssetsSource,
  type ModelPlaces,
} from "./model-assets.ts";
import { MODEL_FILES } from "./model-folder.ts";
import type { AssetMoves } from "./model-needs.ts";
import type { KeepOrder, KeptModel, ModelFrame, PlaceOrder, ReplacedModel } from "./model-work.ts";
import { moveTilesets } from "./move-tilesets.ts";
import { toHandPlace } from "./place-input.ts";

if (!parentPort) throw new TypeError("model.worker.ts runs as a worker thread");

/** Ids that a list of changes holds at most. */
const MAX_LISTED = 1_000;

/** What the last order made, to be taken in parts: assets after `keep`, places after `place`. */
let source: ModelAssetsSource | undefined;
let moves: { readonly places: ModelPlaces; readonly features: Uint32Array } | undefined;
let taken = 0;

const methods = {
  /** Writes a converted model into its folder and makes its assets ready. */
  async keep({ folder, modelId, model, crs, features, before }: KeepOrder): Promise<KeptModel> {
    mkdirSync(folder, { recursive: true });
    const frame: ModelFrame = {
      georeference: model.georeference,
      extent: model.extent ?? null,
      originM: model.originM,
      crs,
    };
    writeFileSync(join(folder, MODEL_FILES.table), model.table);
    writeFileSync(join(folder, MODEL_FILES.features), bytesOf(features));
    writeFileSync(join(folder, MODEL_FILES.bounds), bytesOf(model.boundsM));
    writeFileSync(join(folder, MODEL_FILES.frame), JSON.stringify(frame));
    const table = decodeElementTable(model.table);
    const isPlaced = model.placed.placement.lon !== null;
    await open(modelId, table, model.boundsM, isPlaced ? model.placed.modelToEcef : undefined);
    const changedKeys =
      before === null ? [] : findChanged(sign(readKept(before)), sign({ table, boundsM: model.boundsM }));
    return {
      changed: changedKeys.length,
      changedKeys: changedKeys.slice(0, MAX_LISTED),
      elements: table.objects.elementCount,
      storeys: table.storeys.map(({ name, elevationM = null }, index) => ({ index, name, elevationM })),
    };
  },

  /** Places a kept model anew, writes its tilesets and makes the places of its assets ready. */
  async place(order: PlaceOrder): Promise<ReplacedModel> {
    const { folder, handPlace, tilesFrom, tilesTo } = order;
    const frame = JSON.parse(readFileSync(join(folder, MODEL_FILES.frame), "utf8")) as ModelFrame;
    const geoid = await openWorldGeoid();
    const { placement, modelToEcef } = placeModel(frame.georeference, frame.extent ?? undefined, {
      ...{ geoid, groundHeightM: knownGroundHeightM },
      ...(handPlace ? { place: toHandPlace(handPlace) } : {}),
      ...(frame.crs === null ? {} : { crs: frame.crs }),
    });
    await moveTilesets(tilesFrom, tilesTo, rootTransform(modelToEcef, frame.originM));
    const isPlaced = placement.lon !== null;
    moves = {
      places: { boundsM: readBounds(folder), modelToEcef: isPlaced ? modelToEcef : undefined, geoid },
      features: readFeatures(folder),
    };
    taken = 0;
    return {
      placement: { ...placement, anchorM: [...placement.anchorM], assumed: [...placement.assumed] },
      bbox: isPlaced && frame.extent ? boxOnEarth(frame.extent, modelToEcef) : null,
    };
  },

  /** The next assets of what was made ready; none at the end. */
  takeAssets(count: number): AssetInput[] {
    if (!source) throw new TypeError("nothing was made ready");
    const assets = buildModelAssets(source, taken, taken + count);
    taken += assets.length;
    return assets;
  },

  /** The next places of what was made ready; of no asset at the end. */
  takeMoves(count: number): AssetMoves {
    if (!moves) throw new TypeError("nothing was made ready");
    const part = buildModelMoves(moves.places, moves.features, taken, taken + count);
    taken += part.features.length;
    return part;
  },
};

/** What the thread serves. */
export type ModelThreadMethods = typeof methods;

async function open(
  modelId: string,
  table: ElementTable,
  boundsM: Float64Array,
  modelToEcef: Float64Array | undefined,
): Promise<void> {
  source = { modelId, table, keys: keysOf(table), boundsM, modelToEcef, geoid: await openWorldGeoid() };
  taken = 0;
}

interface Kept {
  readonly table: ElementTable;
  readonly boundsM: Float64Array;
}

function readKept(folder: string): Kept {
  return {
    table: decodeElementTable(readFileSync(join(folder, MODEL_FILES.table))),
    boundsM: readBounds(folder),
  };
}

/** A copy: what a file is read into need not begin at a whole number of elements. */
const readColumn = (folder: string, file: string) => new Uint8Array(readFileSync(join(folder, file))).buffer;
const readBounds = (folder: string) => new Float64Array(readColumn(folder, MODEL_FILES.bounds));
const readFeatures = (folder: string) => new Uint32Array(readColumn(folder, MODEL_FILES.features));

function sign({ table, boundsM }: Kept): SignedElements {
  return { keys: keysOf(table), signatures: signElements(table, boundsM) };
}

const keysOf = ({ objects }: ElementTable) =>
  createElementKeys()(objects.globalId.slice(0, objects.elementCount));

const knownGroundHeightM = (lonDeg: number, latDeg: number) =>
  isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : undefined;

const bytesOf = (column: Uint32Array | Float64Array) =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

serveCalls(parentPort, methods);
