import type { Asset, Datastream, Layer } from "@shuicheng/shared/contracts";
import { Fault, isFaultCode } from "@shuicheng/shared/faults";

/** Items asked for at once. */
const PAGE_ITEMS = 1_000;

/** Where a running server is and who we are to it. */
export interface ServerAccess {
  /** Origin, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly token: string;
}

/** Reads every registered asset, of one layer where given. @throws {Fault} as {@link readDatastreams}. */
export function readAssets(server: ServerAccess, layer?: string): Promise<Asset[]> {
  return collect(readAll<Asset>(server, "assets", { layer }));
}

/**
 * Reads every registered datastream, of one layer where given.
 *
 * @throws {Fault} the server's code and words where it refuses; `request/not-found` where nothing answers or
 * what answers is not Shuicheng.
 */
export function readDatastreams(server: ServerAccess, layer?: string): Promise<Datastream[]> {
  return collect(readAll<Datastream>(server, "datastreams", { layer }));
}

/** Goes through a list page by page: only one page is held. @throws {Fault} as {@link readDatastreams}. */
export async function* readAll<T extends Asset | Datastream | Layer>(
  server: ServerAccess,
  area: "assets" | "datastreams" | "layers",
  filter: Readonly<Record<string, string | undefined>> = {},
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE_ITEMS) });
    for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
    if (cursor !== undefined) query.set("cursor", cursor);
    const page = parsePage<T>(await readJson(server, `/api/v1/${area}?${query}`), server.url);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function readJson(server: ServerAccess, path: string): Promise<unknown> {
  const url = new URL(path, server.url);
  const response = await fetch(url, { headers: { authorization: `Bearer ${server.token}` } }).catch(
    (cause: unknown) => {
      throw new Fault("request/not-found", `no server answers at ${server.url}`, {}, { cause });
    },
  );
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  throw faultOfProblem(body, response.status, url);
}

function faultOfProblem(body: unknown, status: number, url: URL): Fault {
  const problem = (typeof body === "object" && body !== null ? body : {}) as {
    code?: unknown;
    detail?: unknown;
  };
  const words = typeof problem.detail === "string" ? problem.detail : `${url} answers ${status}`;
  return new Fault(isFaultCode(problem.code) ? problem.code : "request/not-found", words, { status });
}

function parsePage<T>(body: unknown, url: string): { items: T[]; nextCursor: string | undefined } {
  const page = (typeof body === "object" && body !== null ? body : {}) as {
    items?: unknown;
    nextCursor?: unknown;
  };
  if (!Array.isArray(page.items))
    throw new Fault("request/not-found", `what answers at ${url} is not Shuicheng`);
  return {
    items: page.items as T[],
    nextCursor: typeof page.nextCursor === "string" ? page.nextCursor : undefined,
  };
}
