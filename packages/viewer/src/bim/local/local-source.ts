import { decodeElementTable, type ElementTable } from "@shuicheng/shared/ifc";
import { MODEL_TILESETS } from "@shuicheng/shared/tiles";
import { CATEGORY_OF_TILESET, type ModelSource } from "../model/inspected-model.ts";
import { buildFrame } from "../model/model-frame.ts";
import type { LocalResult } from "./start-local-conversion.ts";

/** Serves a converted file to the inspector from memory. @param id That no other open model has. */
export function createLocalSource(id: string, name: string, { model, files }: LocalResult): ModelSource {
  let table: ElementTable | undefined;
  return {
    id,
    name,
    readTable: async () => {
      table ??= decodeElementTable(model.table);
      return table;
    },
    readTileset: async (tileset) => {
      const bytes = files.get(MODEL_TILESETS[CATEGORY_OF_TILESET[tileset]]);
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as object);
    },
    readTile: async (path) => {
      const bytes = files.get(path);
      if (!bytes) throw new TypeError(`the conversion wrote no tile ${path}`);
      return bytes;
    },
    // Nobody else numbers its elements: tiles name them by row.
    readFeatures: async () => undefined,
    readFrame: async () => buildFrame(model.originM, model.placed.modelToEcef, model.placed.placement),
  };
}
