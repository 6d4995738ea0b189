import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Acknowledgement, BatchCheck } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { cutLines } from "./ndjson-lines.ts";
import { callerOf } from "./principal.ts";
import { takeStream } from "./take-stream.ts";

/** What the observations' routes need. */
export interface ObservationNeeds {
  /** @throws {Fault} `ingest/*` when the whole batch is refused */
  admit(tokenId: number, payload: unknown): Promise<Acknowledgement>;
  /** What would become of a batch; nothing is stored. @throws {Fault} `ingest/*` as `admit` */
  check(payload: unknown): Promise<BatchCheck>;
}

/** 5,000 items of ids of full length, as over a socket. */
const MAX_BATCH_BYTES = "2mb";
const STREAM_TYPES = ["application/x-ndjson", "application/ndjson", "application/jsonl"];

/** `/observations`: takes batches and streams of a token, and says of a batch what would become of it. */
export function createObservationsRouter(needs: ObservationNeeds, requireWriter: RequestHandler): Router {
  const router = Router();
  const readJson = express.json({ limit: MAX_BATCH_BYTES });
  router.use(requireWriter);
  router.post("/", async (request, response, next) => {
    if (!request.is(STREAM_TYPES)) {
      next();
      return;
    }
    const answer = await answerStream(tokenOf(response), request, response, needs);
    if (answer) response.json(answer);
  });
  router.post("/", readJson, async (request, response) => {
    requireJson(request);
    response.json(await needs.admit(tokenOf(response), request.body));
  });
  router.post("/check", readJson, async (request, response) => {
    requireJson(request);
    response.json(await needs.check(request.body));
  });
  return router;
}

/** Answers nothing where the sender is gone. */
async function answerStream(tokenId: number, request: Request, response: Response, needs: ObservationNeeds) {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    return await takeStream(cutLines(decodeBody(request)), {
      admit: (items) => needs.admit(tokenId, { items }),
      signal: gone.signal,
    });
  } catch (error) {
    if (gone.signal.aborted) return undefined;
    // The rest is not read: the connection serves nothing else.
    response.set("Connection", "close");
    throw isZlibError(error)
      ? new Fault("request/malformed-body", `the body is not gzip: ${error.message}`, {}, { cause: error })
      : error;
  }
}

/** @throws {Fault} `request/unsupported-media-type` of an encoding that is neither gzip nor none */
function decodeBody(request: Request): Readable {
  const encoding = request.headers["content-encoding"]?.toLowerCase() ?? "identity";
  if (encoding === "identity") return request;
  if (encoding !== "gzip") {
    throw new Fault(
      "request/unsupported-media-type",
      `Content-Encoding ${encoding} is not read here; gzip or none is right`,
    );
  }
  const gunzip = createGunzip();
  // Its failure comes out of the gunzip, which is what is read.
  pipeline(request, gunzip).catch(() => undefined);
  return gunzip;
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && ((error as NodeJS.ErrnoException).code ?? "").startsWith("Z_");

function tokenOf(response: Response): number {
  const { tokenId, name } = callerOf(response);
  if (tokenId !== undefined) return tokenId;
  throw new Fault(
    "access/forbidden",
    `only a token may push observations, sent as 'Authorization: Bearer …'; ${name} has signed in`,
  );
}

function requireJson(request: Request): void {
  if (request.body !== undefined) return;
  throw new Fault(
    "request/unsupported-media-type",
    "the body is application/json {batch?, items} or, one item a line, application/x-ndjson",
  );
}
