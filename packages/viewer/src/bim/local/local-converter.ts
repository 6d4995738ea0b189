import type { LocalConverter } from "../../client/local-model-store.ts";
import type { ModelSource } from "../model/inspected-model.ts";
import { countTriangles } from "./count-triangles.ts";
import { createLocalSource } from "./local-source.ts";
import { openLocalFile } from "./open-local-file.ts";
import { findMaxBytes } from "./size-guard.ts";
import { convertLocally } from "./start-local-conversion.ts";

/** What was converted and is still open, by id. */
const sources = new Map<string, ModelSource>();

/** Converts local files in threads of this browser. */
export const localConverter: LocalConverter = {
  async inspect(file) {
    const { name, bytes } = await openLocalFile(file);
    return { name, bytes, maxBytes: findMaxBytes(deviceMemoryGb()) };
  },
  async convert(id, file, progress, signal) {
    const opened = await openLocalFile(file);
    const result = await convertLocally(await opened.unpack(signal), progress, signal);
    signal.throwIfAborted();
    const source = createLocalSource(id, opened.name, result);
    const triangles = await countTriangles(source, "tileset", signal);
    sources.set(id, source);
    return { health: result.model.health, triangles };
  },
  release: (id) => void sources.delete(id),
};

/** Where the inspector reads a local model from; undefined where it was not converted in this page, or has been closed. */
export const findLocalSource = (id: string): ModelSource | undefined => sources.get(id);

/** Not part of the DOM's types: only Chromium tells it. */
const deviceMemoryGb = () => (navigator as Navigator & { readonly deviceMemory?: number }).deviceMemory;
