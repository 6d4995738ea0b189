import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Datastream } from "@shuicheng/shared/contracts";
import { type Request, Router } from "express";
import { RequestFault } from "./error-handler.ts";
import { readText, readTime } from "./read-request.ts";

/** What the export's route needs. */
export interface ExportQueries {
  /** @throws {Fault} `datastream/unknown`, `layer/unknown`, `basemap/none`, `request/invalid` (district) */
  select(selection: Selection): Promise<readonly Datastream[]>;
  /** The file in parts, read as they are asked for. */
  encode(
    format: Format,
    datastreams: readonly Datastream[],
    range: { readonly fromMs: number; readonly toMs: number },
  ): AsyncIterable<string | Uint8Array>;
}

type Format = "csv" | "parquet";
type Selection =
  | { readonly by: "datastream"; readonly ids: readonly string[] }
  | { readonly by: "layer"; readonly id: string }
  | { readonly by: "district"; readonly id: string };

/** Ids of full length, in an address of 16 kB. */
const MAX_DATASTREAMS = 100;

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  csv: "text/csv; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/** `/observations/export`: the history of datastreams, a layer or a district as one file, streamed as it is read. */
export function createExportRouter(exports: ExportQueries): Router {
  const router = Router();
  router.get("/", async (request, response) => {
    const format = readFormat(request);
    const selection = readSelection(request);
    const range = readRange(request);
    const datastreams = await exports.select(selection);
    response
      .set("Content-Type", MEDIA_TYPES[format])
      .set("Content-Disposition", `attachment; filename="${buildFileName(selection, range, format)}"`);
    const parts = Readable.from(exports.encode(format, datastreams, range));
    await pipeline(parts, response).catch((error: unknown) => {
      // Who has gone away needs no answer. Any other failure cuts the file short, so that half of it is not taken for all.
      if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    });
  });
  return router;
}

/** Says what is in the file: `observations_<what>_<from>_<to>.csv`, times in UTC. */
function buildFileName(
  selection: Selection,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  format: Format,
): string {
  const stamp = (timeMs: number) => new Date(timeMs).toISOString().replace(/[-:]|\.\d+/g, "");
  const what = nameOf(selection).replace(/[^\w.~-]/g, "-");
  return `observations_${what}_${stamp(fromMs)}_${stamp(toMs)}.${format}`;
}

function nameOf(selection: Selection): string {
  if (selection.by !== "datastream") return `${selection.by}-${selection.id}`;
  const [first = "", ...rest] = selection.ids;
  return rest.length === 0 ? first : `${first}-and-${rest.length}-more`;
}

function readFormat(request: Request): Format {
  const format = readText(request, "format");
  if (format === "csv" || format === "parquet") return format;
  throw invalid("format", `is ${format ?? "missing"}; csv or parquet is right`);
}

function readSelection(request: Request): Selection {
  const [datastream, layer, district] = ["datastream", "layer", "district"].map((name) =>
    readText(request, name),
  );
  if ([datastream, layer, district].filter((text) => text !== undefined).length !== 1) {
    throw invalid("datastream", "or layer or district: exactly one says whose observations are wanted");
  }
  if (layer !== undefined) return { by: "layer", id: layer };
  if (district !== undefined) return { by: "district", id: district };
  const ids = [...new Set((datastream ?? "").split(","))];
  if (ids.length > MAX_DATASTREAMS || ids.includes("")) {
    throw invalid("datastream", `lists ids, at most ${MAX_DATASTREAMS}, e.g. datastream=a,b,c`);
  }
  return { by: "datastream", ids };
}

function readRange(request: Request): { fromMs: number; toMs: number } {
  const [fromMs, toMs] = [readTime(request, "from"), readTime(request, "to")];
  if (fromMs === undefined || toMs === undefined) {
    const name = fromMs === undefined ? "from" : "to";
    throw invalid(name, "is missing; epoch ms or ISO 8601 with an offset, e.g. 2026-11-22T00:00:00+08:00");
  }
  if (fromMs > toMs) throw invalid("from", "is later than to");
  return { fromMs, toMs };
}

function invalid(name: string, reason: string): RequestFault {
  return new RequestFault(`parameter ${name} ${reason}`, [{ pointer: `?${name}`, message: reason }]);
}
