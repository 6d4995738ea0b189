import type { Model } from "@shuicheng/shared/contracts";
import { transformPoint } from "@shuicheng/shared/geo";
import { decodeTableInSteps } from "@shuicheng/shared/ifc";
import { ApiProblem } from "../../client/api-problem.ts";
import { requestBytes, requestFile, requestJson } from "../../client/http-client.ts";
import { readElementFeatures } from "../../client/inspector/link/element-features.ts";
import { runInSlices } from "../../client/inspector/run-in-slices.ts";
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
  /** What the frame was read from, until whoever loads its tiles takes it. */
  let placed: object | undefined;
  const readTileset = async (name: TilesetName, signal: AbortSignal): Promise<object | undefined> => {
    const address = addressOf(name);
    if (address === null) return undefined;
    if (name === "tileset" && placed) {
      const taken = placed;
      placed = undefined;
      return taken;
    }
    return JSON.parse(new TextDecoder().decode(await requestFile(address, signal))) as object;
  };
  const folder = (Object.values(model.tilesets).find((address) => address !== null) ?? "").replace(
    /[^/]*$/,
    "",
  );
  return {
    id: model.id,
    name: model.name,
    revision: model.revision,
    readTileset,
    readTile: (path, signal) => requestFile(folder + path, signal),
    async readTable(signal) {
      const bytes = await requestBytes(modelPath(model.id, "/table"), { signal });
      return runInSlices(decodeTableInSteps(bytes), signal);
    },
    readFeatures: (signal) => readElementFeatures(model.id, signal),
    async readFrame(signal) {
      const { originM } = await requestJson(modelPath(model.id, "/frame"), FrameAnswer, { signal });
      // Whose tiles are gone has a table all the same; whoever asks for the tiles is told.
      const tileset =
        model.placement.lon === null
          ? undefined
          : await readTileset("tileset", signal).catch((error: unknown) => {
              if (error instanceof ApiProblem && error.status === 404) return undefined;
              throw error;
            });
      placed = tileset;
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
