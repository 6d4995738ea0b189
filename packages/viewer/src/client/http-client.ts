import { ProblemSchema } from "@shuicheng/shared/contracts";
import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import { ApiProblem, pageProblem } from "./api-problem.ts";

const API_ROOT = "/api/v1";

/** What a request may carry besides its path. */
export interface RequestParts {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is instead, under its own type. */
  readonly file?: Blob;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the API and answers the body, checked against its contract.
 *
 * @param path Below `/api/v1`, e.g. `/layers`.
 * @throws {ApiProblem} With the server's code; `page/unreachable` when nothing answered; `page/unexpected-answer`
 * when the answer is not what the contract says.
 */
export async function requestJson<T extends TSchema>(
  path: string,
  schema: T,
  parts: RequestParts = {},
): Promise<Static<T>> {
  const response = await request(path, parts);
  const body = await readJson(response);
  if (!Check(schema, body)) {
    throw pageProblem(
      "page/unexpected-answer",
      `${path}: the answer does not fit its contract`,
      response.status,
    );
  }
  return body as Static<T>;
}

/** Like {@link requestJson} for an answer without a body. */
export async function requestNothing(path: string, parts: RequestParts = {}): Promise<void> {
  await request(path, parts);
}

/** Like {@link requestJson} for little-endian float64s, the byte order of every machine a browser runs on. */
export async function requestFloats(path: string, parts: RequestParts = {}): Promise<Float64Array> {
  const response = await request(path, parts);
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength % 8 !== 0) {
    throw pageProblem(
      "page/unexpected-answer",
      `${path}: ${bytes.byteLength} bytes are no float64s`,
      response.status,
    );
  }
  return new Float64Array(bytes);
}

/** Like {@link requestJson} for plain bytes. */
export async function requestBytes(path: string, parts: RequestParts = {}): Promise<Uint8Array> {
  const response = await request(path, parts);
  return new Uint8Array(await response.arrayBuffer());
}

/** A file that the server names by its whole address, e.g. a tile: `/tiles/…`. */
export async function requestFile(address: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await requestAddress(address, { signal });
  return new Uint8Array(await response.arrayBuffer());
}

/** Path with its query; what is undefined stays away. */
export function buildPath(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

const request = (path: string, parts: RequestParts) => requestAddress(`${API_ROOT}${path}`, parts);

async function requestAddress(
  path: string,
  { method = "GET", body, file, signal }: RequestParts,
): Promise<Response> {
  const init: RequestInit = { method, credentials: "same-origin", headers: { accept: "application/json" } };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: "application/json", "content-type": "application/json" };
  }
  if (file !== undefined) init.body = file;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted) throw cause; // react-query's own cancelling, not a failure
    throw pageProblem("page/unreachable", `${path}: no answer`, 0, cause);
  }
  if (!response.ok) throw await readProblem(path, response);
  return response;
}

async function readProblem(path: string, response: Response): Promise<ApiProblem> {
  const body = await readJson(response).catch(() => undefined);
  if (Check(ProblemSchema, body)) return new ApiProblem(body);
  // A gateway in front answers for a server that is away; anything else is not ours.
  const isGateway = response.status === 502 || response.status === 503 || response.status === 504;
  return pageProblem(
    isGateway ? "page/unreachable" : "page/unexpected-answer",
    `${path}: ${response.status} without problem details`,
    response.status,
  );
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw pageProblem("page/unexpected-answer", "the answer is no JSON", response.status, cause);
  }
}
