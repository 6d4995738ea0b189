import {
  type Annotation,
  AnnotationChangeSchema,
  type AnnotationInput,
  AnnotationInputSchema,
} from "@shuicheng/shared/contracts";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import type { AnnotatedSpan, AnnotationQueries } from "./annotation-queries.ts";
import { RequestFault } from "./error-handler.ts";
import { callerOf } from "./principal.ts";
import { buildCursor, createBodyReader, readInteger, readPage, readText, readTime } from "./read-request.ts";

const MAX_VERSION = Number.MAX_SAFE_INTEGER;
const DEFAULT_PAGE = 100;
const MAX_PAGE = 1_000;
/** Ids in one question at most. */
const MAX_IDS = 200;
/** ECMA-262: the range of a Date. */
const MAX_TIME_MS = 8.64e15;

/** `/annotations`: words at a moment or over a span of datastreams and assets. */
export function createAnnotationsRouter(
  annotations: AnnotationQueries,
  requireWriter: RequestHandler,
): Router {
  const router = Router();
  const readBody = express.json();
  const readInput = createBodyReader(AnnotationInputSchema);
  const readChange = createBodyReader(AnnotationChangeSchema);
  router.get("/", (request, response) => {
    const [fromMs, toMs] = [
      readTime(request, "from") ?? -MAX_TIME_MS,
      readTime(request, "to") ?? MAX_TIME_MS,
    ];
    const { items, next } = annotations.list({
      ...{ datastreams: readIds(request, "datastream"), assets: readIds(request, "asset"), fromMs, toMs },
      ...readPage(request, DEFAULT_PAGE, MAX_PAGE),
    });
    response.json({
      items: items.map((annotation) => shownTo(response, annotation)),
      ...(next === undefined ? {} : { nextCursor: buildCursor(next) }),
    });
  });
  router.post("/", requireWriter, readBody, async (request, response) => {
    const { datastreams = [], asset = null, text, ...place } = await readInput(request);
    if (datastreams.length === 0 && asset === null)
      throw wrong("/datastreams", "names no datastream, and there is no asset either; one of both is needed");
    const span = readSpan(place);
    if (!span) throw wrong("/time", "is missing: a moment is time, a span is from and to, in epoch ms");
    const annotation = annotations.add({ ...span, datastreams, asset, text }, authorOf(response));
    response.status(201).location(`/api/v1/annotations/${annotation.id}`).json(annotation);
  });
  router.get("/:id", (request, response) => {
    response.json(shownTo(response, annotations.find(idOf(request))));
  });
  router.patch("/:id", requireWriter, readBody, async (request, response) => {
    const { version, text, ...place } = await readChange(request);
    const changed = { span: readSpan(place), text };
    response.json(annotations.change(idOf(request), version, changed, authorOf(response)));
  });
  router.delete("/:id", requireWriter, (request, response) => {
    annotations.remove(idOf(request), readInteger(request, "version", 1, MAX_VERSION));
    response.status(204).end();
  });
  router.post("/:id/restore", requireWriter, (request, response) => {
    response.json(annotations.restore(idOf(request)));
  });
  return router;
}

const idOf = (request: Request) => String(request.params.id);

/** Ids separated by commas. */
function readIds(request: Request, name: string): readonly string[] | undefined {
  const ids = readText(request, name)?.split(",");
  if (ids !== undefined && ids.length > MAX_IDS)
    throw wrong(`?${name}`, `has ${ids.length} ids; ${MAX_IDS} at most are right`);
  return ids;
}

/** @returns undefined where no place is given. */
function readSpan({
  time,
  from,
  to,
}: Pick<AnnotationInput, "time" | "from" | "to">): AnnotatedSpan | undefined {
  if (time !== undefined) {
    if (from !== undefined || to !== undefined)
      throw wrong("/time", "is given beside from or to; a moment or a span is right");
    return { from: time, to: time };
  }
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined) throw wrong("/from", "is missing beside to");
  if (to === undefined) throw wrong("/to", "is missing beside from");
  if (to < from) throw wrong("/to", `is ${to}, before from, which is ${from}`);
  return { from, to };
}

const wrong = (pointer: string, message: string) =>
  new RequestFault(`${pointer} ${message}`, [{ pointer, message }]);

function authorOf(response: Response) {
  const { name, tokenId } = callerOf(response);
  return { kind: tokenId === undefined ? "user" : "token", name } as const;
}

/** Names of accounts are not for everybody: whoever has not signed in is not told who wrote. */
function shownTo(response: Response, annotation: Annotation): Annotation {
  return callerOf(response).role === "anonymous"
    ? { ...annotation, createdBy: null, changedBy: null }
    : annotation;
}
