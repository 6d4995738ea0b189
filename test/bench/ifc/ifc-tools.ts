import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { openWorldGeoid } from "@shuicheng/shared/geo";
import { convertIfc, type IfcTable, openWebIfc } from "@shuicheng/shared/ifc";
import { openMeshEncoder } from "@shuicheng/shared/tiles";
import { readShared } from "../../../packages/server/src/convert/ifc/read-shared.ts";

/** What one conversion took and gave. */
export interface ToolRun {
  readonly ms: number;
  /** Of all that the tool wrote; 0 for one that writes nothing. */
  readonly bytes: number;
  /** Elements that came out with a shape. */
  readonly elements: number;
}

/** A tool with everything started that can be, so that a run is nothing but its work. */
export interface IfcTool {
  /** Reading the file is not in the time. */
  run(file: string): Promise<ToolRun>;
}

/** Opens each tool of the bench: ours, and what it is held against. */
export const IFC_TOOLS = {
  ours: openOurs,
  "web-ifc": openWebIfcAlone,
  fragments: openFragments,
  "ifc-lite": openIfcLite,
} as const satisfies Record<string, () => Promise<IfcTool>>;

/** Name of a tool. */
export type IfcToolName = keyof typeof IFC_TOOLS;

/** The whole conversion in two threads, tiles and table written to disk. */
async function openOurs(): Promise<IfcTool> {
  const geoid = await openWorldGeoid();
  const encoder = await openMeshEncoder();
  const dataThread = new Worker(new URL("./ifc-data-thread.ts", import.meta.url));
  dataThread.unref();
  await new Promise((resolve) => dataThread.once("message", resolve));
  return {
    async run(file) {
      const folder = mkdtempSync(join(tmpdir(), "shuicheng-bench-ifc-"));
      const engine = await openWebIfc();
      const shared = readShared(file);
      const beganAt = performance.now();
      const model = await convertIfc(shared, {
        geoid,
        groundHeightM: () => undefined,
        encoder,
        startEngine: async () => engine,
        readTable: () => {
          const table = new Promise<IfcTable>((resolve) => dataThread.once("message", resolve));
          dataThread.postMessage(shared);
          return table;
        },
        write: ({ path, bytes: content }) => {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), content);
        },
      });
      writeFileSync(join(folder, "elements.bin"), model.table);
      const ms = performance.now() - beganAt;
      rmSync(folder, { recursive: true });
      const { drawn, drawnFromAxis } = model.health;
      return { ms, bytes: model.tiles.bytes + model.table.length, elements: drawn + drawnFromAxis };
    },
  };
}

/** web-ifc's open, and its geometry read out: what any converter on web-ifc pays. Nothing is kept or written. */
async function openWebIfcAlone(): Promise<IfcTool> {
  return {
    async run(file) {
      const { api } = await openWebIfc();
      const bytes = readFileSync(file);
      const beganAt = performance.now();
      const modelId = api.OpenModel(bytes);
      const seen = new Set<number>();
      api.StreamAllMeshes(modelId, (mesh) => {
        for (let index = 0; index < mesh.geometries.size(); index++) {
          const placed = mesh.geometries.get(index);
          const geometry = api.GetGeometry(modelId, placed.geometryExpressID);
          api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize());
          api.GetIndexArray(geometry.GetIndexData(), geometry.GetIndexDataSize());
          geometry.delete();
          seen.add(mesh.expressID);
        }
      });
      api.CloseModel(modelId);
      return { ms: performance.now() - beganAt, bytes: 0, elements: seen.size };
    },
  };
}

/** That Open's importer, as its documentation has it: IFC bytes → fragments bytes. It starts a web-ifc of its own. */
async function openFragments(): Promise<IfcTool> {
  const { IfcImporter } = await import("@thatopen/fragments");
  const wasmFolder = dirname(createRequire(import.meta.url).resolve("web-ifc"));
  return {
    async run(file) {
      const importer = new IfcImporter();
      importer.wasm = { path: `${wasmFolder}/`, absolute: true };
      const bytes = readFileSync(file);
      const beganAt = performance.now();
      const fragments = await importer.process({ bytes });
      return { ms: performance.now() - beganAt, bytes: fragments.length, elements: 0 };
    },
  };
}

/** ifc-lite's geometry and then its parser, as its documentation has them; nothing is written. */
async function openIfcLite(): Promise<IfcTool> {
  const { GeometryProcessor } = await import("@ifc-lite/geometry");
  const { IfcParser } = await import("@ifc-lite/parser");
  const processor = new GeometryProcessor();
  await processor.init();
  return {
    async run(file) {
      const bytes = readFileSync(file);
      const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
      const beganAt = performance.now();
      const { meshes } = await processor.process(new Uint8Array(copy));
      await new IfcParser().parseColumnar(copy);
      const elements = new Set(meshes.map(({ expressId }) => expressId)).size;
      return { ms: performance.now() - beganAt, bytes: 0, elements };
    },
  };
}
