import { ProblemSchema } from "@shuicheng/shared/contracts";
import { isFaultCode } from "@shuicheng/shared/faults";
import Type, { type Static, type TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, expect } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, push } from "./plain-client.ts";

/** Assets of the layer `water`, each with a datastream. */
export const ASSETS = 25;
/** Observations of the first datastream, a second apart from {@link START_MS} on. */
export const OBSERVATIONS = 25;
export const START_MS = Date.now() - 3_600_000;

/** Schema of a list in pages. */
export const pageOf = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Optional(Type.String()) });
/** Schema of a list. */
export const listOf = <S extends TSchema>(item: S) => Type.Object({ items: Type.Array(item) });

/** A request. */
export interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Who asks; the token of an integrator unless said. */
  readonly as?: "integrator" | "administrator" | "nobody";
}

/** A server of the file's own with some assets and observations, and who asks it. To be called outside of tests. */
export function startApi() {
  let dataFolder: string;
  let server: ServerProcess;
  let cookie: string;
  let token: string;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    cookie = await server.signIn();
    token = await server.createToken("pusher");
    await fill(server, token);
  });

  afterAll(async () => {
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  async function ask(path: string, { method = "GET", body, headers = {}, as = "integrator" }: Asked = {}) {
    const who = { integrator: { authorization: `Bearer ${token}` }, administrator: { cookie }, nobody: {} }[
      as
    ];
    const raw = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    return fetch(`${server.url}${path}`, {
      method,
      // Without this, fetch adds "no-cache" to a request that names an ETag, and it is never answered 304.
      headers: {
        "cache-control": "max-age=0",
        ...(raw === null ? {} : { "content-type": "application/json" }),
        ...who,
        ...headers,
      },
      body: raw,
    });
  }

  /** Asks, and holds the answer against its schema. */
  async function read<S extends TSchema>(path: string, schema: S, asked: Asked = {}): Promise<Static<S>> {
    const response = await ask(path, asked);
    const text = await response.text();
    expect(response.ok, `${path}: ${response.status} ${text}`).toBe(true);
    const body: unknown = JSON.parse(text);
    const check = Compile(schema);
    expect([...check.Errors(body)]).toEqual([]);
    expect(check.Check(body)).toBe(true);
    return body as Static<S>;
  }

  /** Asks what must be refused: a problem document with a stable code. */
  async function refusal(path: string, asked: Asked = {}) {
    const response = await ask(path, asked);
    const problem = (await response.json()) as Static<typeof ProblemSchema>;
    expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(Compile(ProblemSchema).Check(problem)).toBe(true);
    expect(problem.status).toBe(response.status);
    expect(problem.type).toBe(`urn:shuicheng:fault:${problem.code}`);
    expect(isFaultCode(problem.code)).toBe(true);
    return { status: response.status, code: problem.code, errors: problem.errors, response };
  }

  /** All pages of a list, of `limit` items at most. */
  async function pagesOf<S extends TSchema>(path: string, item: S): Promise<Static<S>[][]> {
    const pages: Static<S>[][] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const next: { items: unknown[]; nextCursor?: string } = (await read(
        cursor === "" ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
        pageOf(item),
      )) as never;
      pages.push(next.items as Static<S>[]);
      cursor = next.nextCursor;
    }
    return pages;
  }

  return {
    ...{ ask, read, refusal, pagesOf },
    get server() {
      return server;
    },
    get token() {
      return token;
    },
  };
}

async function fill(server: ServerProcess, token: string): Promise<void> {
  const indices = Array.from({ length: ASSETS }, (_, index) => index);
  await server.register(token, {
    layer: { id: "water", kind: "water", name: "供水" },
    assets: indices.map((index) => ({
      id: `n-${index}`,
      class: index % 2 === 0 ? "junction" : "tank",
      name: `Node 100% ${index}`,
      attributes: { diameter: { value: 300, unit: "mm" } },
      ...(index < 20 ? { position: { lon: 115.9 + index / 1_000, lat: 36.4, heightM: 30 + index } } : {}),
    })),
    datastreams: indices.map((index) => ({
      id: `p-${index}`,
      asset: `n-${index}`,
      observedProperty: "pressure",
      unit: { name: "metre of water", symbol: "mH₂O", definition: "m[H2O]" },
      limits: { H: 50 },
    })),
  });
  const ingest = await connectPlain(server.url, "/ingest", { auth: { token } });
  const items = Array.from({ length: OBSERVATIONS }, (_, k) => ({
    datastream: "p-0",
    time: START_MS + k * 1_000,
    result: k,
  }));
  await push(ingest, { items });
  ingest.disconnect();
}
