import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { groundHeightM, isGroundKnown, openWorldGeoid } from "@shuicheng/shared/geo";
import { type ConvertedModel, type ConvertOptions, convertIfc, openWebIfc } from "@shuicheng/shared/ifc";
import { openMeshEncoder } from "@shuicheng/shared/tiles";

/** Folder of the sample files; they are not part of the project. */
export const IFC_SAMPLES = join(
  process.env.SHUICHENG_SAMPLES ?? join(import.meta.dirname, "../../../shared/data"),
  "ifc",
);

/** False where the samples are not on this machine. */
export const HAS_IFC_SAMPLES = existsSync(IFC_SAMPLES);

const geoid = await openWorldGeoid();
const encoder = await openMeshEncoder();

/** The bytes of a sample, by its name without ending. */
export const readSample = (name: string): Uint8Array => readFileSync(join(IFC_SAMPLES, `${name}.ifc`));

/** Converts in this thread, as a page would; tiles go into `folder`, or nowhere. */
export function convertHere(
  bytes: Uint8Array,
  options: Partial<ConvertOptions> = {},
  folder?: string,
): Promise<ConvertedModel> {
  return convertIfc(bytes, {
    geoid,
    groundHeightM: (lonDeg, latDeg) =>
      isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : undefined,
    startEngine: () => openWebIfc(),
    encoder,
    write: ({ path, bytes: content }) => {
      if (folder === undefined) return;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    ...options,
  });
}
