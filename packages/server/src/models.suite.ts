import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Job, JobSchema, type Model, type ModelElement, ModelSchema } from "@shuicheng/shared/contracts";
import { isFaultCode } from "@shuicheng/shared/faults";
import pino from "pino";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, expect } from "vitest";
import { compose, type RunningServer } from "./compose.ts";

const PASSWORD = "a-password-for-tests";
/** Conversions start threads and wasm: long enough for a busy machine. Nothing is measured by it. */
export const PATIENCE_MS = 120_000;

/** How a request differs from one of a token without a body. */
export interface Sending {
  readonly body?: RequestInit["body"];
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly isAnonymous?: boolean;
}

/** A server for the tests of a file: what they ask of its models. */
export class ModelServer {
  readonly folder = mkdtempSync(join(tmpdir(), "shuicheng-models-"));
  #server: RunningServer | undefined;
  #token: string | undefined;

  get url(): string {
    return this.#server?.url ?? "";
  }

  /** For sources that report to the server. */
  get token(): string {
    return this.#token ?? "";
  }

  async start(): Promise<void> {
    this.#token = undefined;
    this.#server = await compose(
      {
        ...{ host: "127.0.0.1", port: 0, dataFolder: this.folder, demo: "none", demoScale: 1 },
        ...{
          isSimulatorOn: false,
          adminPassword: PASSWORD,
          isPublicViewAllowed: true,
          timeZone: "Asia/Shanghai",
          mqttPort: undefined,
          mqttUrl: undefined,
        },
      },
      { logger: pino({ level: "warn" }), pageFolder: this.folder, version: "0" },
    );
    const body = JSON.stringify({ name: "test" });
    const made = await this.send("POST", "/tokens", {
      ...{ body, type: "application/json", headers: await this.signIn() },
    });
    this.#token = ((await made.json()) as { token: string }).token;
  }

  /** Headers of a session of the administrator, for requests without the token. */
  async signIn(): Promise<Record<string, string>> {
    const body = JSON.stringify({ username: "admin", password: PASSWORD });
    const session = await this.send("POST", "/sessions", {
      body,
      type: "application/json",
      isAnonymous: true,
    });
    return { cookie: session.headers.get("set-cookie")?.split(";")[0] ?? "" };
  }

  async stop(): Promise<void> {
    await this.#server?.close();
  }

  send(
    method: string,
    path: string,
    { body, type, headers = {}, isAnonymous }: Sending = {},
  ): Promise<Response> {
    const isNamed = !isAnonymous && this.#token !== undefined;
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(isNamed ? { authorization: `Bearer ${this.#token}` } : {}),
        ...(type === undefined ? {} : { "content-type": type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  }

  async get<T>(path: string, schema?: TSchema): Promise<T> {
    const response = await this.send("GET", path);
    const body = (await response.json()) as T;
    expect([path, response.status, body]).toEqual([path, 200, body]);
    if (schema) expect(Compile(schema).Errors(body)).toEqual([]);
    return body;
  }

  upload(name: string, bytes: Uint8Array | string, query = ""): Promise<Response> {
    return this.send("POST", `/models?name=${encodeURIComponent(name)}${query}`, { body: bytes as string });
  }

  /** Uploads and answers the job's id. */
  async queue(name: string, bytes: Uint8Array | string, query = ""): Promise<string> {
    const answer = await this.upload(name, bytes, `&again=true${query}`);
    const { job } = (await answer.json()) as { job: string };
    expect(answer.status).toBe(202);
    return job;
  }

  async finished(job: string): Promise<Job> {
    for (;;) {
      const found = await this.get<Job>(`/jobs/${job}`, JobSchema);
      if (found.finishedAt !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async importModel(name: string, bytes: Uint8Array | string, query = ""): Promise<Model> {
    const { state, error, model } = await this.finished(await this.queue(name, bytes, query));
    expect([state, error]).toEqual(["done", null]);
    return this.get<Model>(`/models/${model?.id}`, ModelSchema);
  }

  elements(id: string, query = ""): Promise<{ items: ModelElement[]; total: number; nextCursor?: string }> {
    return this.get(`/models/${id}/elements?${query}`);
  }

  /** Where a model's tiles lie. */
  tileFolder({ tilesets }: Model): string {
    return join(this.folder, (tilesets.element ?? "").replace(/\/[^/]+$/, ""));
  }

  /** What lies in a folder of the data folder; nothing where it is not there. */
  list(path: string): string[] {
    const folder = join(this.folder, path);
    return existsSync(folder) ? readdirSync(folder) : [];
  }
}

/** Runs a server while the tests of the file run. */
export function serveModels(): ModelServer {
  const server = new ModelServer();
  beforeAll(() => server.start());
  afterAll(async () => {
    await server.stop();
    rmSync(server.folder, { recursive: true, maxRetries: 3 });
  });
  return server;
}

/** Answers the problem document of a request that is refused. */
export async function refused(
  response: Promise<Response>,
): Promise<{ status: number; code: string; detail: string }> {
  const answer = await response;
  expect(answer.headers.get("content-type")).toMatch("application/problem+json");
  const problem = (await answer.json()) as { status: number; code: string; detail: string };
  expect(isFaultCode(problem.code)).toBe(true);
  return problem;
}
