import { STATUS_CODES } from "node:http";
import type { Problem } from "@shuicheng/shared/contracts";
import { Fault, type FaultCode } from "@shuicheng/shared/faults";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";

/** A request that does not match its schema, with the places: becomes `errors` of the problem document. */
export class RequestFault extends Fault {
  readonly errors: readonly { pointer: string; message: string }[];

  constructor(message: string, errors: readonly { pointer: string; message: string }[]) {
    super("request/invalid", message);
    this.errors = errors;
  }
}

/** The only place that maps codes to HTTP status. Codes that never reach HTTP are 500. */
const STATUS: Partial<Record<FaultCode, number>> = {
  "access/forbidden": 403,
  "access/invalid-credentials": 401,
  "access/too-many-attempts": 429,
  "access/unauthenticated": 401,
  "annotation/conflict": 409,
  "annotation/too-many": 409,
  "annotation/unknown": 404,
  "asset/unknown": 404,
  "basemap/none": 404,
  "connector/failed": 502,
  "data/unreadable": 503,
  "datastream/unknown": 404,
  "ingest/batch-conflict": 409,
  "ingest/batch-too-large": 413,
  "ingest/busy": 503,
  "ingest/conflict": 409,
  "ingest/empty-batch": 400,
  "ingest/invalid-quality": 400,
  "ingest/invalid-result": 400,
  "ingest/invalid-time": 400,
  "ingest/malformed-payload": 400,
  "ingest/quota-exceeded": 429,
  "ingest/storage-full": 507,
  "ingest/time-in-future": 400,
  "ingest/time-too-old": 400,
  "ingest/unavailable": 503,
  "ingest/unknown-category": 400,
  "ingest/unknown-datastream": 404,
  "ingest/wrong-type": 400,
  "job/cancelled": 409,
  "job/not-restartable": 409,
  "job/unknown": 404,
  "layer/unknown": 404,
  "model/archive-too-large": 413,
  "model/broken-archive": 422,
  "model/busy": 409,
  "model/duplicate": 409,
  "model/invalid-placement": 400,
  "model/not-ifc": 415,
  "model/too-demanding": 422,
  "model/unknown": 404,
  "model/unknown-element": 404,
  "model/unreadable": 422,
  "network/invalid-placement": 400,
  "network/unreadable": 422,
  "network/unsupported-format": 415,
  "registry/conflict": 409,
  "registry/invalid": 422,
  "request/incomplete-body": 400,
  "request/invalid": 400,
  "request/malformed-body": 400,
  "request/not-found": 404,
  "request/range-not-satisfiable": 416,
  "request/too-large": 413,
  "request/unsupported-media-type": 415,
  "sta/invalid-entity": 400,
  "sta/invalid-query": 400,
  "sta/not-allowed": 405,
  "sta/read-only": 409,
  "sta/too-demanding": 400,
  "sta/unknown-entity": 404,
  "sta/unknown-resource": 404,
  "view/conflict": 409,
  "view/too-many": 409,
  "view/unknown": 404,
  "webhook/address-refused": 400,
  "webhook/gone": 409,
  "webhook/too-many": 409,
  "webhook/unknown": 404,
};

/** Answers 404 as a problem document for whatever no route took. */
export const answerNotFound: RequestHandler = (request) => {
  throw new Fault("request/not-found", `there is no ${request.method} ${request.path}`);
};

/** Turns whatever a route threw into RFC 9457 problem details with a stable `code`. */
export function createErrorHandler(
  onUnexpected: (error: unknown, path: string) => void,
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const fault = faultOf(error);
    if (fault.code === "internal/unexpected") onUnexpected(error, request.path);
    const problem = problemOf(fault, request.originalUrl);
    if (problem.status === 401) response.setHeader("WWW-Authenticate", "Bearer");
    const { retryAfterMs } = fault.details;
    // RFC 9110, 10.2.3: whole seconds; the exact wait stands in the details.
    if (typeof retryAfterMs === "number") response.setHeader("Retry-After", Math.ceil(retryAfterMs / 1000));
    // What express had set belongs to the file; Content-Range stays and says how long it is (RFC 9110, 15.5.17).
    if (problem.status === 416) dropFileHeaders(response);
    response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
  };
}

function dropFileHeaders(response: Response): void {
  for (const name of ["ETag", "Last-Modified"]) response.removeHeader(name);
  response.setHeader("Cache-Control", "no-store");
}

/** Builds the problem document of a fault. */
export function problemOf(fault: Fault, instance: string): Problem {
  const status = STATUS[fault.code] ?? 500;
  return {
    type: `urn:shuicheng:fault:${fault.code}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail: fault.message,
    code: fault.code,
    instance,
    ...(fault instanceof RequestFault ? { errors: [...fault.errors] } : {}),
    ...(Object.keys(fault.details).length > 0 ? { details: { ...fault.details } } : {}),
  };
}

/** Body parsers of express throw errors of their own, known by `type`. */
function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { type, message, status } = error as { type?: string; message?: string; status?: number };
  if (type === "entity.parse.failed")
    return new Fault("request/malformed-body", `the body is not JSON: ${message}`);
  if (type === "entity.too.large")
    return new Fault("request/too-large", "the body is larger than this route takes");
  if (type === "encoding.unsupported" || type === "charset.unsupported") {
    return new Fault("request/unsupported-media-type", message ?? "unsupported encoding");
  }
  if (status === 404) return new Fault("request/not-found", "there is no such file");
  if (status === 416) return new Fault("request/range-not-satisfiable", "the range lies beyond the file");
  // Express refuses with a status of its own, e.g. 403 for a path that climbs out of its folder.
  if (error instanceof URIError || (status !== undefined && status >= 400 && status < 500))
    return new Fault("request/invalid", message ?? "the request is malformed");
  return new Fault("internal/unexpected", "the server failed; its log has the details", {}, { cause: error });
}
