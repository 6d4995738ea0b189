import { openAsBlob } from "node:fs";
import type { Job, Problem } from "@shuicheng/shared/contracts";
import { Fault, isFaultCode } from "@shuicheng/shared/faults";
import type { ModelHealth } from "@shuicheng/shared/ifc";
import type { ImportSettings } from "./import-settings.ts";

/** The requests of an import. Each throws a {@link Fault} whose message is one line for a person. */
export interface ImportClient {
  /** Sends the file and answers the job's id. */
  send(): Promise<string>;
  findJob(id: string): Promise<Job>;
  findHealth(modelId: string): Promise<ModelHealth>;
}

/** Creates the client for one import; it speaks the public HTTP API and nothing else. */
export function createImportClient(settings: ImportSettings): ImportClient {
  const { url, token } = settings;

  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(init.headers as Record<string, string> | undefined),
    };
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, { ...init, headers });
    } catch (error) {
      const message = `no server answers at ${url}: start one with npm start, or name another with --url`;
      throw new Fault("ingest/unavailable", message, { url }, { cause: error });
    }
    const body = (await response.json().catch(() => undefined)) as unknown;
    if (response.ok && body !== undefined) return body;
    throw refusalOf(response.status, body as Partial<Problem> | undefined, url);
  }

  return {
    async send() {
      const { kind, name, place, layer, crs, model, isAgain } = settings;
      const query = new URLSearchParams({ name });
      const given = { place: place || undefined, layer, crs, model, again: isAgain ? "true" : undefined };
      for (const [key, value] of Object.entries(given)) if (value !== undefined) query.set(key, value);
      const body = await openAsBlob(settings.file);
      const headers = { "content-type": "application/octet-stream" };
      const path = kind === "model" ? "models" : "networks/import";
      const answer = await ask(`/api/v1/${path}?${query}`, { method: "POST", body, headers });
      return (answer as { job: string }).job;
    },
    findHealth: async (modelId) =>
      (await ask(`/api/v1/models/${encodeURIComponent(modelId)}/health`)) as ModelHealth,
    findJob: async (id) => (await ask(`/api/v1/jobs/${encodeURIComponent(id)}`)) as Job,
  };
}

function refusalOf(status: number, problem: Partial<Problem> | undefined, url: string): Fault {
  const code = isFaultCode(problem?.code) ? problem.code : "internal/unexpected";
  if (status === 401) {
    const message =
      "--token was not accepted (401); right would be one an administrator made that is not revoked";
    return new Fault("access/invalid-credentials", message);
  }
  const what = problem?.detail ?? `${url} does not answer as a Shuicheng server does`;
  return new Fault(code, `${what} (${status})`);
}
