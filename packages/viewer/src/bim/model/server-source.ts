import type { Model } from "@shuicheng/shared/contracts";
import { transformPoint } from "@shuicheng/shared/geo";
import { decodeElementTable } from "@shuicheng/shared/ifc";
import { requestBytes, requestFile, requestJson } from "../../client/http-client.ts";
import { readElementFeatures } from "../../client/inspector/element-features.ts";
import { FrameAnswer, modelPath } from "../../client/model-queries.ts";
import {
  CATEGORY_OF_TILESET,
  type ModelFrame,
  type ModelSource,
  type TilesetName,
} from "./inspected-model.ts";
import { rootTransformOf } from "./list-tiles.ts";
import { buildFrame } from "./model-frame.ts";

/** A model of the server, in the revision and place that `model` names: its tiles stay as they are until the next but one. */
export function createServerSource(model: Model): ModelSource {
  const addressOf = (name: TilesetName) => model.tilesets[CATEGORY_OF_TILESET[name]];
  const readTileset = async (name: TilesetName, signal: AbortSignal): Promise<object | undefined> => {
    const address = addressOf(name);
    if (address === null) return undefined;
    return JSON.parse(new TextDecoder().decode(await requestFile(address, signal))) as object;
  };
  const folder = (Object.values(model.tilesets).find((address) => address !== null) ?? "").replace(
    /[^/]*$/,
    "",
  );
  return {
    id: model.id,
    name: model.name,
    readTileset,
    readTile: (path, signal) => requestFile(folder + path, signal),
    readTable: async (signal) =>
      decodeElementTable(await requestBytes(modelPath(model.id, "/table"), { signal })),
    readFeatures: (signal) => readElementFeatures(model.id, signal),
    async readFrame(signal) {
      const { originM } = await requestJson(modelPath(model.id, "/frame"), FrameAnswer, { signal });
      const tileset = model.placement.lon === null ? undefined : await readTileset("tileset", signal);
      return buildFrame(
        originM,
        tileset && modelToEcefOf(rootTransformOf(tileset), originM),
        model.placement,
      );
    },
  };
}

/** Root transform of a tileset, which begins at `originM` → the model's own. */
function modelToEcefOf(
  tilesToEcef: readonly number[] | undefined,
  originM: ModelFrame["originM"],
): number[] | undefined {
  if (!tilesToEcef) return undefined;
  const back = transformPoint(Float64Array.from(tilesToEcef), [-originM[0], -originM[1], -originM[2]]);
  return [...tilesToEcef.slice(0, 12), ...back, 1];
}
